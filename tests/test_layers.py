"""The house: imports run downward, each outside library has its owner, no file grows long."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx
import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "kg").rglob("*.py"))

#: From the bottom up. A module imports from lines above its own only; a package (`entries`) also from itself.
#: A new module gets its place here.
ORDER = [
    ["errors", "vocab"],
    ["source", "lineage"],
    ["entries"],
    ["people", "pool"],
    ["catalog"],
    ["rules"],
    ["rdf"],
    ["export.turtle", "export.jsonld", "export.void"],
    ["home", "publish", "ontology", "store", "sparql"],
    ["queries", "renew"],
    ["build"],
    ["graph"],
    ["cards", "network", "terminal", "layout"],
    ["show", "render", "report"],
    ["export"],
    ["remote", "checking", "notebook", "console"],
    ["site"],
    ["cli"],
    ["__main__"],
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}

#: Outside library -> the modules that may import it. rdflib also where the Python API hands out a graph.
OWNERS = {
    "SPARQLWrapper": {"remote"},
    "click": {"cli", "console"},
    "jinja2": {"site"},
    "markupsafe": {"site"},
    "networkx": {"lineage", "notebook"},
    "pandas": {"notebook"},
    "pydantic": {"entries"},
    "pyoxigraph": {"store"},
    "pyparsing": {"ontology"},
    "pyshacl": {"ontology"},
    "pyvis": {"render"},
    "rdflib": {"ontology", "graph", "notebook"},
    "yaml": {"source"},
}
#: Libraries of which a verb pays only what it uses: never imported while a module is loaded.
HEAVY = {"SPARQLWrapper", "jinja2", "networkx", "pandas", "pyparsing", "pyshacl", "pyvis", "rdflib"}
#: Where a library's name on the index is not that of its module; pyparsing is what rdflib reads SPARQL with.
INDEX = {"markupsafe": "jinja2", "yaml": "pyyaml", "SPARQLWrapper": "sparqlwrapper", "pyparsing": "rdflib"}


def module(path: Path) -> str:
    """`kg/entries/values.py` -> `entries.values`; the package itself is ``."""
    parts = path.relative_to(ROOT / "kg").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module(path): path for path in FILES}


def place(name: str) -> str:
    """The name under which a module stands in the order: its own, or that of its package."""
    while name not in RANK:
        assert "." in name, f"give kg.{name} its place in ORDER"
        name = name.rpartition(".")[0]
    return name


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


def imports(name: str) -> Iterator[tuple[str, int]]:
    """Every module that a module imports, wherever in it, with the line."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"kg.{name}:{node.lineno}: a relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if full.removeprefix("kg.") in MODULES else str(node.module)), node.lineno


def inner(name: str) -> list[tuple[str, int]]:
    found = [(full.removeprefix("kg").lstrip("."), line) for full, line in imports(name) if full.split(".")[0] == "kg"]
    return [(other, line) for other, line in found if other]  # `from kg import __version__` is of no rank


def outer(name: str) -> set[str]:
    found = {full.split(".")[0] for full, _ in imports(name)}
    return found - set(sys.stdlib_module_names) - {"kg", "__future__"}


def at_loading(name: str) -> set[str]:
    """Outside libraries imported as soon as the module is."""
    found: set[str] = set()
    nodes: list[ast.AST] = [tree(name)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
        nodes.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_imports_run_downward(name: str) -> None:
    """`kg` itself is left out: it is the front door and hands out what is above."""
    mine = place(name)
    for other, line in inner(name):
        theirs = place(other)
        assert theirs == mine or RANK[theirs] < RANK[mine], f"kg.{name}:{line} imports kg.{other}, which is not below"


def test_no_import_goes_in_a_circle() -> None:
    graph = networkx.DiGraph((name, other) for name in MODULES if name for other, _ in inner(name))
    assert list(networkx.simple_cycles(graph)) == []


@pytest.mark.parametrize("name", MODULES)
def test_each_outside_library_has_its_owner(name: str) -> None:
    for library in outer(name):
        assert library in OWNERS, f"kg.{name} imports {library}: who owns it?"
        assert place(name) in OWNERS[library], f"kg.{name} imports {library}, which is for {OWNERS[library]}"


@pytest.mark.parametrize("name", [name for name in MODULES if name != "notebook"])
def test_heavy_libraries_wait_until_they_are_used(name: str) -> None:
    """`notebook` is left out: it is itself loaded only by who works in Python."""
    assert at_loading(name) & HEAVY == set()


def test_every_library_is_declared_and_every_declared_one_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["pandas"]]
    declared = {re.match(r"[\w.-]+", line)[0].lower() for line in wanted}  # type: ignore[index]
    used = {INDEX.get(library, library) for name in MODULES for library in outer(name)}
    assert used == declared


def test_importing_kg_brings_in_no_outside_library() -> None:
    code = "import sys, kg; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & set(OWNERS)


@pytest.mark.parametrize("name", MODULES)
def test_no_file_is_over_300_lines(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__main__"])
def test_every_module_says_what_it_is_for(name: str) -> None:
    text = ast.get_docstring(tree(name))
    assert text, f"kg.{name} has no docstring"
    assert text.split("\n\n")[0].rstrip().endswith((".", "?", ":")), f"kg.{name}: its docstring begins with no sentence"


@pytest.mark.parametrize("name", MODULES)
def test_no_module_is_a_drawer(name: str) -> None:
    assert not {"utils", "util", "helpers", "common", "manager", "core", "misc"} & set(name.split("."))


def test_the_modules_are_found() -> None:
    assert len(MODULES) >= 20
    assert "entries.values" in MODULES
    assert set(RANK) - {place(name) for name in MODULES if name} == set()
