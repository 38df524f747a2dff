#!/usr/bin/env python3
"""Adds up the JUnit files that ctest wrote: failed and skipped tests by name, then one line of counts.

    tools/test_summary.py [--steps-failed N] FILE...

N is what failed besides tests; with it the last line leaves the skipped out. Exit 0 if nothing failed, 1 otherwise; a file that is missing counts as a failure.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter


def why_skipped(output: str) -> str:
    """GoogleTest writes the reason between 'file:line: Skipped' and '[  SKIPPED ]', unittest behind 'skipped'."""
    lines = [line.strip() for line in output.splitlines()]
    for at, line in enumerate(lines):
        if line.endswith(": Skipped") and at + 1 < len(lines) and lines[at + 1]:
            return lines[at + 1]
        if match := re.search(r"\.\.\. skipped ['\"](.*)['\"]$", line):
            return match[1]
    return "no reason given"


def state_of(case: ElementTree.Element) -> str:
    status = case.get("status")
    if status == "fail":
        return "failed"
    return "passed" if status == "run" else "skipped"


def main(arguments: list[str]) -> int:
    total = arguments[:1] == ["--steps-failed"]
    files = arguments[2:] if total else arguments
    counts = Counter({"failed": int(arguments[1]) if total else 0})
    skipped: Counter[str] = Counter()
    for file in files:
        try:
            cases = list(ElementTree.parse(file).getroot().iter("testcase"))
        except (OSError, ElementTree.ParseError) as error:
            print(f"failed: {file}: {error}")
            counts["failed"] += 1
            continue
        for case in cases:
            state = state_of(case)
            counts[state] += 1
            if state == "failed":
                print(f"failed: {case.get('name')}")
            if state == "skipped":
                skipped[why_skipped(case.findtext("system-out") or "")] += 1
    for reason, times in sorted(skipped.items()):
        print(f"skipped {times}: {reason}")
    of_skipped = "" if total else f", {counts['skipped']} skipped"
    print(f"{counts['passed']} passed, {counts['failed']} failed{of_skipped}")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
