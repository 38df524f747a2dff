#!/usr/bin/env bash
# tools/install.sh PURPOSE...: installs what tools/packages.txt lists for these purposes and what package-lock.json
# names, as far as it is missing. Installs nothing if Debian would remove a package for it.
set -euo pipefail
cd "$(dirname "$0")/.."

# The packages of the given purposes that are not installed, one a line.
missing_packages() {
  local purpose package substitute
  while read -r purpose package substitute; do
    [[ " $* " == *" $purpose "* ]] || continue
    [ -z "$substitute" ] || ! command -v "$substitute" >/dev/null || continue
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done <tools/packages.txt
}

# Runs apt-get as root; says what to do where that cannot be.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  else
    echo "error: these packages are missing, and there is neither root nor sudo to install them:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 3
  fi
}

# Stops where installing would remove something, or cannot be done at all.
refuse_removals() {
  local plan
  if ! plan=$(apt-get -s install --no-install-recommends "${missing[@]}" 2>&1); then
    echo "$plan" >&2
    echo "error: Debian cannot install: ${missing[*]}" >&2
    exit 3
  fi
  if grep '^Remv ' <<<"$plan" >&2; then
    echo "error: installing ${missing[*]} would remove the packages above; nothing was changed" >&2
    exit 3
  fi
}

mapfile -t missing < <(missing_packages "$@")
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "error: this system has no apt-get; Throughline is built on Debian 12. Missing: ${missing[*]}" >&2
    exit 3
  fi
  echo "== installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root apt-get update -q
  refuse_removals
  as_root apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

# npm leaves this file when an installation is whole; an older one than the lock is out of date.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "== installing npm packages (the embedded engine is 160 MB to fetch)"
  npm ci --no-progress
fi
