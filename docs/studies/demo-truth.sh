#!/usr/bin/env bash
# Holds the whole program against the demo company's planted truth, five seeds at scale 1, and writes what came out.
# Run by: ./dev study demo-truth
set -euo pipefail
cd "$(dirname "$0")/../.."

out=docs/studies/demo-truth.md
result=$(mktemp)
trap 'rm -f "$result"' EXIT
status=0
tests/demo/hold_against_truth.py build/release/throughline --seeds 1,2,3,4,5 --scale 1 --markdown >"$result" || status=$?
{
  cat <<'TEXT'
# The demo company, held against its truth

Made by `./dev study demo-truth`, which runs `tests/demo/hold_against_truth.py build/release/throughline --seeds 1,2,3,4,5 --scale 1 --markdown`. The suite
runs the same at scale 0.1 (`demo.HeldAgainstItsTruth`); blogs, threads, the breakout and small hosts are as big there.

TEXT
  cat "$result"
  cat <<'TEXT'

A named signal is *true* if it is a planted blog, a pool four fifths of whose visits come from the planted threads, or a source whose true chance that a
visit goes on (the mean, over its visits, of each person's own interest) is above the bar: the greater of that chance over all paid visits and of its mean
over the sources of which nothing was planted. All others are *false*. *Unplanted* are those of which nothing was planted, better than the bar or not.

*Off* is the distance from the truth, relative to it. Lying programs are counted by the pages they read; those that are missed drive a real browser, and
nothing in a log tells them from people. Why a pool is off: its landing page gathers a few pages that are none of the threads.
TEXT
} >"$out"
cat "$result"
exit "$status"
