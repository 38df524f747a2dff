"""What tools/check_layers.py refuses, each shown on a tree of two or three files."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_layers  # noqa: E402


def faults_of(tree: dict[str, str]) -> list[str]:
    """Writes the files below src/ of an empty folder and checks them."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in tree.items():
            file = root / "src" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return check_layers.check(root)[0]


def library(name: str, depends: str = "") -> str:
    return f"# {name}: a room.\nthroughline_library({name}\n  SOURCES a.cpp\n  DEPENDS {depends}\n  LINKS fmt::fmt)\n"


class Layers(unittest.TestCase):
    def test_a_declared_include_that_points_down_is_fine(self):
        self.assertEqual(faults_of({
            "base/CMakeLists.txt": library("base"),
            "base/error.hpp": "#pragma once\n",
            "math/CMakeLists.txt": library("math", "base"),
            "math/beta.cpp": '#include "base/error.hpp"\n#include "math/beta.hpp"\n#include <vector>\n',
            "math/beta.hpp": "#pragma once\n",
        }), [])

    def test_an_include_that_depends_does_not_list_is_refused_with_its_place(self):
        self.assertEqual(faults_of({
            "base/CMakeLists.txt": library("base"),
            "math/CMakeLists.txt": library("math"),
            "math/beta.cpp": '// first line\n#include "base/error.hpp"\n',
        }), ["src/math/beta.cpp:2: includes base/error.hpp, but DEPENDS of math does not list base"])

    def test_what_stands_in_links_is_not_declared(self):
        faults = faults_of({
            "fmt/CMakeLists.txt": library("fmt"),
            "math/CMakeLists.txt": library("math"),
            "math/beta.cpp": '#include "fmt/a.hpp"\n',
        })
        self.assertIn("src/math/beta.cpp:1: includes fmt/a.hpp, but DEPENDS of math does not list fmt", faults)

    def test_a_dependency_on_a_row_above_is_refused(self):
        self.assertEqual(faults_of({
            "base/CMakeLists.txt": library("base", "math"),
            "math/CMakeLists.txt": library("math"),
        }), ["src/base: depends on math, which is not below it"])

    def test_a_domain_may_not_depend_on_its_neighbour_or_on_the_engine(self):
        self.assertEqual(faults_of({
            "engine/CMakeLists.txt": library("engine"),
            "intake/CMakeLists.txt": library("intake"),
            "signals/CMakeLists.txt": library("signals", "engine intake"),
        }), [
            "src/signals: depends on engine; only app, server, workflow may",
            "src/signals: depends on intake, which is not below it",
        ])

    def test_a_cycle_of_libraries_is_named(self):
        faults = faults_of({
            "math/CMakeLists.txt": library("math", "text"),
            "text/CMakeLists.txt": library("text", "math"),
        })
        self.assertTrue(any(fault.startswith("cycle of libraries: ") for fault in faults), faults)

    def test_a_cycle_of_headers_is_named(self):
        self.assertEqual(faults_of({
            "base/CMakeLists.txt": library("base"),
            "base/a.hpp": '#include "base/b.hpp"\n',
            "base/b.hpp": '#include "base/a.hpp"\n',
        })[0][:19], "cycle of includes: ")

    def test_a_folder_without_a_row_is_refused(self):
        self.assertIn("stands in no row", faults_of({"utils/CMakeLists.txt": library("utils")})[0])

    def test_a_test_may_include_what_its_own_links_name(self):
        tree = {
            "base/CMakeLists.txt": library("base"),
            "math/CMakeLists.txt": library("math").replace("LINKS", "TEST_LINKS throughline::base"),
            "math/beta_test.cpp": '#include "base/error.hpp"\n',
        }
        self.assertEqual(faults_of(tree), [])
        self.assertEqual(len(faults_of({**tree, "math/beta.cpp": '#include "base/error.hpp"\n'})), 1)


if __name__ == "__main__":
    unittest.main()
