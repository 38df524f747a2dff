#!/usr/bin/env python3
"""Runs clang-tidy-19 over the sources of a compile database, several at once, and remembers what was clean.

    tools/tidy.py BUILD_DIR [--all]

Looks at what the last 30 commits touched, and at what is not committed; with --all at everything, which a change that
finishes a capability goes through. A header stands for the sources of its name. A file is checked again when it, a header of this project that it includes (however deep), its flags or .clang-tidy
changed; what is known to be clean is kept in ~/.cache/throughline-tidy, for every clone. Exits 1 if there is a finding.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "throughline-tidy"
TIDY = "clang-tidy-19"
COMMITS = 30
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
NOISE = re.compile(r"^\d+ warnings? (generated|treated as errors?)|^Suppressed|^Use -header-filter|^$")


def include_folders(command: str, source: pathlib.Path) -> list[pathlib.Path]:
    return [source.parent, *(pathlib.Path(folder) for folder in re.findall(r"-I\s*(\S+)", command))]


def with_headers(source: pathlib.Path, folders: list[pathlib.Path]) -> list[pathlib.Path]:
    """The file and every header of the project that it reaches."""
    seen: dict[pathlib.Path, None] = {}
    queue = [source]
    while queue:
        file = queue.pop()
        if file in seen or not file.is_file():
            continue
        seen[file] = None
        names = [name.decode() for name in INCLUDE.findall(file.read_bytes())]
        queue += [folder / name for name in names for folder in folders if (folder / name).is_file()]
    return sorted(seen)


def fingerprint(entry: dict[str, str], settings: bytes) -> str:
    """The same in every clone: paths count from its root."""
    source = pathlib.Path(entry["file"])
    digest = hashlib.sha256(settings + entry["command"].replace(str(ROOT), "").encode())
    for file in with_headers(source, include_folders(entry["command"], source)):
        digest.update(str(file).replace(str(ROOT), "").encode() + file.read_bytes())
    return digest.hexdigest()


def findings(build: pathlib.Path, file: str) -> str:
    done = subprocess.run([TIDY, "-p", str(build), "--quiet", file], capture_output=True, text=True, check=False)
    text = done.stdout + done.stderr
    kept = "\n".join(line for line in text.splitlines() if not NOISE.match(line))
    return kept if done.returncode else ""


def show_progress(done: int, total: int) -> None:
    if sys.stdout.isatty():
        print(f"\r  {done}/{total} files", end="" if done < total else "\n", flush=True)
    elif done % 20 == 0 or done == total:
        print(f"  {done}/{total} files", flush=True)


def changed_stems() -> set[pathlib.Path]:
    """Sources and headers of the last commits and of the working tree, without their suffix."""
    last = ["git", "log", f"-{COMMITS}", "--name-only", "--format="]
    names = "".join(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
                    for command in (last, ["git", "diff", "--name-only", "HEAD"]))
    files = [ROOT / name for name in names.split()]
    return {file.with_suffix("") for file in files if file.suffix in {".cpp", ".hpp"}}


def check(build: pathlib.Path, everything: bool) -> bool:
    """Checks what is not known to be clean; true if nothing was found."""
    entries = json.loads((build / "compile_commands.json").read_text())
    ours = [entry for entry in entries if not entry["file"].startswith(str(build))]
    if not everything:
        stems = changed_stems()
        ours = [entry for entry in ours if pathlib.Path(entry["file"]).with_suffix("") in stems]
    version = subprocess.run([TIDY, "--version"], capture_output=True, check=True).stdout
    settings = version + (ROOT / ".clang-tidy").read_bytes()
    CACHE.mkdir(parents=True, exist_ok=True)
    marks = {entry["file"]: CACHE / fingerprint(entry, settings) for entry in ours}
    todo = [file for file, mark in marks.items() if not mark.exists()]
    print(f"  {len(marks) - len(todo)} of {len(marks)} files are known to be clean", flush=True)
    clean = True
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(findings, build, file): file for file in todo}
        for done, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            if text := job.result():
                clean = False
                print(f"\n{text}")
            else:
                marks[jobs[job]].touch()
            show_progress(done, len(todo))
    return clean


if __name__ == "__main__":
    sys.exit(0 if check(pathlib.Path(sys.argv[1]).resolve(), "--all" in sys.argv) else 1)
