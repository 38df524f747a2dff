#!/usr/bin/env bash
# Holds every interval of src/experiments against planted effects, 2,000 tactics a situation, and writes what came out.
# Run by: ./dev study intervals
set -euo pipefail
cd "$(dirname "$0")/../.."

out=docs/studies/intervals.md
result=$(mktemp)
trap 'rm -f "$result"' EXIT
cmake --build --preset release --target interval_study >&2
build/release/interval_study >"$result"
{
  cat <<'TEXT'
# Do the intervals hold?

Made by `./dev study intervals`, which runs `bench/interval_study.cpp`: tactics whose effect is known (`src/experiments/simulated.hpp`), up to 2,000 a
situation, seed 40. *Covers*: of the 90% intervals so many hold what was planted. *Lower end above*: so many begin above it; of a tactic that does nothing
these are false alarms, and 5% are due. *If 1.2 times too sure*: what intervals from standard errors 1.2 times too small would cover; a check that is any
good tells them from the others. The suite runs some of these (`src/experiments/calibration_test.cpp`). Formulas: [definitions-evidence.md](../definitions-evidence.md).

What to know before reading a verdict:

- *Wider* is safe: few outcomes have few possible intervals (rare events, 4 + 4 regions), and a short series does not tell noise from memory.
- *Narrower* is not. **Before and after** is too sure where neighbouring periods are much alike (correlation 0.8) and the series is short: 83 to 87 in 100 intervals
  hold instead of 90. Its estimates are of grade D, and a caveat says so where the periods look alike.
- **A market held against others** holds whatever periods remember, since a series is one number there.
- **Means** of heavy-tailed money in a small and a large arm (100 + 900) are too sure, on the side of finding nothing; prefer equal arms.
- **A rate against few peers** that are very unlike (precision 10, fewer than 20 peers) is too sure, and so is the **value of leads** of fewer than ten
  sources: how unlike they are is itself hardly known. The first has a caveat.
- **Geo holdouts** assume the same effect in every treated region. An effect in proportion to size is held by 87 to 96 of 100 intervals.
TEXT
  cat "$result"
} >"$out"
cat "$result"
