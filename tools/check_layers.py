#!/usr/bin/env python3
"""Holds the sources against the layers: an include of a library that DEPENDS does not list, a library that
depends on one of its own row or above, a domain that depends on the engine, and cycles are refused.

    tools/check_layers.py [ROOT]

Prints one line a fault and exits 1, or the order of the libraries and exits 0.
"""
import graphlib
import pathlib
import re
import sys

# The rows of ARCHITECTURE.md, lowest first. A library depends only on rows below its own.
ROWS = [
    ["base"],
    ["math", "text", "document", "graph", "holder", "http", "web", "archive"],
    ["schema", "access", "engine", "settings", "acquisition", "inference"],
    ["plan", "intake", "signals", "journeys", "attribution", "mix", "experiments", "voice", "network", "partners",
     "evidence", "views", "demo"],
    ["collector"],
    ["workflow"],
    ["render"],
    ["server"],
    ["app"],
]
# What may depend on its own row, each for a reason that docs/decisions/0003-folders.md gives.
SIDEWAYS = {("document", "text"), ("acquisition", "schema"), ("settings", "schema"), ("inference", "schema"), ("evidence", "plan"),
            ("views", "plan"), ("views", "evidence")}
# The only ones that may see SQL.
ENGINE_USERS = {"workflow", "server", "app"}

ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
KEYWORDS = {"SOURCES", "TESTS", "DEPENDS", "LINKS", "TEST_LINKS", "FUZZERS"}


class Library:
    """One folder of src/ that calls throughline_library()."""

    def __init__(self, folder: pathlib.Path):
        self.name = folder.name
        self.folder = folder
        self.depends: list[str] = []
        self.test_depends: list[str] = []
        self._read(re.sub(r"#.*", "", (folder / "CMakeLists.txt").read_text()))

    def _read(self, text: str) -> None:
        keyword = ""
        for body in re.findall(r"throughline_(?:library|program)\(([^)]*)\)", text):
            for word in body.split():
                if word in KEYWORDS:
                    keyword = word
                elif keyword == "DEPENDS":
                    self.depends.append(word)
        self._read_links(text)

    def _read_links(self, text: str) -> None:
        """Programs name libraries as throughline::NAME; so does TEST_LINKS, for tests only."""
        for body in re.findall(r"TEST_LINKS\b([^)A-Z]*(?:[A-Z][\w:]*::\S+[^)A-Z]*)*)", text):
            self.test_depends += re.findall(r"throughline::(\w+)", body)
        for body in re.findall(r"target_link_libraries\(([^)]*)\)", text):
            self.depends += re.findall(r"throughline::(\w+)", body)

    def sources(self) -> list[pathlib.Path]:
        return sorted(path for path in self.folder.rglob("*") if path.suffix in {".cpp", ".hpp"})

    def allowed(self, source: pathlib.Path) -> set[str]:
        of_tests = self.test_depends if source.stem.endswith("_test") else []
        return {self.name, *self.depends, *of_tests}


def read_libraries(root: pathlib.Path) -> dict[str, Library]:
    files = sorted((root / "src").glob("*/CMakeLists.txt"))
    return {file.parent.name: Library(file.parent) for file in files}


def includes_of(source: pathlib.Path) -> list[tuple[int, str]]:
    """Quoted includes with their line."""
    lines = source.read_text(errors="replace").splitlines()
    found = [(number, INCLUDE.match(line)) for number, line in enumerate(lines, 1)]
    return [(number, match[1]) for number, match in found if match]


def undeclared_includes(library: Library, folders: set[str], root: pathlib.Path) -> list[str]:
    faults = []
    for source in library.sources():
        for number, included in includes_of(source):
            target = included.split("/")[0]
            if "/" in included and target in folders and target not in library.allowed(source):
                place = f"{source.relative_to(root)}:{number}"
                faults.append(f"{place}: includes {included}, but DEPENDS of {library.name} does not list {target}")
    return faults


def wrong_way(library: Library) -> list[str]:
    """Dependencies that do not point down."""
    if library.name not in ROW_OF:
        return [f"src/{library.name}: stands in no row of tools/check_layers.py; add it there and to ARCHITECTURE.md"]
    faults = []
    for target in sorted(set(library.depends) & set(ROW_OF)):
        sideways = ROW_OF[target] == ROW_OF[library.name] and (library.name, target) in SIDEWAYS
        if ROW_OF[target] >= ROW_OF[library.name] and not sideways:
            faults.append(f"src/{library.name}: depends on {target}, which is not below it")
        if target == "engine" and library.name not in ENGINE_USERS:
            faults.append(f"src/{library.name}: depends on engine; only {', '.join(sorted(ENGINE_USERS))} may")
    return faults


def cycle_in(graph: dict[str, set[str]], what: str) -> list[str]:
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return [f"cycle of {what}: {' -> '.join(reversed(error.args[1]))}"]
    return []


def include_graph(root: pathlib.Path, libraries: dict[str, Library]) -> dict[str, set[str]]:
    """Which file includes which, by their paths below src/."""
    sources = {str(path.relative_to(root / "src")): path for lib in libraries.values() for path in lib.sources()}
    return {name: {included for _, included in includes_of(path) if included in sources}
            for name, path in sources.items()}


def check(root: pathlib.Path) -> tuple[list[str], list[str]]:
    """Every fault of the tree, and the libraries from the lowest up (empty if there is a cycle)."""
    libraries = read_libraries(root)
    depends = {library.name: set(library.depends) for library in libraries.values()}
    faults = [fault for library in libraries.values()
              for fault in wrong_way(library) + undeclared_includes(library, set(libraries), root)]
    cycles = cycle_in(depends, "libraries") + cycle_in(include_graph(root, libraries), "includes")
    return faults + cycles, [] if cycles else list(graphlib.TopologicalSorter(depends).static_order())


def main(arguments: list[str]) -> int:
    root = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).parent.parent).resolve()
    faults, order = check(root)
    print("\n".join(faults) if faults else "layers hold: " + " ".join(order))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
