"""The plan that the documentation teaches from is one that `check` has nothing to say about."""
import re

from workspace import ROOT, WorkspaceTest


class PlanGuide(WorkspaceTest):
    def test_the_plan_of_the_guide_checks_clean_and_locks(self):
        page = (ROOT / "docs/plan-guide.md").read_text()
        blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
        self.assertEqual(len(blocks), 1)
        self.settings("roles: {editor: 45}\nas_of: 2027-01-10\n")
        (self.site / "plan.yaml").write_text(blocks[0])
        said = self.run_command("check", self.site)
        self.assertEqual(said.code, 0, said.out + said.err)
        self.succeeds("lock", self.site, "--as-of", "2027-01-10")
        self.assertIn('"id":"guide"', (self.site / "plan.lock").read_text())
