"""check and explain as people and build servers run them: what is printed, and the exit code."""
import datetime
import json
import unittest

from workspace import WorkspaceTest

GROUND = """throughline: 1
company: {id: acme, currency: EUR}
purpose: {id: purpose, text: care that is understood, horizon: 5y, brand: [plain]}
"""

WATCHED = """datasets: [{id: shop, source: shop}]
metrics: [{id: orders, dataset: shop, expr: count(), kind: outcome, board: revenue}]
goals: [{id: g1, serves: purpose, metric: orders, baseline: 20, target: 40, by: 2026-12-31}]
tactics:
  - id: t1
    serves: [{goal: g1, claim: "it helps"}]
    status: running
    hypothesis: {change: 5%, min_effect: 1%, on: orders, method: before-after, from: 2026-06-01, until: 2026-07-31}
    measure: {metric: orders, kind: outcome}
    decide: {by: 2026-08-05, rule: "scale if lo > 0; else stop", owner: growth}
"""


class Check(WorkspaceTest):
    def plan(self, text: str, name: str = "site/plan.yaml") -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def test_a_clean_plan_says_so_and_ends_with_0(self) -> None:
        self.plan(GROUND)
        said = self.run_command("check", "site")
        self.assertEqual((said.code, said.out), (0, ""))
        self.assertIn("0 errors, 0 warnings, 0 notes in 1 file of 2 nodes", said.err)

    def test_findings_have_places_and_end_with_1(self) -> None:
        self.plan(GROUND + "products: [{id: p1, stauts: new}]\n")
        said = self.run_command("check", "site")
        self.assertEqual(said.code, 1)
        self.assertIn('error[TL003]: unknown key "stauts" in p1\n  --> site/plan.yaml:4:21\n', said.out)
        self.assertIn('  help: did you mean "status"?', said.out)

    def test_within_the_workspace_paths_begin_there(self) -> None:
        self.plan(GROUND + "colour: red\n")
        self.assertIn("--> plan.yaml:4:1", self.run_command("check", cwd=self.site).out)
        below = self.site / "logs"
        below.mkdir()
        self.assertIn("--> ../plan.yaml:4:1", self.run_command("check", cwd=below).out)

    def test_what_is_no_yaml_or_not_there_ends_with_2(self) -> None:
        self.plan("throughline: [1\n")
        said = self.run_command("check", "site")
        self.assertEqual(said.code, 2)
        self.assertIn("error[TL000]", said.out)
        self.assertEqual(self.run_command("check", "nowhere.yaml").code, 2)
        (self.site / "plan.yaml").unlink()
        missing = self.run_command("check", "site")
        self.assertEqual(missing.code, 2)
        self.assertIn("has no plan", missing.err)

    def test_a_file_or_folder_needs_no_workspace(self) -> None:
        self.plan(GROUND, "alone/a.yaml")
        self.plan("markets: [{id: de, status: old}]\n", "alone/below/b.yaml")
        self.assertEqual(self.run_command("check", "alone/a.yaml").code, 0)
        said = self.run_command("check", "alone")
        self.assertEqual(said.code, 1)
        self.assertIn("--> alone/below/b.yaml:1:28", said.out)
        self.assertIn("there are no settings here", said.err)

    def test_a_strict_run_does_everything_and_ends_with_1_where_check_would(self) -> None:
        self.plan(GROUND)
        self.assertEqual(self.run_command("run", "site", "--strict").code, 0)
        self.plan(GROUND + "products: [{id: p1, status: new, title: p1}]\nmarkets: [{id: de, status: existing, stauts: new}]\n")
        self.assertEqual(self.run_command("check", "site").code, 1)
        lenient = self.run_command("run", "site")
        report = (self.site / "report.html").read_bytes()
        (self.site / "report.html").unlink()
        strict = self.run_command("run", "site", "--strict")
        self.assertEqual((lenient.code, strict.code), (0, 1))
        self.assertEqual(strict.out, lenient.out)
        self.assertEqual((self.site / "report.html").read_bytes(), report)
        self.assertIn("The plan has 1 errors and 0 warnings: throughline check", strict.err)

    def test_after_a_run_check_knows_what_tests_can_see(self) -> None:
        days = [datetime.date(2026, 1, 5) + datetime.timedelta(days=n) for n in range(200)]
        rows = [f"{day}-{n},{day},{n % 3},10" for day in days for n in range(3 + (day.toordinal() * 7) % 5)]
        (self.folder / "orders.csv").write_text("order,at,customer,amount\n" + "\n".join(rows) + "\n", encoding="utf-8")
        self.plan("as_of: 2026-07-23\nsources: [{id: shop, kind: orders, path: ../orders.csv}]\n", "site/throughline.yaml")
        self.plan(GROUND + WATCHED)
        unknown = json.loads(self.run_command("check", "site", "--format", "json").out)
        self.assertIn("TL009", [skipped["code"] for skipped in unknown["skipped"]])
        self.succeeds("run", "site")
        known = json.loads(self.run_command("check", "site", "--format", "json").out)
        self.assertEqual(known["skipped"], [])
        found = [finding for finding in known["findings"] if finding["code"] == "TL009"]
        self.assertEqual([finding["node"] for finding in found], ["t1"])
        self.assertRegex(found[0]["message"], r"t1 finds 1% by 2026-07-31 with power 0\.\d+, not 0\.8")
        self.assertRegex(found[0]["help"], r"\d+ more weeks, or min_effect \d")

    def test_sources_of_the_settings_are_known(self) -> None:
        self.plan("sources: [{id: shop, kind: orders, path: orders.csv}]\n", "site/throughline.yaml")
        self.plan(GROUND + "datasets: [{id: d, source: shops}]\n")
        for name in ("site", "site/plan.yaml"):
            said = self.run_command("check", name)
            self.assertIn('no source or table "shops"', said.out, name)
            self.assertIn("nearest ids: shop", said.out)

    def test_json_has_versions_ranges_and_counts(self) -> None:
        self.plan(GROUND + "colour: red\n")
        said = self.run_command("check", "site", "--format", "json")
        self.assertEqual((said.code, said.err), (1, ""))
        answer = json.loads(said.out)
        self.assertEqual(answer["version"], 1)
        self.assertEqual(answer["counts"], {"errors": 1, "warnings": 0, "notes": 0})
        finding = answer["findings"][0]
        self.assertEqual(finding["start"], {"line": 4, "column": 1, "byte": len(GROUND)})
        self.assertEqual(finding["end"]["byte"], len(GROUND) + len("colour"))

    def test_sarif_is_one_run_of_this_program(self) -> None:
        self.plan(GROUND + "colour: red\n")
        answer = json.loads(self.run_command("check", "site", "--format", "sarif").out)
        self.assertEqual(answer["version"], "2.1.0")
        run = answer["runs"][0]
        self.assertEqual(run["tool"]["driver"]["name"], "throughline")
        self.assertEqual(run["results"][0]["ruleId"], "TL003")

    def test_the_schema_is_the_one_in_the_docs(self) -> None:
        said = self.succeeds("check", "--schema")
        self.assertEqual(json.loads(said.out)["title"], "Throughline plan")


class Explain(WorkspaceTest):
    def test_it_lists_all_codes_or_tells_one(self) -> None:
        self.assertIn("TL016  error", self.succeeds("explain").out)
        said = self.succeeds("explain", "tl006").out
        for part in ("TL006", "Why:", "Example:", "To mend:"):
            self.assertIn(part, said)
        self.assertEqual(self.run_command("explain", "TL999").code, 2)


if __name__ == "__main__":
    unittest.main()
