"""Rows that cannot be read are kept, with the place that they stand at."""
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
