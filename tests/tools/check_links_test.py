"""What tools/check_links.py takes for broken."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_links  # noqa: E402


def said_of(pages: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        for name, text in pages.items():
            file = pathlib.Path(folder) / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        check_links.main([folder])
    return out.getvalue().splitlines()


class Links(unittest.TestCase):
    def test_files_and_headings_are_looked_for_beside_the_page(self):
        self.assertEqual(said_of({
            "docs/a.md": "# Two words, and `code`\n[b](b.md) [up](../c.md) [self](#two-words-and-code) [web](https://x.example/)",
            "docs/b.md": "",
            "c.md": "[there](docs/a.md#two-words-and-code)",
        }), ["links of 3 files lead somewhere"])

    def test_a_missing_file_and_a_missing_heading_are_named(self):
        self.assertEqual(said_of({"a.md": "# Here\n[gone](b.md) [no such](a.md#there)"}), [
            "a.md: broken link to b.md", "a.md: broken link to a.md#there"])

    def test_code_is_no_link(self):
        self.assertEqual(said_of({"a.md": "`m[i](j)`\n```\nx[0](y)\n```\n"}), ["links of 1 files lead somewhere"])


if __name__ == "__main__":
    unittest.main()
