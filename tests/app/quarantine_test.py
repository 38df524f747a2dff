"""Rows that cannot be read are kept, with the place that they stand at."""
import contextlib
import subprocess

import logs
from workspace import WorkspaceTest

BROKEN = [b"no log line", b"x" * 1_000_000, bytes(range(1, 10)) + b"\xff\xfe\x00\x80 binary", b'10.0.0.1 - - [99/Foo/2026] "GET / HTTP/1.1" 200 1']


class Quarantine(WorkspaceTest):
    def test_every_broken_line_is_kept_at_the_line_and_offset_where_it_stands(self):
        good = [line.encode() for line in logs.random_lines(2000) if not line.startswith("broken")]
        lines = good[:]
        for i, line in enumerate(BROKEN):
            lines.insert(1000 + 100 * i, line)
        content = b"".join(line + b"\n" for line in lines)
        self.write("a.log", content)
        self.succeeds("import", self.site, "a.log")
        rows = self.succeeds("quarantine", self.site, "--rows", "--csv").rows()
        self.assertEqual(len(rows), len(BROKEN))
        for row in rows:
            with self.subTest(row["reason"]):
                offset = int(row["offset"])
                found = content[offset:content.index(b"\n", offset)]
                self.assertIn(found, BROKEN)
                self.assertEqual(lines[int(row["line"]) - 1], found)
        self.assertEqual(self.number("SELECT sum(lines) = sum(hits) + sum(rejects) + sum(blank) FROM imports WHERE state = 1"), 1)

    def test_a_file_that_is_no_log_is_refused_with_what_was_expected(self):
        self.write("prose.txt", "It was a dark and stormy night.\n" * 2000)
        self.assertIn("prose.txt", self.fails(2, "import", self.site, "prose.txt"))
        self.assertEqual(self.number("SELECT count() FROM hits"), 0)

    def test_a_missing_file_is_named_with_what_to_do(self):
        said = self.fails(2, "import", self.site, "missing.log")
        self.assertIn("missing.log: No such file", said)
        self.assertIn("Check the path", said)

    def test_a_full_disk_is_named_and_what_was_read_before_stays(self):
        small = self.folder / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", small], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("no right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", small], check=True)
        self.succeeds("init", "small/site")
        self.write("few.log", logs.text_of(logs.random_lines(200)))
        self.succeeds("import", "small/site", "few.log")
        (small / "ballast").write_bytes(b"")
        with (small / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
            while ballast.write(bytes(4096)):
                pass
        self.write("more.log", logs.text_of(logs.random_lines(5000, seed=2)))
        said = self.fails(3, "import", "small/site", "more.log")
        self.assertRegex(said, "(?i)space|full|write")
        (small / "ballast").unlink()
        self.succeeds("import", "small/site", "more.log")
        self.assertEqual(self.succeeds("sql", "small/site", "SELECT sum(lines) FROM imports WHERE state = 1").out.strip(), "5200")
