"""The report again, as a file of HTML and as printed pages."""
import pathlib
import re
import shutil
import subprocess
import unittest

import logs
from workspace import WorkspaceTest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Report(WorkspaceTest):
    def setUp(self):
        super().setUp()
        self.write("access.log", logs.text_of(logs.random_lines(400, seed=3)))
        self.settings("sources:\n  - {id: logs, kind: log, path: ../access.log}\nlanguage: en\nas_of: 2026-04-01\n")
        self.succeeds("run", self.site)

    def test_it_is_written_again_as_the_run_wrote_it(self):
        written = (self.site / "report.html").read_bytes()
        (self.site / "report.html").unlink()
        self.succeeds("report", self.site)
        again = (self.site / "report.html").read_bytes()
        self.assertEqual(again, written)

    def test_another_file_and_another_window_leave_the_report_alone(self):
        written = (self.site / "report.html").read_bytes()
        self.succeeds("report", self.site, "--since", "2026-03-20", "--html", "march.html")
        self.assertEqual((self.site / "report.html").read_bytes(), written)
        self.assertNotEqual((self.folder / "march.html").read_bytes(), written)

    @unittest.skipUnless(BROWSER and shutil.which("pdfinfo"), "no browser, or no pdfinfo")
    def test_it_is_printed_on_two_pages(self):
        said = self.succeeds("report", self.site, "--pdf", "a report.pdf")
        self.assertIn("a report.pdf", said.out)
        told = subprocess.run(["pdfinfo", self.folder / "a report.pdf"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(re.search(r"Pages:\s+(\d+)", told)[1], "2")
        self.assertIn("A4", told)
        self.assertEqual(list(self.folder.glob("*.new")), [])

    def test_a_browser_that_prints_nothing_is_named_and_the_report_is_there(self):
        (self.site / "report.html").unlink()
        said = self.fails(3, "report", self.site, "--pdf", "report.pdf", "--browser", shutil.which("true"))
        self.assertIn("printed nothing", said)
        self.assertTrue((self.site / "report.html").exists())
        self.assertFalse((self.folder / "report.pdf").exists())

    def test_a_browser_that_is_not_there_is_named(self):
        said = self.fails(3, "report", self.site, "--pdf", "report.pdf", "--browser", str(pathlib.Path("/nowhere/browser")))
        self.assertIn("/nowhere/browser", said)
