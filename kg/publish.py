"""Writing that is whole or not at all: one file, or a folder under a lock that is swapped in by one rename.

A build that fails, is killed or fills the disk leaves the last good one where it was.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import PlaceError

MANIFEST = "MANIFEST.json"
_MAKER = "paperkin"
#: Bytes that a manifest may have.
_MOST = 1_000_000
#: What the names of things under construction begin with.
TEMPORARY = ".building-"
#: What the engine says of a full disk; its errors carry no number.
_FULL = ("No space left", "File too large", "Disk quota exceeded")


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes the file whole or not at all; devices and pipes are written plainly. Raises `PlaceError`."""
    with told(path):
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as device:
                device.writelines(chunks)
            return
        target = followed(path)
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            os.replace(name, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise


@contextmanager
def folder(target: Path, wait: bool = False, began: int | None = None) -> Iterator[Path]:
    """A fresh folder that takes the place of `target` when the block ends well, with a manifest of its files.

    The manifest is dated `began` (nanoseconds since the epoch; else now), so that what is newer is seen to be unread.
    Raises `PlaceError` if another process builds there (unless `wait`), if `target` holds files that no build of ours
    wrote, or if the disk refuses.
    """
    with told(target):
        target = followed(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not _is_ours(target):
            raise PlaceError(f"{target} holds files that no build wrote; name an empty folder")
        if _stands_in(target):
            raise PlaceError(f"{target} is about to be replaced, and you stand in it; go one folder up")
        with lock(target.with_name(f".{target.name}.lock"), wait):
            sweep(target)
            fresh = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY}{target.name}-", dir=target.parent))
            try:
                yield fresh
                _seal(fresh, began)
                _keep(target, fresh)
                _swap(fresh, target)
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise
            with suppress(KeyboardInterrupt):  # the new folder is in its place; what an interrupt leaves is swept later
                _sync(target.parent)
                shutil.rmtree(fresh, ignore_errors=True)


def manifest(target: Path) -> dict[str, object] | None:
    """The manifest of a published folder; None if there is no usable one."""
    path = target / MANIFEST
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST:
            return None
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def note(fresh: Path, **facts: object) -> None:
    """Keeps facts for the manifest of a folder under construction."""
    path = fresh / MANIFEST
    path.write_text(json.dumps({**(manifest(fresh) or {}), **facts}), "utf-8")


def _is_ours(target: Path) -> bool:
    """Whether a folder is empty or was built, be it that its manifest has suffered since."""
    made = (manifest(target) or {}).get("made_by") == _MAKER
    return made or not any(target.iterdir()) or any(target.glob("store-*"))


def _stands_in(target: Path) -> bool:
    try:
        return Path.cwd().is_relative_to(target)
    except OSError:  # the current folder is gone
        return False


def _seal(fresh: Path, began: int | None) -> None:
    """Completes the manifest, sees every byte to the disk, and dates the manifest."""
    files = {}
    for path in sorted(fresh.iterdir()):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as file:
                files[path.name] = {
                    "bytes": path.stat().st_size,
                    "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
                }
                os.fsync(file.fileno())
    facts = {**(manifest(fresh) or {}), "made_by": _MAKER, "files": files}
    with (fresh / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(facts, indent=1, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    if began is not None:
        os.utime(fresh / MANIFEST, ns=(began, began))
    os.chmod(fresh, 0o777 & ~_umask())
    _sync(fresh)


def _keep(target: Path, fresh: Path) -> None:
    """Takes over what somebody put beside the files of the last build."""
    said = manifest(target) or {}
    own = {MANIFEST, str(said.get("store")), *_names(said.get("files"))}
    for path in target.iterdir() if target.exists() else ():
        if path.name not in own and not (fresh / path.name).exists():
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, fresh / path.name, symlinks=True)
            else:
                os.link(path, fresh / path.name, follow_symlinks=False)


def _names(files: object) -> list[str]:
    return list(files) if isinstance(files, dict) else []


def _swap(fresh: Path, target: Path) -> None:
    if target.exists():
        _exchange(fresh, target)
    else:
        os.rename(fresh, target)


def _exchange(fresh: Path, target: Path) -> None:
    """Swaps two folders: in one step where the kernel can (renameat2, Linux 3.15), else in two."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    current, exchange = -100, 2
    if rename and rename(current, os.fsencode(fresh), current, os.fsencode(target), exchange) == 0:
        return
    old = target.with_name(f"{TEMPORARY}{target.name}-old")
    os.rename(target, old)
    os.rename(fresh, target)
    shutil.rmtree(old, ignore_errors=True)


def sweep(target: Path, beside: Path | None = None) -> None:
    """Removes what killed builds left `beside` a folder (its parent unless told); puts back a folder that was killed
    between the two steps of a swap."""
    old = target.with_name(f"{TEMPORARY}{target.name}-old")
    if old.exists() and not target.exists():
        os.rename(old, target)
    ours = re.compile(re.escape(f"{TEMPORARY}{target.name}-") + "([a-z0-9_]{8}|old)")  # not those of `target-2`
    for left in [entry.path for entry in os.scandir(beside or target.parent) if ours.fullmatch(entry.name)]:
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def lock(path: Path, wait: bool) -> Iterator[None]:
    """A lock that the kernel frees when its holder dies; the file itself may stay."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise PlaceError(f"{path} is no regular file; remove it")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = os.read(handle, 20).decode("ascii", "replace").strip() or "another process"
            raise PlaceError(f"a build is in progress (process {holder}); wait for it with --wait") from None
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the system refuses into one sentence that names the path."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or any(one in str(error) for one in _FULL)
        raise PlaceError(f"cannot write {path}: {'no space left' if full else error.strerror or error}") from None


def followed(path: Path) -> Path:
    """Where a path leads: a link is not replaced, but what it names."""
    found = Path(os.path.realpath(path))
    if found.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return found


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
