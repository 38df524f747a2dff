"""A workspace in one file, and back again."""
import os
import pathlib
import subprocess

import logs
from workspace import WorkspaceTest


def paths_below(folder: pathlib.Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and ".throughline" not in path.parts}


class Backup(WorkspaceTest):
    def demo(self) -> pathlib.Path:
        self.succeeds("demo", "demo", "--scale", "0.001")
        self.succeeds("user", "add", "demo", "mia", stdin="three plain words")
        return self.folder / "demo"

    def import_log(self) -> None:
        self.write("a.log", logs.text_of(logs.random_lines(2000)))
        self.succeeds("import", self.site, "a.log")

    def same_answers(self, one, other, *commands):
        for command in commands:
            with self.subTest(command):
                first, second = (self.succeeds(command[0], site, *command[1:]) for site in (one, other))
                self.assertEqual(first.out, second.out)
                self.assertTrue(first.out)

    def test_what_comes_back_gives_the_same_answers_and_files(self):
        demo = self.demo()
        collected = demo / ".throughline/collected/de"
        collected.mkdir(parents=True)
        (collected / "000001.jsonl").write_text('#\n{"a": 1}\n{"half')
        self.assertIn("Keep it as safe as the workspace", self.succeeds("backup", "demo", "demo.tar.zst").err)
        self.assertEqual((self.folder / "demo.tar.zst").stat().st_mode & 0o777, 0o600)
        self.succeeds("restore", "demo.tar.zst", "back")
        back = self.folder / "back"
        self.same_answers("demo", "back", ["sources", "--csv"], ["ledger", "--json"], ["signals", "--json"], ["settings"], ["quarantine", "--csv"], ["audit", "--csv"],
                          ["show", "visits"])
        for name in ("throughline.yaml", "plan.yaml", "plan.lock", ".throughline/key", ".throughline/access/users.json"):
            self.assertEqual((back / name).read_bytes(), (demo / name).read_bytes(), name)
        self.assertEqual((back / ".throughline/key").stat().st_mode & 0o777, 0o600)
        self.assertEqual((back / ".throughline/collected/de/000001.jsonl").read_text(), '#\n{"a": 1}\n')
        self.assertNotIn("spend.csv", paths_below(back))

    def test_a_file_that_goes_on_is_read_on_after_restoring(self):
        lines = logs.random_lines(2000)
        self.write("a.log", logs.text_of(lines[:1500]))
        self.settings("sources:\n  - {id: a, kind: log, path: ../a.log}\n")
        self.succeeds("run", self.site)
        self.succeeds("backup", self.site, "b.tar.zst")
        self.succeeds("restore", "b.tar.zst", "back")
        self.write("a.log", logs.text_of(lines))
        for site in (self.site, "back"):
            self.succeeds("run", site)
        self.same_answers(self.site, "back", ["sources", "--csv"], ["sql", "SELECT count(), sum(toUInt64(time)) FROM hits"])
        self.assertEqual(self.number("SELECT sum(lines) FROM imports WHERE state = 1"), 2000)

    def test_an_empty_workspace_can_be_kept_too(self):
        self.succeeds("backup", self.site, "empty.tar.zst")
        self.succeeds("restore", "empty.tar.zst", "back")
        self.assertEqual(paths_below(self.folder / "back"), {"throughline.yaml", ".gitignore"})
        self.succeeds("sources", "back")

    def test_the_process_that_holds_the_store_writes_it(self):
        self.import_log()
        holder = self.start("import", self.site, "-", stdin=subprocess.PIPE)
        holder.stdin.write(logs.text_of(logs.random_lines(600, seed=9)))
        holder.stdin.flush()
        self.assertIn("To read it with every run", holder.stderr.readline())
        writing = self.start("backup", self.site, "held.tar.zst")
        self.assertIn("Waiting until another command", writing.stderr.readline())
        _, err = holder.communicate("")
        self.assertEqual(holder.returncode, 0, err)
        self.assertEqual(writing.wait(), 0, writing.stderr.read())
        self.succeeds("restore", "held.tar.zst", "back")
        self.same_answers(self.site, "back", ["sources", "--csv"])

    def test_a_file_that_is_there_is_replaced_only_if_asked(self):
        self.write("b.tar.zst", "mine")
        self.assertIn("add --replace", self.fails(2, "backup", self.site, "b.tar.zst"))
        self.assertEqual((self.folder / "b.tar.zst").read_text(), "mine")
        self.succeeds("backup", self.site, "b.tar.zst", "--replace")
        self.succeeds("restore", "b.tar.zst", "back")
        self.assertIn("not empty", self.fails(2, "restore", "b.tar.zst", "back"))
        self.fails(3, "backup", self.site, "no/such/folder.tar.zst")

    def test_killed_in_the_middle_there_is_no_half_backup(self):
        self.import_log()
        os.mkfifo(self.folder / "b.tar.zst.part")
        writing = self.start("backup", self.site, "b.tar.zst")
        with open(self.folder / "b.tar.zst.part", "rb") as part:
            self.assertTrue(part.read(1))  # it has begun, and cannot end
            writing.kill()
            writing.wait()
        self.assertFalse((self.folder / "b.tar.zst").exists())
        (self.folder / "b.tar.zst.part").unlink()
        self.succeeds("backup", self.site, "b.tar.zst")

    def test_killed_in_the_middle_of_restoring_there_is_no_half_workspace(self):
        self.import_log()
        self.succeeds("backup", self.site, "b.tar.zst")
        os.mkfifo(self.folder / "pipe")
        restoring = self.start("restore", "pipe", "back")
        with open(self.folder / "pipe", "wb") as pipe:
            pipe.write((self.folder / "b.tar.zst").read_bytes()[:-1])
            pipe.flush()
            restoring.kill()
            restoring.wait()
        self.assertFalse((self.folder / "back").exists())

    def test_what_is_no_backup_leaves_no_folder(self):
        self.import_log()
        self.succeeds("backup", self.site, "b.tar.zst")
        whole = (self.folder / "b.tar.zst").read_bytes()
        before = set(os.listdir(self.folder)) | {"x"}
        for content in (b"", b"text", whole[:-1], whole[:len(whole) // 2], whole + b"more"):
            with self.subTest(len(content)):
                self.write("x", content)
                self.fails(2, "restore", "x", "back")
                self.assertEqual(set(os.listdir(self.folder)), before)
        self.fails(2, "restore", "not-there", "back")
        self.fails(2, "restore", "x")
