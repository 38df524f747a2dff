"""An empty workspace, no workspace, and the exit codes that docs/commands/README.md promises."""
import json

import logs
from workspace import WorkspaceTest


class FirstSteps(WorkspaceTest):
    def test_every_command_starts_in_an_empty_workspace(self):
        for arguments in (["run"], ["signals"], ["sources"], ["show", "visits"], ["quarantine"], ["settings"], ["sql", "SELECT 1"]):
            with self.subTest(arguments):
                self.succeeds(*arguments, cwd=self.site)

    def test_an_empty_run_says_which_line_to_add(self):
        self.assertIn("sources:", self.succeeds("run", self.site).out)

    def test_outside_of_a_workspace_the_command_to_use_is_named(self):
        for arguments in (["run"], ["signals"], ["sources"], ["sql", "SELECT 1"], ["settings"]):
            with self.subTest(arguments):
                self.assertIn("throughline init", self.fails(2, *arguments))

    def test_unusable_input_is_exit_code_2(self):
        for arguments in (["nonsense"], ["run", "--nonsense"], ["run", "--since", "yesterday"], ["import"], ["import", "missing.log"]):
            with self.subTest(arguments):
                self.fails(2, *arguments, cwd=self.site)

    def test_json_of_every_table_is_valid_and_names_its_schema(self):
        self.write("a.log", logs.text_of(logs.random_lines(300)))
        self.succeeds("import", self.site, "a.log")
        self.succeeds("run", self.site)
        for arguments in (["signals"], ["sources"], ["show", "visits"], ["quarantine"]):
            with self.subTest(arguments):
                table = json.loads(self.succeeds(*arguments, "--json", cwd=self.site).out)
                self.assertEqual(table["schema"], "throughline.table/1")

    def test_a_full_disk_below_the_output_is_told(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = self.start("sql", self.site, "SELECT number FROM numbers(100000)", stdout=full)
            self.assertEqual(process.wait(), 3)
        self.assertIn("cannot write all of the output", process.stderr.read())
