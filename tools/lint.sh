#!/usr/bin/env bash
# Every check that needs no run of the program. Goes through all of them, then fails if one did.
# With --all clang-tidy looks at every source, else at those that lately changed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 3

everything=("$@")

layout() { find src bench tests -name '*.[ch]pp' -print0 | xargs -0 -n 40 clang-format-19 --dry-run -Werror; }

spelling() { codespell; }

# SC2317 takes functions that are called by name for unreachable.
shell() { shellcheck --exclude=SC2317 dev .ci/run tools/*.sh tests/*/*.sh docs/studies/*.sh; }

layers() { python3 tools/check_layers.py; }

links() { python3 tools/check_links.py; }

# Types of the web app, and what Svelte warns of: what cannot be reached by key, and styles that nothing uses.
web() { node_modules/.bin/svelte-check --workspace web --tsconfig ./tsconfig.json --fail-on-warnings; }

# clang-tidy needs the sources that the build writes, not the build.
tidy() {
  cmake --preset tidy -Wno-dev --log-level=WARNING >/dev/null || return 1
  local written
  mapfile -t written < <(ninja -C build/tidy -t targets rule CUSTOM_COMMAND | grep -E '^src/.*\.[ch]pp$')
  # Their own commands alone: ninja would first build every library that theirs stands on.
  ninja -C build/tidy -t commands -s "${written[@]}" | sort -u | (cd build/tidy && bash -e) >/dev/null || return 1
  python3 tools/tidy.py build/tidy "${everything[@]}"
}

failed=()
for check in layout spelling shell layers links web tidy; do
  echo "-- $check"
  started=$SECONDS
  "$check" || failed+=("$check")
  echo "   $((SECONDS - started)) s"
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "lint failed: ${failed[*]}"
  exit 1
fi
echo "lint passed"
