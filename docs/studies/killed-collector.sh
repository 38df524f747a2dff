#!/usr/bin/env bash
# Kills the collector a hundred times under load and looks whether all that it had answered lies on the disk, once.
# Run by: ./dev study killed-collector
set -euo pipefail
cd "$(dirname "$0")/../.."

out=docs/studies/killed-collector.md
cmake --build --preset release --target collect_server >&2
found=$(python3 tests/collector/kill_test.py build/release/collect_server --times 100 --seed 100)
cat >"$out" <<TEXT
# Does a killed collector lose what it answered?

Made by \`./dev study killed-collector\`, which runs [tests/collector/kill_test.py](../../tests/collector/kill_test.py) a hundred times; the suite does so three times.
Four clients send events in batches of 1 to 50, each event with a number of its own; the collector is killed by signal 9 at some moment and started again.

    $found

*Stored* may be more than *answered*: an event that was on the disk when the kill came, before its answer went out. What a kill cannot show is a power cut: against that stands that every
answer waits for \`fdatasync\`.
TEXT
cat "$out"
