"""Writing a folder of many files of which only those that changed are touched.

A run that cannot make everything leaves the folder as it was. One that is killed between two renames leaves some files
new and others old; the next run mends that, for it compares what lies there. A list of the files, whose first line says
whose it is, stands in the folder: nothing that it does not name is ever removed.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from kg import publish
from kg.errors import PlaceError

#: The list of the files, and the line with which it begins.
LISTING, OURS = "FILES.txt", "# Files that Paperkin writes here and removes again; leave this list where it is."


class Renewal:
    """A folder of many files on its way to a new state. What is `put` waits in `stage` until all is there."""

    def __init__(self, target: Path, stage: Path) -> None:
        self.target, self.stage = target, stage
        self.kept: set[str] = set()

    def put(self, path: str, data: bytes) -> str:
        """Takes a file, by its path under the folder, which is returned; each path once. May be called in a forked
        process, whose parent then adds the path to `kept`."""
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
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


@contextmanager
def renewed(target: Path, wait: bool = False) -> Iterator[Renewal]:
    """Brings a folder up to date when the block ends well: changed files take the place of the old ones, files of the
    last time that are no more are removed, all others stay untouched, with the time of their last change.

    Raises `PlaceError` if the folder holds files and no list of ours, if another process writes there (unless `wait`),
    if something lies in the way, or if the disk refuses.
    """
    with publish.told(target):
        target = publish.followed(target)
        target.mkdir(parents=True, exist_ok=True)
        _listed(target)  # before anything is put there
        beside = _beside(target)
        with publish.lock(beside / f".{target.name}.lock", wait):
            before = _listed(target)
            publish.sweep(target, beside)
            stage = Path(tempfile.mkdtemp(prefix=f"{publish.TEMPORARY}{target.name}-", dir=beside))
            try:
                renewal = Renewal(target, stage)
                yield renewal
                _clear_the_way(target, before | renewal.kept)
                with _undisturbed():
                    _renew(renewal, before)
            finally:
                shutil.rmtree(stage, ignore_errors=True)


def _beside(target: Path) -> Path:
    """Where files wait until all are there: beside the folder; in it where nothing can be made there, or moved from
    there to here, as over a mount."""
    with suppress(OSError):
        probe = Path(tempfile.mkdtemp(prefix=f"{publish.TEMPORARY}{target.name}-", dir=target.parent))
        try:
            probe.rename(target / probe.name)
            return target.parent
        finally:
            for place in (probe, target / probe.name):
                with suppress(OSError):
                    place.rmdir()
    return target


def _listed(target: Path) -> set[str]:
    """The files that the last run left. Raises `PlaceError` if the folder is not ours."""
    listing = target / LISTING
    waiting = f".{target.name}.lock", f"{publish.TEMPORARY}{target.name}-"
    if all(path.name.startswith(waiting) for path in target.iterdir()):
        return set()
    lines = listing.read_bytes().decode("utf-8", "replace").splitlines() if listing.is_file() else []
    if lines[:1] != [OURS]:
        raise PlaceError(f"{target} holds files that are no site of ours; name an empty folder")
    for line in lines[1:]:
        if PurePosixPath(line).is_absolute() or ".." in line.split("/") or not line.isprintable():
            raise PlaceError(f"{listing} names {line!r}, which is no file of a site; name an empty folder")
    return set(lines[1:])


def _clear_the_way(target: Path, paths: set[str]) -> None:
    """Raises `PlaceError` if a link leads a file out of the folder, or if what lies there cannot be replaced."""
    folders = {folder for path in paths for folder in map(str, PurePosixPath(path).parents)}
    for folder in sorted(folders):
        place = target / folder
        if not Path(os.path.realpath(place)).is_relative_to(target):
            raise PlaceError(f"{place} is not inside of {target}: a link leads elsewhere")
        if os.path.lexists(place) and not place.is_dir():
            raise PlaceError(f"{place} is in the way: a folder must be there")
    for path in sorted(paths):
        if os.path.isdir(target / path) and not os.path.islink(target / path):
            raise PlaceError(f"{target / path} is in the way: a file must be there")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until what takes a moment is whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def _renew(renewal: Renewal, before: set[str]) -> None:
    """Old and new files are listed before the first is touched, so that a run that is killed knows its own."""
    target, listing = renewal.target, renewal.target / LISTING
    if before != renewal.kept or not listing.exists():
        publish.write(listing, [_list(before | renewal.kept)])
    for path in sorted(before - renewal.kept):
        with suppress(FileNotFoundError):
            (target / path).unlink()
        with suppress(OSError):  # what is left in it is not ours
            (target / path).parent.rmdir()
    for path in sorted(renewal.kept):
        _move(f"{renewal.stage}/{path}", f"{target}/{path}")
    if before - renewal.kept:
        publish.write(listing, [_list(renewal.kept)])


def _list(paths: set[str]) -> bytes:
    return "".join(f"{line}\n" for line in (OURS, *sorted(paths))).encode()


def _move(fresh: str, place: str) -> None:
    try:
        os.rename(fresh, place)
    except FileNotFoundError:
        if os.path.lexists(fresh):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.rename(fresh, place)
