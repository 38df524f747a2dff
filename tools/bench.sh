#!/usr/bin/env bash
# Runs every benchmark of build/release on inputs that are made on the spot. docs/benchmarks.md says what they measure.
# Whole runs are made three times; the median by CPU time is shown. usage: tools/bench.sh [LINES of a log, default 4000000]
set -euo pipefail
cd "$(dirname "$0")/../build/release"
lines=${1:-4000000}

# The run of three with the middle CPU time; the figure stands in the last line as "... N.NN CPU-s ...".
median() {
  local runs=() i
  for i in 1 2 3; do
    "$@" >"bench-logs/run-$i.txt" 2>/dev/null
    runs+=("$(tail -n 1 "bench-logs/run-$i.txt" | grep -oE '[0-9.]+ CPU-s' | cut -d' ' -f1) bench-logs/run-$i.txt")
  done
  cat "$(printf '%s\n' "${runs[@]}" | sort -n | sed -n 2p | cut -d' ' -f2)"
}

# GoAccess on the same file, into a report that nobody looks at.
goaccess_run() {
  local TIMEFORMAT='%U %S %R'
  { time goaccess "$1" --log-format=COMBINED --no-progress -o bench-logs/goaccess.json >/dev/null 2>&1; } 2>bench-logs/time.txt
  awk -v n="$lines" '{ cpu = $1 + $2; printf "GoAccess: %.2f CPU-s %.2f s = %.0f lines/CPU-s\n", cpu, $3, n / cpu }' bench-logs/time.txt
}

echo "== visits and user agents judged"
./acquisition_bench
echo "== sources scored"
./throughline_bench_signals
echo "== HTTP requests answered, wrk on the same machine"
../../tools/http_bench.sh
mkdir -p bench-logs
for kind in visits visitors hard; do
  log=bench-logs/$kind-$lines.log
  [ -s "$log" ] || ./make_log "$kind" "$lines" >"$log"
  echo "== $kind: $(stat -c %s "$log") bytes; bytes to batches, no store"
  median ./intake_bench "$log"
  for threads in 1 2; do
    echo "== $kind: log to counted sources, $threads thread(s) reading"
    median ./import_bench "$log" "$threads"
  done
  if command -v goaccess >/dev/null; then
    echo "== $kind: GoAccess $(goaccess --version | head -n 1 | grep -oE '[0-9.]+[0-9]')"
    median goaccess_run "$log"
  fi
done
