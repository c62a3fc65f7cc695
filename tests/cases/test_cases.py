"""What a curator's file gives: the exact problems, or the exact Turtle.

A case is a folder. `in.yaml` holds one or more files: what stands before the first line `--- data/papers/a.yaml`
is `data/papers/in.yaml`. They are laid over the frame of the world: its `kg.yaml` but for the methods to start with,
venues, data sets, and no papers.
`problem.txt` holds every line that `kg check` prints of schema, references and rules; `out.ttl` the part of the
graph that the frame alone does not have.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph
import pytest

from kg import catalog, rdf, rules
from kg.errors import DataError
from kg.export.turtle import ntriples, turtle

HERE = Path(__file__).parent
WORLD = HERE.parent / "world"
PROBLEMS = sorted(path.parent.name for path in HERE.glob("*/problem.txt"))
GRAPHS = sorted(path.parent.name for path in HERE.glob("*/out.ttl"))
FRAME = ("kg.yaml", "data/venues.yaml", "data/datasets.yaml", "data/sources.yaml")
_SECTION = re.compile(r"^--- (\S.*\.\w+)\n", re.MULTILINE)


def frame(home: Path) -> Path:
    """The world without its papers and people."""
    (home / "data" / "papers").mkdir(parents=True)
    for name in FRAME:
        shutil.copy(WORLD / name, home / name)
    settings = (home / "kg.yaml").read_text("utf-8")
    (home / "kg.yaml").write_text(re.sub("^start: .*\n", "", settings, flags=re.MULTILINE), "utf-8")
    return home


def lay_out(name: str, folder: Path) -> Path:
    """The collection of a case, in a folder of its own."""
    home = frame(folder / "home")
    first, *rest = _SECTION.split((HERE / name / "in.yaml").read_text("utf-8"))
    files = dict(zip(rest[::2], rest[1::2], strict=True))
    if first:
        files = {"data/papers/in.yaml": first, **files}
    for file, text in files.items():
        (home / file).parent.mkdir(exist_ok=True)
        (home / file).write_text(text, "utf-8")
    return home


def problems(home: Path) -> str:
    try:
        found, several = catalog.load(home)
    except DataError as error:
        several = error.problems
    else:
        several = sorted({*several, *rules.check(found)})
    return "".join(f"{problem}\n" for problem in several)


def graph(home: Path) -> str:
    """Turtle of the blocks that the frame does not have, without the prefixes."""
    known = rdf.blocks(catalog.load(frame(home.parent / "frame"))[0])
    seen = dict(known)
    found, several = catalog.load(home)
    assert several + rules.check(found, rules.RULES) == []
    new = sorted(block for block in rdf.blocks(found) if seen.get(block.subject) != block.facts)
    head, *rest = turtle(new, found.collection.base)
    same = {
        pyoxigraph.RdfFormat.TURTLE: b"".join([head, *rest]),
        pyoxigraph.RdfFormat.N_TRIPLES: b"".join(ntriples(new)),
    }
    one, other = ({*pyoxigraph.parse(text, form)} for form, text in same.items())
    assert one == other
    return b"".join(rest).decode().lstrip()


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_is_told_in_these_words_at_this_place(name: str, tmp_path: Path) -> None:
    assert problems(lay_out(name, tmp_path)) == (HERE / name / "problem.txt").read_text("utf-8")


@pytest.mark.parametrize("name", GRAPHS)
def test_an_entry_gives_exactly_this_turtle(name: str, tmp_path: Path) -> None:
    assert graph(lay_out(name, tmp_path)) == (HERE / name / "out.ttl").read_text("utf-8")


def test_no_case_is_lost() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {*PROBLEMS, *GRAPHS}
    assert len(PROBLEMS) >= 164
    assert len(GRAPHS) >= 10


@pytest.mark.parametrize("name", PROBLEMS)
def test_no_case_expects_nothing(name: str) -> None:
    lines = (HERE / name / "problem.txt").read_text("utf-8").splitlines()
    assert lines
    assert all(": error: " in line or ": warning: " in line or line.startswith("    ") for line in lines)
