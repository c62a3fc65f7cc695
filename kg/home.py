"""Where a collection lies: its folder, its ontology and queries, and the place of what is built from it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from kg.errors import PlaceError

_HERE = Path(__file__).resolve().parent
_WHEEL = _HERE / "collection"


@dataclass(frozen=True, slots=True)
class Home:
    """A collection's folder. Ontology and queries of its own stand beside those that ship with the package."""

    folder: Path

    @property
    def built(self) -> Path:
        """Folder of the build: `build/` in the collection, or a cache where the collection cannot be written."""
        own = self.folder / "build"
        if self.folder != _WHEEL and (own.exists() or os.access(self.folder, os.W_OK)):
            return own
        try:
            cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        except RuntimeError:
            raise PlaceError("no home folder to keep the build in; set XDG_CACHE_HOME") from None
        return cache / "paperkin" / hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]

    def folders(self, name: str) -> list[Path]:
        """The folders called `name`: the package's own first, then the collection's."""
        both = dict.fromkeys((bundled() / name, self.folder / name))
        return [folder for folder in both if folder.is_dir()]

    def inputs(self) -> list[Path]:
        """Every file and folder that a build depends on."""
        data = self.folder / "data"
        folders = (data / "papers", data / "results")
        files = (Path(entry.path) for folder in folders if folder.is_dir() for entry in os.scandir(folder))
        return [self.folder / "kg.yaml", data, *folders, *data.glob("*.yaml"), *files]


def bundled() -> Path:
    """The collection that ships with the package: inside the wheel, or the checkout around the package."""
    return _WHEEL if _WHEEL.is_dir() else _HERE.parent


def find(folder: str | os.PathLike[str] | None = None) -> Home:
    """The collection at `folder`, else around the current folder, else the bundled one.

    Raises `PlaceError` if `folder` is given and holds no `kg.yaml`.
    """
    if folder is not None:
        try:
            given = Path(folder).expanduser().resolve()
        except RuntimeError as error:  # no such user, or links that lead to each other
            raise PlaceError(f"no collection in {folder}: {error}") from None
        if not (given / "kg.yaml").is_file():
            raise PlaceError(f"no collection in {given}: it has no kg.yaml")
        return Home(given)
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise PlaceError("the current folder is gone; go to another, or name the collection with --home") from None
    for parent in (here, *here.parents):
        if (parent / "kg.yaml").is_file():
            return Home(parent)
    return Home(bundled())
