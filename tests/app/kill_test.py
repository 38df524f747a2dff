"""kill -9 in the midst of an import and of making visits; going on gives what an undisturbed run gives."""
import random
import shutil
import signal

import logs
from workspace import WorkspaceTest

QUERIES = ["SELECT count(), sum(row) FROM hits",
           "SELECT count(), sum(cityHash64(visitor, start, end, views, landing, exit, touch, ordinal, visits, bot)) FROM sessions",
           "SELECT reason, count(), sum(line), sum(offset) FROM quarantine GROUP BY reason ORDER BY reason",
           "SELECT sum(lines), sum(hits), sum(rejects) FROM imports WHERE state = 1"]
KILLS = 6


class KilledWorkspace(WorkspaceTest):
    def state(self, site):
        return [self.succeeds("sql", site, query).out for query in QUERIES]

    def undisturbed(self):
        """What a run gives that nobody kills; with the same key, so that visitors are the same."""
        shutil.copytree(self.site, self.folder / "clean", ignore=shutil.ignore_patterns("store*", "socket"))
        self.succeeds("run", "clean")
        return self.state("clean")


class Kill(KilledWorkspace):
    def setUp(self):
        super().setUp()
        self.settings("sites: [{id: main, host: [own.example]}]\nsources: [{id: logs, kind: log, path: '../parts/*.log'}]\n")
        lines = logs.random_lines(12000)
        for i in range(40):  # each file is a batch at least
            self.write(f"parts/{i:02}.log", logs.text_of(lines[i::40]))

    def kill_after(self, n_lines):
        """Kills a run when it has told of so many files."""
        process = self.start("run", self.site)
        for _ in range(n_lines):
            process.stderr.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()

    def test_between_any_files_an_import_goes_on_without_loss_or_doubling(self):
        draw = random.Random(3)
        for _ in range(KILLS):
            self.kill_after(draw.randrange(40))
        self.succeeds("run", self.site)
        self.assertEqual(self.state(self.site), self.undisturbed())

    def test_while_visits_are_made_the_next_run_makes_them_whole(self):
        for _ in range(3):
            self.kill_after(40)  # all files are told of: visits come next
        self.succeeds("run", self.site)
        self.assertEqual(self.state(self.site), self.undisturbed())


class KillInside(KilledWorkspace):
    """One file of several batches, and visits made in several ranges: each kill is seen to fall between two of them."""

    LINES = 1_600_000  # three batches and a rest; three ranges of views

    def setUp(self):
        super().setUp()
        self.settings("sites: [{id: main, host: [own.example]}]\nsources: [{id: logs, kind: log, path: ../big.log}]\n")
        block = logs.text_of(logs.random_lines(16000))
        with (self.folder / "big.log").open("w") as file:
            for _ in range(self.LINES // 16000):
                file.write(block)

    def parts_of(self, table):
        """Parts that the engine holds of a table, as its folder shows while another process writes."""
        return len(list((self.site / ".throughline/store").glob(f"data/default/{table}/all_*")))

    def kill_when(self, *arguments, reached):
        """Kills a command at a moment that is looked for on the disk, and says whether it came before the end."""
        process = self.start(*arguments)
        while process.poll() is None and not reached():
            pass
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL

    def test_within_a_file_and_within_visits_the_next_run_goes_on(self):
        self.assertTrue(self.kill_when("import", self.site, self.folder / "big.log", reached=lambda: self.parts_of("hits") > 0))
        whole = self.number("SELECT uniqExact(batch) FROM imports WHERE state = 1")
        self.assertLess(self.number("SELECT sum(lines) FROM imports WHERE state = 1"), self.LINES)
        self.succeeds("import", self.site, self.folder / "big.log")
        self.assertGreater(self.number("SELECT uniqExact(batch) FROM imports WHERE state = 1"), max(whole, 1))
        self.assertTrue(self.kill_when("run", self.site, reached=lambda: self.parts_of("sessions") > 0))
        self.assertIn("made anew", self.fails(3, "sources", self.site))
        self.succeeds("run", self.site)
        self.assertEqual(self.state(self.site), self.undisturbed())
