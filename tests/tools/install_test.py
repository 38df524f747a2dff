"""What tools/install.sh does with Debian's answers, shown with a Debian of three shell scripts."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

APT = """#!/bin/sh
echo "$*" >>"$CALLS"
[ "$1" = -s ] && echo "$PLAN"
exit 0
"""


class Debian:
    """A folder with install.sh, a package list, and a system in which nothing but `installed` is there."""

    def __init__(self, folder: str, installed: str, plan: str, root: bool):
        self.folder = pathlib.Path(folder)
        tools = self.folder / "tools"
        tools.mkdir()
        shutil.copy(ROOT / "tools/install.sh", tools)
        (tools / "packages.txt").write_text("# a remark\nbuild cmake\nbuild nodejs sh\nlint codespell\n")
        (self.folder / "package-lock.json").write_text("{}")
        (self.folder / "node_modules").mkdir()
        (self.folder / "node_modules/.package-lock.json").write_text("{}")
        self.calls = self.folder / "calls"
        self.calls.touch()
        self.environment = {"PATH": str(self.folder / "bin"), "CALLS": str(self.calls), "PLAN": plan}
        self._commands({
            "apt-get": APT,
            "dpkg-query": f'#!/bin/sh\nfor last; do :; done\n[ "$last" = "{installed}" ] && echo "install ok installed"\n',
            "id": f"#!/bin/sh\necho {0 if root else 1000}\n",
        })

    def _commands(self, scripts: dict[str, str]) -> None:
        folder = self.folder / "bin"
        folder.mkdir()
        for name, text in scripts.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        for name in ("bash", "sh", "grep", "dirname", "env"):
            os.symlink(shutil.which(name), folder / name)

    def install(self, *purposes: str) -> tuple[int, list[str], str]:
        done = subprocess.run([str(self.folder / "bin/bash"), str(self.folder / "tools/install.sh"), *purposes],
                              env=self.environment, capture_output=True, text=True, check=False)
        return done.returncode, self.calls.read_text().splitlines(), done.stdout + done.stderr


class Install(unittest.TestCase):
    def run_on(self, *purposes: str, installed: str = "", plan: str = "Inst cmake", root: bool = True):
        with tempfile.TemporaryDirectory() as folder:
            return Debian(folder, installed, plan, root).install(*purposes)

    def test_installs_what_is_missing_for_the_purpose_after_asking(self):
        code, calls, _ = self.run_on("build")
        self.assertEqual((code, calls), (0, [
            "update -q",
            "-s install --no-install-recommends cmake",
            "install -y -q --no-install-recommends cmake",
        ]))

    def test_stops_before_anything_would_be_removed(self):
        code, calls, said = self.run_on("build", plan="Inst cmake\nRemv libboost1.81-dev [1.81]")
        self.assertEqual((code, calls[-1]), (3, "-s install --no-install-recommends cmake"))
        self.assertIn("Remv libboost1.81-dev", said)

    def test_asks_nobody_where_nothing_is_missing(self):
        self.assertEqual(self.run_on("build", installed="cmake")[:2], (0, []))

    def test_without_root_and_sudo_says_what_is_missing(self):
        code, calls, said = self.run_on("build", "lint", root=False)
        self.assertEqual((code, calls), (3, []))
        self.assertIn("apt-get install --no-install-recommends cmake codespell", said)


if __name__ == "__main__":
    unittest.main()
