"""Two terminals on one workspace: the process that holds the store does the other's commands."""
import os
import pathlib
import signal
import socket
import struct
import subprocess

import logs
from workspace import PROGRAM, WorkspaceTest

REFUSED = 2
HELD_LINES = 600  # more than the 64 KiB that a file is known by, and less than a batch


class Holder(WorkspaceTest):
    def setUp(self):
        super().setUp()
        self.write("a.log", logs.text_of(logs.random_lines(200)))
        self.succeeds("import", self.site, "a.log")

    def hold(self, site=None) -> subprocess.Popen:
        """A process that holds the store until its standard input ends."""
        holder = self.start("import", site or self.site, "-", stdin=subprocess.PIPE)
        holder.stdin.write(logs.text_of(logs.random_lines(HELD_LINES, seed=9)))
        holder.stdin.flush()
        self.assertIn("To read it with every run", holder.stderr.readline())
        return holder

    def let_go(self, holder: subprocess.Popen) -> str:
        _, err = holder.communicate(logs.random_lines(1)[0] + "\n")
        self.assertEqual(holder.returncode, 0, err)
        return err

    def same_alone_and_while_held(self, *arguments, cwd=None):
        alone = self.run_command(*arguments, cwd=cwd)
        holder = self.hold()
        held = self.run_command(*arguments, cwd=cwd)
        self.let_go(holder)
        timeless = [line for line in alone.err.splitlines() if not line.endswith(" s")]
        self.assertEqual((alone.code, alone.out), (held.code, held.out))
        self.assertEqual(timeless, [line for line in held.err.splitlines() if not line.endswith(" s")])

    def test_every_command_that_looks_answers_as_if_nobody_held_the_store(self):
        for arguments in (["signals"], ["sources", "--csv"], ["show", "visits"], ["quarantine", "--csv"], ["settings"],
                          ["sql", "SELECT count(), sum(time) FROM hits"]):
            with self.subTest(arguments):
                self.same_alone_and_while_held(*arguments, cwd=self.site)

    def test_what_is_wrong_is_told_with_the_same_words_and_code(self):
        for arguments in (["show", "nonsense"], ["sources", "--kind", "nonsense"], ["sql", "SELEKT 1"], ["show"]):
            with self.subTest(arguments):
                self.same_alone_and_while_held(*arguments, cwd=self.site)

    def test_relative_paths_count_from_where_the_command_was_given(self):
        inner = self.folder / "else/where"
        inner.mkdir(parents=True)
        (inner / "b.log").write_text(logs.text_of(logs.random_lines(50, seed=2)))
        holder = self.hold()
        command = subprocess.Popen([PROGRAM, "import", "../../site", "b.log"], cwd=inner, stderr=subprocess.PIPE, text=True)
        self.assertIn("Waiting", command.stderr.readline())
        self.let_go(holder)
        err = command.communicate()[1]
        self.assertEqual(command.returncode, 0, err)
        self.assertIn("b.log: combined, 50 rows", err)

    def test_those_that_change_the_store_take_turns_and_lose_nothing(self):
        holder = self.hold()
        commands = []
        for i in range(3):
            self.write(f"part{i}.log", logs.text_of(logs.random_lines(100, seed=10 + i)))
            commands.append(self.start("import", self.site, f"part{i}.log"))
            self.assertIn("Waiting until another command", commands[-1].stderr.readline())
        runner = self.start("run", self.site)
        self.assertIn("Waiting until another command", runner.stderr.readline())
        self.let_go(holder)
        for command in [*commands, runner]:
            self.assertEqual(command.wait(), 0, command.stderr.read())
        self.assertEqual(self.number("SELECT sum(lines) FROM imports WHERE state = 1"), 200 + HELD_LINES + 1 + 3 * 100)
        self.assertEqual(self.number("SELECT uniqExact(batch) = count() FROM imports WHERE state = 1"), 1)
        self.assertEqual(self.number("SELECT sum(views) FROM sessions"),
                         self.number("SELECT countIf(kind IN (1, 6)) FROM hits"))

    def test_standard_input_of_the_other_terminal_is_read(self):
        first = self.hold()
        second = self.start("import", self.site, "-", stdin=subprocess.PIPE)
        self.assertIn("Waiting", second.stderr.readline())
        first.stdin.close()  # it ends when it has done the second one's work
        out, err = second.communicate(logs.text_of(logs.random_lines(3000, seed=5)))
        self.assertEqual(second.returncode, 0, err)
        self.assertIn("3,000 rows", err)
        self.assertEqual(first.wait(), 0)

    def test_ctrl_c_of_the_other_terminal_leaves_the_holder_alone(self):
        holder = self.hold()
        waiting = self.start("import", self.site, "a.log")
        self.assertIn("Waiting", waiting.stderr.readline())
        waiting.send_signal(signal.SIGINT)
        self.assertEqual(waiting.wait(), -signal.SIGINT)
        self.let_go(holder)
        self.assertEqual(self.number("SELECT count() FROM imports WHERE state = 1"), 2)

    def test_the_holder_finishes_what_others_asked_before_it_ends(self):
        holder = self.hold()
        reader = self.start("sql", self.site, "SELECT number FROM numbers(3000000)")
        self.assertEqual(reader.stdout.readline(), "0\n")  # begun, and more than any pipe holds is to come
        holder.stdin.close()
        said = ""
        while "Finishing a command" not in said:
            said = holder.stderr.readline()
            self.assertTrue(said, "it ended without waiting")
        self.assertEqual(sum(1 for _ in reader.stdout), 2999999)
        self.assertEqual((reader.wait(), holder.wait()), (0, 0))

    def test_a_question_stays_read_only_and_binds_nobody_else(self):
        holder = self.hold()
        self.assertIn("only looks", self.fails(2, "sql", self.site, "INSERT INTO own_hosts VALUES (1, 'a')"))
        for _ in range(2):  # the first one's limits are not the second one's
            self.succeeds("sql", self.site, "SELECT 1")
        waiting = self.start("sql", "--write", self.site, "INSERT INTO own_hosts VALUES (1, 'a')")
        self.assertIn("Waiting", waiting.stderr.readline())
        self.let_go(holder)
        self.assertEqual(waiting.wait(), 0, waiting.stderr.read())
        self.assertEqual(self.number("SELECT count() FROM own_hosts WHERE host = 'a'"), 1)

    def test_a_function_that_changes_nothing_by_name_still_cannot_write_in_a_question(self):
        holder = self.hold()
        self.fails(2, "sql", self.site, "WITH 1 AS x SELECT x INTO OUTFILE 'made.tsv' SETTINGS readonly = 0")
        self.let_go(holder)
        self.assertFalse((self.folder / "made.tsv").exists())

    def test_a_killed_holder_leaves_nothing_in_the_way(self):
        holder = self.hold()
        holder.kill()
        holder.wait()
        self.assertTrue((self.site / ".throughline/socket").exists())
        self.assertEqual(self.number("SELECT sum(lines) FROM imports WHERE state = 1"), 200)

    def test_a_holder_that_does_not_answer_is_named(self):
        holder = self.hold()
        (self.site / ".throughline/socket").unlink()
        said = self.fails(3, "sql", self.site, "SELECT 1")
        self.assertIn(f"the store is held by process {holder.pid}", said)
        self.assertIn("Wait until it ends", said)

    def test_a_deep_folder_works_as_well(self):
        deep = self.folder / ("d" * 120) / "site"
        deep.parent.mkdir()
        self.succeeds("init", deep)
        self.succeeds("import", deep, "a.log")
        holder = self.hold(deep)
        self.assertEqual(self.succeeds("sql", deep, "SELECT sum(lines) FROM imports").out.strip(), "400")
        self.let_go(holder)

    def test_the_socket_is_its_owners_alone(self):
        holder = self.hold()
        self.assertEqual((self.site / ".throughline/socket").stat().st_mode & 0o777, 0o600)
        self.let_go(holder)
        self.assertFalse((self.site / ".throughline/socket").exists())

    def test_nonsense_over_the_socket_is_refused_and_harms_nobody(self):
        holder = self.hold()
        for bytes_ in (b"GET / HTTP/1.1\r\n\r\n", struct.pack("<BI", 1, 3) + b"abc", struct.pack("<BI", 1, 2**31)):
            with socket.socket(socket.AF_UNIX) as stream:
                stream.connect(os.path.relpath(self.site / ".throughline/socket"))
                stream.sendall(bytes_)
                self.assertEqual(stream.recv(1)[0], REFUSED)
        self.assertEqual(self.number("SELECT 1"), 1)
        self.let_go(holder)

    def test_the_demo_does_not_replace_a_store_that_is_in_use(self):
        self.succeeds("demo", "demo", "--scale", "0.001")
        holder = self.hold("demo")
        self.assertIn("held by process", self.fails(3, "demo", "demo", "--scale", "0.001"))
        self.let_go(holder)
        self.assertTrue(pathlib.Path(self.folder / "demo/report.html").exists())
