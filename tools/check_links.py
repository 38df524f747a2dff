#!/usr/bin/env python3
"""Finds links of Markdown files to files or headings of this repository that do not exist.

    tools/check_links.py [ROOT]
"""
import pathlib
import re
import sys

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LEFT_OUT = {"build", "node_modules", ".git"}


def anchors_of(text: str) -> set[str]:
    """The names that headings get: lower case, spaces as hyphens, punctuation left out."""
    headings = re.findall(r"^#+\s+(.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def broken(file: pathlib.Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return False
    path, _, anchor = target.partition("#")
    goal = (file.parent / path) if path else file
    if not goal.exists():
        return True
    return bool(anchor) and goal.suffix == ".md" and anchor not in anchors_of(goal.read_text())


def main(arguments: list[str]) -> int:
    root = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).parent.parent).resolve()
    files = [file for file in root.rglob("*.md") if not LEFT_OUT & set(file.relative_to(root).parts)]
    faults = [f"{file.relative_to(root)}: broken link to {target}"
              for file in sorted(files)
              for target in LINK.findall(CODE.sub("", file.read_text()))
              if broken(file, target)]
    print("\n".join(faults) if faults else f"links of {len(files)} files lead somewhere")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
