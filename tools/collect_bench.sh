#!/usr/bin/env bash
# How many events a second the collector puts on the disk, with wrk beside it on the same machine.
#   tools/collect_bench.sh [SECONDS] [CONNECTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
connections=${2:-64}
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 3; }
folder=$(mktemp -d)
server=build/release/collect_server
[ -x "$server" ] || { echo "build it first: cmake --build --preset release --target collect_server" >&2; exit 3; }
coproc COLLECT { exec "$server" "$folder"; }
pid=$COLLECT_PID
trap 'kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
read -r port <&"${COLLECT[0]}"
for size in 10 1; do
  wrk -t 1 -c "$connections" -d "${seconds}s" --latency -s bench/collect/batches.lua "http://127.0.0.1:$port/collect" -- "$size" |
    sed -n "s/^events/batches of $size: events/p"
done
echo "state $(curl -s "http://127.0.0.1:$port/state")  lines $(cat "$folder"/main/*.jsonl | grep -vc '^#')  $(grep -h VmHWM "/proc/$pid/status" | tr -s '\t ' ' ')"
