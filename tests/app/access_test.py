"""Who may do what on a server: users, tokens and the audit log, as commands change them."""
import json
import os
import pty
import subprocess

from workspace import ENVIRONMENT, PROGRAM, WorkspaceTest

PASSWORD = "three plain words"


class Access(WorkspaceTest):
    def setUp(self):
        super().setUp()
        self.files = self.site / ".throughline/access"

    def add(self, name, *options):
        return self.succeeds("user", "add", self.site, name, *options, stdin=PASSWORD + "\n")

    def users(self):
        return {row["name"]: row for row in self.succeeds("user", "list", self.site, "--csv").rows()}

    def test_the_first_user_is_an_admin_and_the_next_one_a_viewer(self):
        self.assertIn("There are no users", self.succeeds("user", "list", self.site).err)
        self.assertIn("From now on everybody must sign in", self.add("mia").err)
        self.assertNotIn("From now on", self.add("ann").err)
        self.add("ed", "--role", "editor")
        self.assertEqual({name: row["role"] for name, row in self.users().items()},
                         {"ann": "viewer", "ed": "editor", "mia": "admin"})

    def test_passwords_stand_nowhere_and_files_are_their_owners_alone(self):
        self.add("mia")
        text = (self.files / "users.json").read_text()
        self.assertIn("$argon2id$", text)
        for file in self.files.iterdir():
            self.assertNotIn(PASSWORD, file.read_text(errors="replace"))
            self.assertEqual(file.stat().st_mode & 0o777, 0o600, file)
        self.assertEqual(self.files.stat().st_mode & 0o777, 0o700)

    def test_what_cannot_be_is_refused_and_changes_nothing(self):
        self.add("mia")
        before = (self.files / "users.json").read_bytes()
        for said, arguments, stdin in (
                ("at least 10 letters", ["add", self.site, "ann"], "short\n"),
                ("no password", ["add", self.site, "ann"], ""),
                ("there is a user already", ["add", self.site, "mia"], PASSWORD),
                ("a name must be", ["add", self.site, "Ann Lee"], PASSWORD),
                ("viewer, editor or admin", ["add", self.site, "ann", "--role", "root"], PASSWORD),
                ("exactly one name", ["add", self.site], PASSWORD)):
            with self.subTest(arguments):
                self.assertIn(said, self.fails(2, "user", *arguments, stdin=stdin))
                self.assertEqual((self.files / "users.json").read_bytes(), before)
        self.add("ann")
        for arguments in (["remove", self.site, "mia"], ["role", self.site, "mia", "viewer"], ["disable", self.site, "mia"]):
            self.assertIn("no admin would be left", self.fails(2, "user", *arguments))
        self.assertIn("there is no user: bob", self.fails(2, "user", "remove", self.site, "bob"))

    def test_every_change_ends_the_sessions_of_that_user(self):
        self.add("mia")
        self.add("ann")
        versions = set()
        for arguments, stdin in ((["password", self.site, "ann"], "three other words"), (["role", self.site, "ann", "editor"], ""),
                                 (["disable", self.site, "ann"], ""), (["enable", self.site, "ann"], "")):
            self.succeeds("user", *arguments, stdin=stdin)
            versions |= {user["version"] for user in json.loads((self.files / "users.json").read_text())["users"]}
        self.assertEqual(len(versions), 5)  # four of ann's, and mia's
        self.assertEqual((self.users()["ann"]["role"], self.users()["ann"]["sign-in"]), ("editor", "allowed"))
        self.succeeds("user", "remove", self.site, "ann")
        self.assertEqual(list(self.users()), ["mia"])

    def test_a_damaged_file_of_users_is_told_and_left_alone(self):
        self.add("mia")
        (self.files / "users.json").write_text("{}")
        self.assertIn("Bring it back from a backup", self.fails(2, "user", "add", self.site, "ann", stdin=PASSWORD))
        self.assertEqual((self.files / "users.json").read_text(), "{}")

    def test_on_a_terminal_the_password_is_asked_twice_and_not_shown(self):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([PROGRAM, "user", "add", str(self.site), "mia"], stdin=theirs, stdout=theirs, stderr=theirs,
                                   env=ENVIRONMENT, cwd=self.folder)
        os.close(theirs)
        shown = b""
        for question in (b"Password of mia: ", b"The same again: "):
            while question not in shown:
                shown += os.read(ours, 1024)
            os.write(ours, PASSWORD.encode() + b"\n")
        while b"can sign in now" not in shown:
            shown += os.read(ours, 1024)
        self.assertEqual(process.wait(), 0)
        os.close(ours)
        self.assertNotIn(b"plain", shown)
        self.assertEqual(list(self.users()), ["mia"])

    def test_a_token_is_shown_once_and_kept_as_a_hash(self):
        said = self.succeeds("token", "add", self.site, "ci", "--scope", "read,write", "--days", "30")
        token = said.out.strip()
        self.assertRegex(token, r"^tl_[0-9a-f]{8}_[\w-]{43}$")
        self.assertNotIn(token, (self.files / "tokens.json").read_text() + said.err)
        [row] = self.succeeds("token", "list", self.site, "--csv").rows()
        self.assertEqual((row["name"], row["scope"], row["state"], row["id"]), ("ci", "read,write", "valid", token[3:11]))
        self.succeeds("token", "revoke", self.site, row["id"])
        self.assertIn("There are no tokens", self.succeeds("token", "list", self.site).err)
        self.assertIn("there is no token", self.fails(2, "token", "revoke", self.site, row["id"]))
        self.assertIn("a scope must be", self.fails(2, "token", "add", self.site, "ci", "--scope", "all"))
        self.fails(2, "token", "add", self.site, "ci", "--days", "0")

    def test_the_audit_log_says_what_was_changed_in_the_terminal(self):
        self.assertIn("Nobody has signed in", self.succeeds("audit", self.site).err)
        self.add("mia")
        self.add("ann")
        self.succeeds("user", "role", self.site, "ann", "editor")
        self.assertEqual([row["what"] for row in self.succeeds("audit", self.site, "--csv").rows()],
                         ["user.add mia admin", "user.add ann viewer", "user.role ann editor"])
        self.assertIn("2 older entries are left out", self.succeeds("audit", self.site, "--last", "1").err)

    def test_many_at_once_lose_no_change(self):
        self.add("mia")
        started = [self.start("token", "add", self.site, f"t{i}") for i in range(8)]
        self.assertEqual([process.wait() for process in started], [0] * 8)
        names = {row["name"] for row in self.succeeds("token", "list", self.site, "--csv").rows()}
        self.assertEqual(names, {f"t{i}" for i in range(8)})
