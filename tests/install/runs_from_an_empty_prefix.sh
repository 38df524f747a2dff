#!/usr/bin/env bash
# usage: runs_from_an_empty_prefix.sh CMAKE BUILD_DIR
# Installs into an empty folder outside of the checkout and runs the main job there on a log of two lines.
set -euo pipefail
cmake=$1 build=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$cmake" --install "$build" --prefix "$folder/usr" >/dev/null
cd "$folder"
grep -qF "ExecStart=$folder/usr/bin/throughline serve /var/lib/throughline/%i" usr/lib/systemd/system/throughline@.service
cat >access.log <<'LOG'
10.0.0.1 - - [17/May/2025:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "https://blog.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
10.0.0.1 - - [17/May/2025:10:01:00 +0000] "GET /b HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
LOG
program=usr/bin/throughline
"$program" init site
"$program" import site access.log
"$program" run site
[ -s site/report.html ]
found=$("$program" sql site "SELECT source_domain, pages FROM visits")
[ "$found" = $'blog.example\t2' ] || { echo "the store says: $found"; exit 1; }
