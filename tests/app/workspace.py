"""The program as a person runs it: workspaces in temporary folders, commands, and what they said."""
from __future__ import annotations

import csv
import dataclasses
import io
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("THROUGHLINE", str(ROOT / "build/release/throughline"))
# Nothing of the caller's terminal or language may change what is tested.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "COLUMNS", "NO_COLOR")}


@dataclasses.dataclass
class Said:
    """What a command wrote, and its exit code."""
    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))


class WorkspaceTest(unittest.TestCase):
    """Gives each test a folder of its own with an empty workspace `site` in it."""

    def setUp(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="throughline-app-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.site = self.folder / "site"
        self.succeeds("init", "site")

    def start(self, *arguments: str | pathlib.Path, **options) -> subprocess.Popen:
        """A command that goes on while the test does; ended with the test, whatever happens."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, env=ENVIRONMENT, text=True, **pipes)
        self.addCleanup(self._end, process)
        return process

    @staticmethod
    def _end(process: subprocess.Popen) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()

    def run_command(self, *arguments: str | pathlib.Path, cwd: pathlib.Path | None = None, stdin: str | bytes = b"") -> Said:
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd or self.folder, env=ENVIRONMENT, check=False,
                              input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True)
        return Said(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def succeeds(self, *arguments: str | pathlib.Path, **options) -> Said:
        said = self.run_command(*arguments, **options)
        self.assertEqual(said.code, 0, f"{arguments}: {said.err}")
        return said

    def fails(self, code: int, *arguments: str | pathlib.Path, **options) -> str:
        """Fails with this exit code. Returns what it said."""
        said = self.run_command(*arguments, **options)
        self.assertEqual(said.code, code, f"{arguments}: {said.err}")
        return said.err

    def sql(self, query: str) -> list[list[str]]:
        return [line.split("\t") for line in self.succeeds("sql", self.site, query).out.splitlines()]

    def number(self, query: str) -> int:
        return int(self.sql(query)[0][0])

    def write(self, name: str, content: str | bytes) -> pathlib.Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def settings(self, text: str) -> None:
        (self.site / "throughline.yaml").write_text(text)
