"""Files and folders that are whole or not there: writers that fail, disks that are full, processes that are killed."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import resource
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from shell import ended, start

from kg import publish
from kg.errors import PlaceError


@contextmanager
def a_limit_of(size: int) -> Iterator[None]:
    """No file of this process grows beyond that many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def somebody_else() -> Iterator[None]:
    """Not root, who may write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that all can see and nobody but root can write."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        folder = Path(name) / "read-only"
        folder.mkdir()
        (folder / "old").write_text("old")
        (folder / "old").chmod(0o666)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def failing(error: BaseException) -> Iterator[bytes]:
    yield b"new, but not all of it"
    raise error


# One file


def test_a_file_is_written_with_the_usual_permissions(tmp_path: Path) -> None:
    publish.write(tmp_path / "x", [b"a", b"b"])
    assert (tmp_path / "x").read_bytes() == b"ab"
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o666 & ~mask
    assert names(tmp_path) == {"x"}


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("old")
    (tmp_path / "x").chmod(0o640)
    publish.write(tmp_path / "x", [b"new"])
    assert (tmp_path / "x").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), MemoryError()], ids=repr)
def test_the_old_file_stays_when_the_writer_fails(error: BaseException, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("old")
    with pytest.raises(type(error)):
        publish.write(tmp_path / "x", failing(error))
    assert (tmp_path / "x").read_text() == "old"
    assert names(tmp_path) == {"x"}


def test_no_file_appears_when_the_writer_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"):
        publish.write(tmp_path / "x", failing(ValueError("broken")))
    assert names(tmp_path) == set()


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_the_old_file_stays_when_the_disk_is_full(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "x").write_text("old")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(PlaceError) as caught:
        publish.write(tmp_path / "x", [b"new"])
    assert str(caught.value) == f"cannot write {tmp_path / 'x'}: no space left"
    assert (tmp_path / "x").read_text() == "old"
    assert names(tmp_path) == {"x"}


def test_the_old_file_stays_when_a_limit_is_reached(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("old")
    with pytest.raises(PlaceError, match="no space left"), a_limit_of(10_000):
        publish.write(tmp_path / "x", [b"x" * 20_000])
    assert (tmp_path / "x").read_text() == "old"
    assert names(tmp_path) == {"x"}


def test_a_full_device_is_told() -> None:
    with pytest.raises(PlaceError) as caught:
        publish.write(Path("/dev/full"), [b"x"])
    assert str(caught.value) == "cannot write /dev/full: no space left"
    assert caught.value.exit_code == 3


def test_a_device_is_written_and_stays_a_device() -> None:
    publish.write(Path("/dev/null"), [b"x"])
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_pipe_is_written_plainly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    came: list[bytes] = []
    reader = threading.Thread(target=lambda: came.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    publish.write(tmp_path / "pipe", [b"a", b"b"])
    reader.join()
    assert came == [b"ab"]
    assert names(tmp_path) == {"pipe"}


@pytest.mark.parametrize("where", ["{0}/link", "{0}/../{1}/link"])
def test_a_link_stays_and_what_it_names_is_written(where: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "x").write_text("old")
    (tmp_path / "link").symlink_to("there/x")
    publish.write(Path(where.format(tmp_path, tmp_path.name)), [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "x").read_text() == "new"
    assert names(tmp_path / "there") == {"x"}


def test_a_link_to_what_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("x")
    publish.write(tmp_path / "link", [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "x").read_text() == "new"


def refused(path: Path) -> str:
    with pytest.raises(PlaceError) as caught:
        publish.write(path, [b"x"])
    return str(caught.value)


def test_the_message_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").touch()
    long = tmp_path / ("x" * 300)
    assert refused(tmp_path / "no" / "x") == f"cannot write {tmp_path}/no/x: No such file or directory"
    assert refused(tmp_path / "file" / "x") == f"cannot write {tmp_path}/file/x: Not a directory"
    assert refused(tmp_path) == f"cannot write {tmp_path}: Is a directory"
    assert refused(tmp_path / "loop") == f"cannot write {tmp_path}/loop: Too many levels of symbolic links"
    assert refused(long) == f"cannot write {long}: File name too long"
    assert names(tmp_path) == {"loop", "file"}


def test_a_folder_that_may_not_be_written_is_told(read_only: Path) -> None:
    with somebody_else():
        assert refused(read_only / "new") == f"cannot write {read_only}/new: Permission denied"
        assert refused(read_only / "old") == f"cannot write {read_only}/old: Permission denied"
    assert (read_only / "old").read_text() == "old"


def test_a_reader_who_has_gone_is_not_a_full_disk(tmp_path: Path) -> None:
    inner, outer = os.pipe()
    os.close(inner)
    with pytest.raises(BrokenPipeError):
        publish.write(Path(f"/dev/fd/{outer}"), [b"x" * 100_000])
    os.close(outer)


# A folder


def publish_text(target: Path, text: str, error: BaseException | None = None) -> None:
    with publish.folder(target) as fresh:
        (fresh / "text").write_text(text)
        if error:
            raise error


def text(target: Path) -> str:
    return (target / "text").read_text()


def test_a_folder_is_published_with_a_manifest_of_its_files(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out"
    with publish.folder(target) as fresh:
        (fresh / "text").write_text("one")
        (fresh / "inner").mkdir()
        publish.note(fresh, title="T", triples=1)
        publish.note(fresh, triples=2)
        assert not target.exists()
    files = {"text": {"bytes": 3, "sha256": hashlib.sha256(b"one").hexdigest()}}
    assert publish.manifest(target) == {"made_by": "paperkin", "title": "T", "triples": 2, "files": files}
    assert names(target.parent) == {"out", ".out.lock"}
    assert stat.S_IMODE(target.stat().st_mode) & 0o500 == 0o500
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(target.parent.stat().st_mode)


def test_the_manifest_is_dated_to_when_reading_began(tmp_path: Path) -> None:
    with publish.folder(tmp_path / "out", began=12_345):
        pass
    assert (tmp_path / "out" / publish.MANIFEST).stat().st_mtime_ns == 12_345


def test_what_is_no_manifest_is_none(tmp_path: Path) -> None:
    for content in (b"", b"[]", b"{", b"\xff", b"null"):
        (tmp_path / publish.MANIFEST).write_bytes(content)
        assert publish.manifest(tmp_path) is None
    assert publish.manifest(tmp_path / "no") is None


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()  # an empty folder may be taken
    publish_text(tmp_path / "out", "one")
    publish_text(tmp_path / "out", "two")
    assert text(tmp_path / "out") == "two"
    assert names(tmp_path) == {"out", ".out.lock"}


def test_what_a_reader_put_beside_a_build_stays(tmp_path: Path) -> None:
    target = tmp_path / "build"
    for text in ("old", "new"):
        with publish.folder(target) as fresh:
            (fresh / "graph.ttl").write_text(text, "utf-8")
            (fresh / f"store-{text}").mkdir()
            publish.note(fresh, store=f"store-{text}")
        if text == "old":
            (target / "mine.html").write_text("mine", "utf-8")
            (target / "notes").mkdir()
            (target / "notes" / "one.txt").write_text("one", "utf-8")
    assert sorted(path.name for path in target.iterdir()) == [
        "MANIFEST.json",
        "graph.ttl",
        "mine.html",
        "notes",
        "store-new",
    ]
    assert (target / "mine.html").read_text("utf-8") == "mine"
    assert (target / "notes" / "one.txt").read_text("utf-8") == "one"
    assert (target / "graph.ttl").read_text("utf-8") == "new"


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")], ids=repr)
def test_the_old_folder_stays_when_the_block_fails(error: BaseException, tmp_path: Path) -> None:
    publish_text(tmp_path / "out", "old")
    with pytest.raises((type(error), PlaceError)):
        publish_text(tmp_path / "out", "new", error)
    assert text(tmp_path / "out") == "old"
    assert names(tmp_path) == {"out", ".out.lock"}


def test_the_old_folder_stays_when_the_disk_is_full(tmp_path: Path) -> None:
    publish_text(tmp_path / "out", "old")
    with pytest.raises(PlaceError, match=rf"cannot write {tmp_path}/out: no space left"), a_limit_of(10_000):
        publish_text(tmp_path / "out", "x" * 20_000)
    assert text(tmp_path / "out") == "old"
    assert names(tmp_path) == {"out", ".out.lock"}


@pytest.mark.parametrize("foreign", ["thesis.tex", publish.MANIFEST])
def test_a_folder_with_files_of_others_is_refused(foreign: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / foreign).write_text('{"name": "my web page"}')
    with pytest.raises(PlaceError, match="holds files that no build wrote"):
        publish_text(tmp_path / "out", "new")
    assert names(tmp_path / "out") == {foreign}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(PlaceError, match=f"cannot write {tmp_path}/out: Not a directory"):
        publish_text(tmp_path / "out", "new")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_is_not_published_where_one_may_not_write(read_only: Path) -> None:
    with somebody_else(), pytest.raises(PlaceError, match=f"cannot write {read_only}/out: Permission denied"):
        publish_text(read_only / "out", "new")
    assert names(read_only) == {"old"}


def test_a_link_to_a_folder_stays_and_the_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to("disk/real")
    for n in ("one", "two"):
        publish_text(tmp_path / "out", n)
        assert (tmp_path / "out").is_symlink()
        assert text(tmp_path / "disk" / "real") == n
    assert names(tmp_path) == {"disk", "out"}


def test_leftovers_are_swept_but_not_those_of_a_neighbour(tmp_path: Path) -> None:
    left, theirs = tmp_path / ".building-out-abcdef_1", tmp_path / ".building-out-2-abcdef_1"
    left.mkdir()
    theirs.mkdir()
    (left / "text").write_text("half")
    publish_text(tmp_path / "out", "new")
    assert names(tmp_path) == {"out", ".out.lock", theirs.name}


def test_a_folder_killed_between_the_steps_of_a_swap_is_put_back(tmp_path: Path) -> None:
    publish_text(tmp_path / "out", "old")
    (tmp_path / "out").rename(tmp_path / ".building-out-old")
    with pytest.raises(ValueError, match="x"), publish.folder(tmp_path / "out"):
        raise ValueError("x")
    assert text(tmp_path / "out") == "old"
    assert names(tmp_path) == {"out", ".out.lock"}


def test_where_the_kernel_cannot_swap_it_is_done_in_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    for n in ("one", "two", "three"):
        publish_text(tmp_path / "out", n)
    assert text(tmp_path / "out") == "three"
    assert names(tmp_path) == {"out", ".out.lock"}


def test_the_folder_is_there_at_every_moment_of_a_swap(tmp_path: Path) -> None:
    """A reader without a pause never finds it missing. (Done in two steps, one swap in some is seen.)"""
    publish_text(tmp_path / "out", "0")
    stop, missed, looks = threading.Event(), list[int](), 0

    def look() -> None:
        nonlocal looks
        while not stop.is_set():
            looks += 1
            try:
                os.stat(tmp_path / "out")
            except FileNotFoundError:
                missed.append(looks)

    reader = threading.Thread(target=look)
    reader.start()
    for n in range(60):
        publish_text(tmp_path / "out", str(n))
    stop.set()
    reader.join()
    assert missed == []
    assert looks > 60


# The lock

HOLDER = """
import sys
from pathlib import Path
from kg import publish
with publish.folder(Path("out"), wait="wait" in sys.argv) as fresh:
    said = (Path("out") / "text").read_text() if Path("out").exists() else ""
    (fresh / "text").write_text(said + sys.argv[1])
    print("holding", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return start(HOLDER, *arguments, cwd=folder, command=[sys.executable, "-c"])


def waits_for_a_lock(pid: int) -> bool:
    """Whether the kernel lists the process among those that wait."""
    return any(" -> " in line and f" {pid} " in line for line in Path("/proc/locks").read_text().splitlines())


def test_a_second_builder_is_told_who_builds(tmp_path: Path) -> None:
    first = holder(tmp_path, "1")
    assert first.stdout.readline() == b"holding\n"
    with pytest.raises(PlaceError) as caught:
        publish_text(tmp_path / "out", "2")
    assert str(caught.value) == f"a build is in progress (process {first.pid}); wait for it with --wait"
    assert ended(first).code == 0
    assert text(tmp_path / "out") == "1"


def test_a_second_builder_can_wait(tmp_path: Path) -> None:
    first = holder(tmp_path, "1")
    assert first.stdout.readline() == b"holding\n"
    second = holder(tmp_path, "2", "wait")
    while not waits_for_a_lock(second.pid):
        assert second.poll() is None
    assert ended(first).code == 0
    assert ended(second).code == 0
    assert text(tmp_path / "out") == "12"


def test_the_lock_of_a_killed_builder_is_free_and_its_leftovers_are_swept(tmp_path: Path) -> None:
    first = holder(tmp_path, "1")
    assert first.stdout.readline() == b"holding\n"
    first.kill()
    ended(first)
    assert len(names(tmp_path)) == 2  # the lock's file and what was begun
    publish_text(tmp_path / "out", "2")
    assert text(tmp_path / "out") == "2"
    assert names(tmp_path) == {"out", ".out.lock"}
