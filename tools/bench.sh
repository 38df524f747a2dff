#!/usr/bin/env bash
# Runs every benchmark of build/release on inputs that are made on the spot. docs/benchmarks.md says what they measure.
set -euo pipefail
cd "$(dirname "$0")/../build/release"

echo "== visits and user agents judged"
./acquisition_bench
echo "== sources scored"
./throughline_bench_signals
mkdir -p bench-logs
for kind in visits visitors hard; do
  log=bench-logs/$kind.log
  [ -s "$log" ] || ./make_log "$kind" 1000000 >"$log"
  echo "== a log of a million lines read: $kind"
  ./intake_bench "$log"
done
