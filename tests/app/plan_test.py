"""The plan's commands as people run them: lock, diff, review, line, adopt, init --plan."""
import datetime
import json
import re
import subprocess

import logs
from workspace import WorkspaceTest

PLAN = """\
throughline: 1
company: {id: acme, currency: EUR}
purpose: {id: purpose, text: "care that is understood", horizon: 5y, brand: [plain]}
datasets: [{id: shop, source: orders}]
metrics:
  - {id: buyers, dataset: shop, expr: "uniq(customer)", kind: outcome, board: revenue}
goals:
  - {id: g1, serves: purpose, metric: buyers, baseline: 4100, target: 5200, by: 2026-12-31}
markets: [{id: de, status: existing}]
strategies:
  - id: s1
    serves: [{goal: g1, claim: "early adopters repeat"}]   # a remark
    markets: [de]
    budget: {amount: 240000}
tactics:
  - id: t1
    serves:
      - strategy: s1
        claim: "hobby blogs reach them"
    status: planned
    hypothesis: {change: +12%, min_effect: 6%, on: buyers, method: geo-holdout, from: 2026-03-01}
    measure: {metric: buyers, kind: outcome}
    decide: {by: 2026-06-30, rule: "scale if lo > 0; else stop", owner: growth}
  - id: t2
    status: planned
    serves: [{strategy: s1, claim: "so do forums"}]
"""


class PlanTest(WorkspaceTest):
    """A workspace with a plan, in a Git repository of its own."""

    def setUp(self) -> None:
        super().setUp()
        self.settings("workspace: site\nas_of: 2026-02-01\n")
        self.plan = self.site / "plan.yaml"
        self.plan.write_text(PLAN)
        self.git("init", "-q", "-b", "main", ".")
        self.commit("first")

    def git(self, *arguments: str) -> str:
        return subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], cwd=self.site, check=True,
                              capture_output=True, text=True).stdout

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def change(self, old: str, new: str) -> None:
        text = self.plan.read_text()
        self.assertIn(old, text)
        self.plan.write_text(text.replace(old, new))


class Lock(PlanTest):
    def entries(self) -> list[dict]:
        return [json.loads(line) for line in (self.site / "plan.lock").read_text().splitlines()]

    def test_locks_what_is_complete_and_says_what_is_not(self):
        said = self.succeeds("lock", self.site)
        self.assertEqual(said.out.splitlines(), ["locked goal g1, trial 1, on 2026-02-01", "locked tactic t1, trial 1, on 2026-02-01"])
        self.assertIn("t2 cannot be locked yet: hypothesis is missing", said.err)
        self.assertEqual([entry["id"] for entry in self.entries()], ["g1", "t1"])
        self.assertEqual(self.entries()[1]["prev"], self.entries()[0]["hash"])

    def test_refuses_what_is_locked_unless_a_new_trial_is_wanted(self):
        self.succeeds("lock", self.site, "t1")
        before = (self.site / "plan.lock").read_bytes()
        self.assertIn("locked on 2026-02-01", self.fails(2, "lock", self.site, "t1"))
        self.assertEqual((self.site / "plan.lock").read_bytes(), before)
        self.succeeds("lock", self.site, "t1", "--new-trial", "--as-of", "2026-02-20")
        self.assertTrue((self.site / "plan.lock").read_bytes().startswith(before))
        self.assertEqual(self.entries()[1]["trial"], 2)

    def test_locks_nothing_of_what_was_named_if_one_is_incomplete(self):
        self.assertIn("t2 cannot be locked", self.fails(2, "lock", self.site, "t1", "t2"))
        self.assertFalse((self.site / "plan.lock").exists())

    def test_flags_an_edited_rule_and_no_other_edit(self):
        self.succeeds("lock", self.site)
        self.change("- {id: buyers, dataset: shop,", "# what we sell\n  - {dataset: shop,   id: buyers,")
        self.change("owner: growth", "owner: somebody")
        self.assertNotIn("differs", self.succeeds("lock", self.site).err)
        self.change("lo > 0;", "lo > 2%;")
        said = self.succeeds("lock", self.site).err
        self.assertIn("t1 differs from its lock of 2026-02-01", said)
        self.assertIn("scale if lo > 0; else stop > scale if lo > 2%; else stop", said)

    def test_a_broken_chain_is_told_and_nothing_is_added_to_it(self):
        self.succeeds("lock", self.site)
        lock = self.site / "plan.lock"
        lock.write_text(lock.read_text().replace('"target":5200', '"target":5000'))
        self.assertIn("breaks in line 1", self.fails(2, "lock", self.site, "t1", "--new-trial"))
        lock.write_text("nonsense\n")
        self.assertIn("plan.lock:1", self.fails(2, "lock", self.site))

    def test_two_at_a_time_write_one_chain(self):
        for process in [self.start("lock", self.site, "t1", "--new-trial") for _ in range(8)]:
            self.assertEqual(process.wait(), 0)
        entries = self.entries()
        self.assertEqual([entry["trial"] for entry in entries], list(range(1, 9)))
        self.assertEqual([entry["prev"] for entry in entries], [""] + [entry["hash"] for entry in entries[:-1]])

    def test_in_an_empty_workspace_the_command_that_writes_a_plan_is_named(self):
        self.succeeds("init", "empty")
        self.assertIn("throughline init --plan", self.succeeds("lock", "empty").err)

    def test_a_window_that_began_is_told(self):
        self.assertIn("The window of t1 had begun", self.succeeds("lock", self.site, "t1", "--as-of", "2026-04-01").err)


class Diff(PlanTest):
    def test_shows_what_changed_since_a_revision(self):
        self.change("target: 5200", "target: 5000")
        self.change("amount: 240000", "amount: 200000")
        self.commit("second")
        self.change("lo > 0;", "lo > 1%;")
        said = self.run_command("diff", "HEAD~1", cwd=self.site)
        self.assertEqual(said.code, 1)
        self.assertIn("re-targeted  target  5200 > 5000", said.out)
        self.assertIn("re-budgeted  budget.amount  EUR 240,000 > EUR 200,000", said.out)
        self.assertIn("rule changed decide.rule", said.out)
        self.assertEqual(self.run_command("diff", "HEAD~1", "main:plan.yaml", cwd=self.site).out.count("~"), 2)
        self.assertEqual(self.run_command("diff", self.site, "HEAD").code, 1)

    def test_ignores_order_comments_and_spacing(self):
        text = self.plan.read_text()
        metrics, goals = text.index("metrics:"), text.index("goals:")
        shuffled = text[:metrics] + text[goals:] + "# last\n" + text[metrics:goals]
        self.plan.write_text(re.sub(r", ", ",   ", shuffled).replace("lo > 0; else", "lo>0 ;else"))
        said = self.succeeds("diff", self.site)
        self.assertEqual(said.out, "The plans say the same.\n")

    def test_compares_files_folders_and_workspaces(self):
        self.write("old.yaml", PLAN)
        self.write("parts/a.yaml", PLAN.split("tactics:")[0])
        self.write("parts/b.yaml", "tactics:" + PLAN.split("tactics:")[1])
        self.succeeds("diff", "old.yaml", "parts")
        self.succeeds("diff", "old.yaml", "site")
        self.write("new.yaml", PLAN.replace("  - id: t2", "  - id: t3"))
        said = self.run_command("diff", "old.yaml", "new.yaml", "--json")
        self.assertEqual(said.code, 1)
        found = json.loads(said.out)
        self.assertEqual(found["schema"], "throughline.diff/1")
        self.assertEqual([(node["change"], node["id"]) for node in found["nodes"]], [("dropped", "t2"), ("added", "t3")])

    def test_finds_a_plan_that_was_a_file_before_it_was_a_folder(self):
        (self.site / "plan").mkdir()
        self.plan.rename(self.site / "plan" / "all.yaml")
        self.assertEqual(self.succeeds("diff", self.site).out, "The plans say the same.\n")

    def test_says_what_cannot_be_compared(self):
        self.assertIn("neither a file nor a revision", self.fails(2, "diff", "nonsense", cwd=self.site))
        self.assertIn("no gone.yaml", self.fails(2, "diff", "HEAD:gone.yaml", cwd=self.site).replace("HEAD:", ""))
        self.assertIn("this is no revision", self.fails(2, "diff", "--", "--help", cwd=self.site))
        self.write("bad.yaml", "a: [")
        self.assertIn("bad.yaml", self.fails(2, "diff", "bad.yaml", "site"))
        self.write("alone/throughline.yaml", "workspace: alone\n")
        self.write("alone/plan.yaml", PLAN)
        self.assertIn("Git repository", self.fails(2, "diff", cwd=self.folder / "alone"))


class Review(PlanTest):
    def test_marks_a_link_and_keeps_every_other_byte(self):
        before = self.plan.read_text()
        said = self.succeeds("review", self.site, "s1>g1")
        self.assertIn("reviewed s1>g1, for the first time", said.out)
        self.succeeds("review", self.site, "t1")
        after = self.plan.read_text()
        hashes = re.findall(r'reviewed: "(sha256:[0-9a-f]{64})"', after)
        self.assertEqual(len(hashes), 2)
        expected = before.replace('claim: "early adopters repeat"}', f'claim: "early adopters repeat", reviewed: "{hashes[0]}"}}')
        expected = expected.replace('claim: "hobby blogs reach them"\n',
                                    f'claim: "hobby blogs reach them"\n        reviewed: "{hashes[1]}"\n')
        self.assertEqual(after, expected)

    def test_tells_what_changed_in_the_parent_since(self):
        self.succeeds("review", self.site, "s1")
        self.commit("reviewed")
        self.change("target: 5200", "target: 5000")
        said = self.succeeds("review", self.site, "s1>g1")
        self.assertIn("target  5200 > 5000", said.out)
        self.assertIn("reviewed already", self.succeeds("review", self.site, "s1>g1").out)

    def test_names_the_links_there_are(self):
        self.assertIn("Links of s1: s1>g1", self.fails(2, "review", self.site, "s1>g9"))
        self.fails(2, "review", self.site, "nothing")
        self.fails(2, "review", self.site)

    def test_keeps_the_files_permissions(self):
        self.plan.chmod(0o600)
        self.succeeds("review", self.site, "s1")
        self.assertEqual(self.plan.stat().st_mode & 0o777, 0o600)


class Line(PlanTest):
    def test_leads_from_a_tactic_to_the_purpose(self):
        said = self.succeeds("line", self.site, "t1").out
        self.assertLess(said.index("tactic t1"), said.index("strategy s1"))
        self.assertLess(said.index("goal g1"), said.index("purpose purpose"))
        self.assertIn("untested", said)
        self.assertFalse((self.site / ".throughline").exists(), "no store is made to look at a plan")

    def test_is_json_with_a_schema(self):
        line = json.loads(self.succeeds("line", self.site, "t1", "--json").out)
        self.assertEqual(line["schema"], "throughline.line/1")
        self.assertEqual([node["id"] for node in line["paths"][0]["nodes"]], ["t1", "s1", "g1", "purpose"])

    def test_says_that_nothing_stands_above(self):
        self.change("    serves: [{goal: g1, claim: \"early adopters repeat\"}]   # a remark\n", "")
        self.assertIn("Nothing stands above s1", self.succeeds("line", self.site, "t1").out)


class Adopt(WorkspaceTest):
    def import_signals(self) -> None:
        """Six months in which knits.example sends people who stay, among forty sites whose people leave at once."""
        lines = []
        for month in range(1, 7):
            for n in range(200):
                at = datetime.datetime(2026, month, 1 + n % 28, n % 24, n % 60, tzinfo=datetime.timezone.utc)
                address = f"10.{month}.{n // 256}.{n % 256}"
                site = "knits.example" if n < 20 else f"site-{n % 40}.example"
                lines.append(logs.combined(address, at, "/", f"https://{site}/post"))
                if n < 19 or n % 20 == 0:
                    lines.append(logs.combined(address, at + datetime.timedelta(seconds=60), "/refill", "https://shop.example/"))
        self.write("a.log", logs.text_of(lines))
        self.succeeds("import", self.site, "a.log")
        self.succeeds("run", self.site)

    def test_drafts_a_tactic_that_checks_and_changes_nothing_else(self):
        self.settings("workspace: site\nas_of: 2026-06-30\nsites: [{id: main, host: shop.example}]\n")
        self.import_signals()
        self.assertIn("knits.example", self.succeeds("signals", self.site).out)
        self.succeeds("init", self.site, "--plan")
        before = (self.site / "plan.yaml").read_text()
        said = self.succeeds("adopt", self.site, "knits.example")
        self.assertIn("draft tactic knits-example", said.out)
        after = (self.site / "plan.yaml").read_text()
        self.assertTrue(after.startswith(before))
        self.assertIn('{host: ["knits.example", "*.knits.example"]}', after)
        self.assertIn("114 of 120 visits engaged", after)
        self.succeeds("check", self.site)
        self.assertIn("knits-example-2", self.succeeds("adopt", self.site, "domain:knits.example").out)
        self.succeeds("check", self.site)

    def test_in_a_folder_drafts_have_a_file_of_their_own(self):
        self.settings("workspace: site\nas_of: 2026-06-30\nsites: [{id: main, host: shop.example}]\n")
        self.import_signals()
        (self.site / "plan").mkdir()
        (self.site / "plan" / "all.yaml").write_text(PLAN)
        self.succeeds("adopt", self.site, "knits.example")
        self.assertEqual((self.site / "plan" / "all.yaml").read_text(), PLAN)
        self.assertIn("id: knits-example", (self.site / "plan" / "adopted.yaml").read_text())

    def test_without_a_plan_the_command_that_writes_one_is_named(self):
        self.assertIn("throughline init --plan", self.fails(2, "adopt", self.site, "domain:blog.example"))

    def test_a_first_plan_checks_clean_in_a_new_and_in_an_old_workspace(self):
        self.succeeds("init", self.site, "--plan")
        self.succeeds("check", self.site)
        self.assertIn("there is a plan already", self.fails(2, "init", self.site, "--plan"))
        self.succeeds("init", "fresh", "--plan")
        self.succeeds("check", "fresh")

    def test_an_unknown_signal_is_told(self):
        self.succeeds("init", self.site, "--plan")
        self.assertIn("no signal is called nobody", self.fails(2, "adopt", self.site, "nobody"))
