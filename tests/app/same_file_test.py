"""Files that come again: renamed, packed, grown, rotated, split, shuffled. Nothing is lost or counted twice."""
import gzip
import os
import random
import shutil
import subprocess

import logs
from workspace import WorkspaceTest

HITS = "SELECT count(), sum(row), sum(toUnixTimestamp(time)) FROM hits"
SESSIONS = ("SELECT count(), sum(cityHash64(visitor, start, end, views, pages, events, goals, landing, exit, touch, ordinal, visits, agent, bot)) "
            "FROM sessions")


class SameFile(WorkspaceTest):
    def setUp(self):
        super().setUp()
        self.lines = logs.random_lines(2000)
        self.log = self.write("access.log", logs.text_of(self.lines))

    def state(self):
        return self.sql(HITS), self.sql("SELECT sum(lines), sum(hits), sum(rejects), sum(blank) FROM imports WHERE state = 1")

    def test_again_renamed_gz_and_zstd_it_changes_nothing(self):
        self.succeeds("import", self.site, self.log)
        before = self.state()
        copies = [self.log, self.folder / "renamed.log", self.folder / "access.log.gz"]
        shutil.copy(self.log, copies[1])
        copies[2].write_bytes(gzip.compress(self.log.read_bytes()))
        if shutil.which("zstd"):
            subprocess.run(["zstd", "-q", self.log], check=True)
            copies.append(self.folder / "access.log.zst")
        for copy in copies:
            with self.subTest(copy.name):
                self.assertIn("nothing new", self.succeeds("import", self.site, copy).err)
                self.assertEqual(self.state(), before)

    def whole(self):
        """What the whole log gives, read at once in a workspace of its own."""
        whole = self.write("whole.log", logs.text_of(self.lines))
        self.succeeds("init", "other")
        shutil.copy(self.site / ".throughline/key", self.folder / "other/.throughline-key")
        (self.folder / "other/.throughline").mkdir()
        shutil.move(self.folder / "other/.throughline-key", self.folder / "other/.throughline/key")
        self.settings_of("other")
        self.succeeds("import", "other", whole)
        self.succeeds("run", "other")
        return [self.succeeds("sql", "other", query).out for query in (HITS, SESSIONS)]

    def settings_of(self, site):
        (self.folder / site / "throughline.yaml").write_text("sites: [{id: main, host: [own.example, www.own.example]}]\n")

    def read_in_parts(self, *files):
        self.settings_of("site")
        for file in files:
            self.succeeds("import", self.site, file)
        self.succeeds("run", self.site)
        return [self.succeeds("sql", self.site, query).out for query in (HITS, SESSIONS)]

    def test_a_growing_file_goes_on_where_it_stopped(self):
        self.settings_of("site")
        growing = self.write("growing.log", "")
        for at in range(0, 2000, 500):
            with growing.open("a") as file:
                file.write(logs.text_of(self.lines[at:at + 500]))
            self.succeeds("import", self.site, growing)
        self.assertEqual(self.read_in_parts(), self.whole())

    def test_a_rotated_file_loses_and_doubles_nothing(self):
        self.settings_of("site")
        log = self.write("r/access.log", logs.text_of(self.lines[:900]))
        self.succeeds("import", self.site, log)
        with log.open("a") as file:
            file.write(logs.text_of(self.lines[900:1100]))
        log.rename(self.folder / "r/access.log.1")
        log.write_text(logs.text_of(self.lines[1100:]))
        self.assertEqual(self.read_in_parts(log, self.folder / "r/access.log.1"), self.whole())

    def test_split_and_shuffled_it_gives_the_same_hits_and_visits(self):
        shuffled = self.lines[:]
        random.Random(7).shuffle(shuffled)
        parts = [self.write(f"part{i}.log", logs.text_of(shuffled[i::3])) for i in range(3)]
        self.assertEqual(self.read_in_parts(*parts), self.whole())

    def test_standard_input_gives_the_same_as_the_file(self):
        self.settings_of("site")
        self.succeeds("import", self.site, "-", stdin=self.log.read_bytes())
        self.assertEqual(self.read_in_parts(), self.whole())

    def test_a_pattern_in_the_settings_reads_every_file_once(self):
        for i in range(3):
            self.write(f"site/logs/part{i}.log", logs.text_of(self.lines[i::3]))
        self.settings("sites: [{id: main, host: [own.example]}]\nsources:\n  - {id: logs, kind: log, path: 'logs/*.log'}\n")
        for _ in range(2):
            self.succeeds("run", self.site)
        self.assertEqual(self.number("SELECT sum(lines) FROM imports WHERE state = 1"), 2000)



    def test_on_one_processor_it_gives_the_same_as_on_all(self):
        self.settings_of("site")
        one = min(os.sched_getaffinity(0))
        process = self.start("import", self.site, self.log, preexec_fn=lambda: os.sched_setaffinity(0, {one}))
        self.assertEqual(process.wait(), 0, process.stderr.read())
        self.assertEqual(self.read_in_parts(), self.whole())
