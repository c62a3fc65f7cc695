"""The one fixture collection, `world`, and ways to change it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from browsers import chromium
from hypothesis import HealthCheck, settings
from sites import serving

from kg import catalog, publish, rules
from kg import graph as graphs
from kg.errors import DataError, Problem
from kg.renew import LISTING
from kg.site.press import site

WORLD = Path(__file__).parent / "world"

#: Property tests try the same examples on every run and on every machine.
settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("fixed")

Change: TypeAlias = str | bytes | tuple[str, str] | None


@pytest.fixture(scope="session")
def world() -> Path:
    """The collection of six papers that the tests share. Nobody writes into it."""
    return WORLD


@pytest.fixture(scope="session")
def world_catalog(world: Path) -> catalog.Catalog:
    """The world, read."""
    found, problems = catalog.load(world)
    assert problems == []
    return found


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Writes the world with changes into a folder of its own and returns the folder.

    A change names a file and its new text or bytes; a pair `(old, new)` replaces a piece of its text; None removes
    it: `changed({"data/people.yaml": None, "kg.yaml": ("Wading", "Other")})`.
    """
    homes = iter(range(1000))

    def write(changes: dict[str, Change]) -> Path:
        home = tmp_path / f"home{next(homes)}"
        shutil.copytree(WORLD, home, ignore=shutil.ignore_patterns("build"))
        for file, change in changes.items():
            _change(home / file, change)
        return home

    return write


def _change(path: Path, change: Change) -> None:
    if change is None:
        path.unlink()
    elif isinstance(change, tuple):
        text = path.read_text("utf-8")
        assert change[0] in text, f"{change[0]!r} does not stand in {path.name}"
        path.write_text(text.replace(change[0], change[1], 1), "utf-8")
    else:
        path.write_bytes(change if isinstance(change, bytes) else change.encode())


@pytest.fixture(scope="session")
def problems_of() -> Callable[[Path], list[Problem]]:
    """Every problem of schema, references and rules in the collection at a folder."""

    def problems(home: Path) -> list[Problem]:
        try:
            found, several = catalog.load(home)
        except DataError as error:
            return error.problems
        return sorted({*several, *rules.check(found)})

    return problems


@pytest.fixture(scope="session")
def collection_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's collection, made once for all processes that test. Nobody writes into it."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    target = folder / "collection-site"
    with publish.lock(folder / "collection-site.lock", wait=True):
        if not (target / LISTING).exists():
            site(graphs.load(WORLD.parent.parent), target)
    return target


@pytest.fixture(scope="session")
def served(collection_site: Path) -> Iterator[str]:
    """The address of that site on the loopback address, ending in a slash."""
    with serving(collection_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium; only for files that have called `need_browser`."""
    with chromium() as launched:
        yield launched
