#!/usr/bin/env bash
# Requests a second of the HTTP server with a handler that does nothing, by wrk on the same machine. usage: tools/http_bench.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/../build/release"
seconds=${1:-5}

# measure THREADS CONNECTIONS: one line of what wrk found.
measure() {
  local port server
  coproc SERVER { ./throughline_bench_http "$1"; }
  # shellcheck disable=SC2153 # coproc sets it
  server=$SERVER_PID
  read -r port <&"${SERVER[0]}"
  wrk -t1 -c"$2" -d"${seconds}s" --latency "http://127.0.0.1:$port/" |
    awk -v threads="$1" -v connections="$2" '$1 == "99%" { p99 = $2 } /^Requests\/sec/ { rate = $2 }
      END { printf "%d thread(s), %d connections: %.0f requests/s, p99 %s\n", threads, connections, rate, p99 }'
  kill "$server"
  wait "$server" 2>/dev/null || true
}

measure 1 64
measure 2 64
measure 2 1000
