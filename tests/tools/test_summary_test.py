"""What tools/test_summary.py says about ctest's files."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import test_summary  # noqa: E402

CASES = """<testsuite>
  <testcase name="base.A" status="run"><system-out>fine</system-out></testcase>
  <testcase name="base.B" status="fail"><failure message=""/></testcase>
  <testcase name="base.C" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
    <system-out>/src/c_test.cpp:12: Skipped
no browser here
[  SKIPPED ] base.C (0 ms)</system-out></testcase>
</testsuite>"""


def summary_of(text: str | None, *arguments: str) -> tuple[int, list[str]]:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        file = pathlib.Path(folder) / "tests.xml"
        if text is not None:
            file.write_text(text)
        code = test_summary.main([*arguments, str(file)])
    return code, out.getvalue().splitlines()


class Summary(unittest.TestCase):
    def test_counts_and_names_what_failed_and_why_some_were_skipped(self):
        self.assertEqual(summary_of(CASES), (1, [
            "failed: base.B", "skipped 1: no browser here", "1 passed, 1 failed, 1 skipped"]))

    def test_the_reason_of_pythons_unittest_is_told_too(self):
        output = "test_a (m.C.test_a) ... skipped 'no log here'\n\nOK (skipped=1)"
        self.assertEqual(test_summary.why_skipped(output), "no log here")

    def test_a_missing_file_is_a_failure(self):
        code, lines = summary_of(None)
        self.assertEqual((code, lines[-1]), (1, "0 passed, 1 failed, 0 skipped"))

    def test_failed_steps_count_too(self):
        passing = CASES.replace('status="fail"', 'status="run"')
        self.assertEqual(summary_of(passing, "--steps-failed", "0"), (0, ["skipped 1: no browser here", "2 passed, 0 failed"]))
        self.assertEqual(summary_of(passing, "--steps-failed", "2")[1][-1], "2 passed, 2 failed")


if __name__ == "__main__":
    unittest.main()
