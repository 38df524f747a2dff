#!/usr/bin/env bash
# tools/fuzz.sh SECONDS: builds every fuzzer and runs each for so long, first over its committed corpus.
# A finding stops that fuzzer, leaves its input in build/fuzz/found/, and fails the whole.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1

names=()
for source in src/*/*_fuzz.cpp; do
  names+=("$(basename "$source" .cpp)")
done
cmake --build --preset fuzz -j "$(nproc)" --target "${names[@]}"
mkdir -p build/fuzz/found build/fuzz/logs

# What is found is kept in build/fuzz/corpus, so that the next run goes on from there.
run_one() {
  local name=$1 seconds=$2 log=build/fuzz/logs/$1
  local kept=build/fuzz/corpus/$name
  mkdir -p "$kept"
  local corpus=("$kept")
  [ ! -d "tests/fuzz/$name" ] || corpus+=("tests/fuzz/$name")
  if "build/fuzz/$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix=build/fuzz/found/ "${corpus[@]}" >"$log" 2>&1; then
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: //p' "$log") inputs, nothing found"
  else
    echo "$name: FAILED"
    tail -n 30 "$log"
    return 1
  fi
}
export -f run_one
printf '%s\n' "${names[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run_one {} '"$seconds"
