#!/usr/bin/env bash
# usage: tools/fetch_clickhouse.sh FOLDER
# Unpacks Debian's clickhouse-server (18.16) and the libraries it needs into FOLDER, for the tests of a cluster. Nothing is
# installed: the package's post-install script would start a server. Exit 0 if it is there, 77 if it cannot be had here.
set -euo pipefail

folder=${1:?usage: fetch_clickhouse.sh FOLDER}
mkdir -p "$folder"
exec 9>"$folder/.lock"
flock 9  # several build trees and tests may ask at once
[ ! -e "$folder/whole" ] || exit 0

cannot() {
  echo "fetch_clickhouse: $1; the tests of a ClickHouse server are skipped" >&2
  exit 77
}

for tool in apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || cannot "this machine has no $tool"
done
packages=$(apt-get install --simulate --no-install-recommends clickhouse-server 2>/dev/null | awk '$1 == "Inst" { print $2 }')
grep -qx clickhouse-server <<<"$packages" || packages="clickhouse-server clickhouse-common"

mkdir -p "$folder/debs" "$folder/root"
# shellcheck disable=SC2086  # a list of words
(cd "$folder/debs" && apt-get download -q $packages >download.log 2>&1) ||
  cannot "apt-get download failed: $(tail -n 1 "$folder/debs/download.log")"
for package in "$folder"/debs/*.deb; do
  dpkg-deb --extract "$package" "$folder/root"
done
missing=$(LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu" ldd "$folder/root/usr/sbin/clickhouse-server" | grep 'not found' || true)
[ -z "$missing" ] || cannot "the unpacked server lacks libraries: $missing"
rm -rf "$folder/debs"
touch "$folder/whole"
