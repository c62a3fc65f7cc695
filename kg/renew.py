"""Writing a folder of many files of which only those that changed are touched.

What a run cannot finish leaves the folder as it was; if it is killed between two renames, the next run mends the rest,
for it compares what lies there and remembers nothing but the names of its files.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg import publish
from kg.errors import PlaceError

#: The list of the files, which marks a folder as ours.
LISTING = "FILES.txt"


class Renewal:
    """A folder of many files on its way to a new state. What is `put` waits in `stage` until all is there."""

    def __init__(self, target: Path, stage: Path) -> None:
        self.target, self.stage = target, stage
        self.kept: set[str] = set()

    def put(self, path: str, data: bytes) -> str:
        """Takes a file, by its path under the folder, which is returned. May be called in a forked process, whose
        parent then adds the path to `kept`."""
        self.kept.add(path)
        if not _holds(f"{self.target}/{path}", data):
            fresh = Path(f"{self.stage}/{path}")
            try:
                fresh.write_bytes(data)
            except FileNotFoundError:
                fresh.parent.mkdir(parents=True, exist_ok=True)
                fresh.write_bytes(data)
        return path


def _holds(path: str, data: bytes) -> bool:
    """Whether a regular file holds just that."""
    try:
        if os.lstat(path).st_size != len(data) or os.path.islink(path):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


@contextmanager
def renewed(target: Path, wait: bool = False) -> Iterator[Renewal]:
    """Brings a folder up to date when the block ends well: changed files take the place of the old ones, files of the
    last time that are no more are removed, all others stay untouched, with the time of their last change.

    If it is killed between two renames, the next run mends the rest: it compares what lies there, not what it
    remembers. Raises `PlaceError` as `folder` does.
    """
    with publish.told(target):
        target = publish.followed(target)
        target.mkdir(parents=True, exist_ok=True)
        if not (target / LISTING).is_file() and any(target.iterdir()):
            raise PlaceError(f"{target} holds files that are no site of ours; name an empty folder")
        with publish.lock(target.with_name(f".{target.name}.lock"), wait):
            publish.sweep(target)
            stage = Path(tempfile.mkdtemp(prefix=f"{publish.TEMPORARY}{target.name}-", dir=target.parent))
            try:
                renewal = Renewal(target, stage)
                yield renewal
                renewal.put(LISTING, "".join(f"{path}\n" for path in sorted(renewal.kept)).encode())
                _renew(renewal)
            finally:
                shutil.rmtree(stage, ignore_errors=True)


def _renew(renewal: Renewal) -> None:
    target, listing = renewal.target, renewal.target / LISTING
    before = set(listing.read_text("utf-8").splitlines()) if listing.is_file() else set()
    for folder in {os.path.dirname(path) for path in before | renewal.kept}:
        if not Path(os.path.realpath(target / folder)).is_relative_to(target):
            raise PlaceError(f"{target / folder} is not inside of {target}: a link leads elsewhere")
    for path in sorted(before - renewal.kept):
        with suppress(FileNotFoundError, NotADirectoryError):
            (target / path).unlink()
        with suppress(OSError):  # what is left in it is not ours
            (target / path).parent.rmdir()
    for path in sorted(renewal.kept):
        _move(f"{renewal.stage}/{path}", f"{target}/{path}")


def _move(fresh: str, place: str) -> None:
    try:
        os.rename(fresh, place)
    except FileNotFoundError:
        if os.path.lexists(fresh):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.rename(fresh, place)
