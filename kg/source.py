"""YAML text -> a plain tree of dicts, lists and strings, in which every value can be found again.

Every scalar stays the text that the curator wrote (`1412.6980` keeps its zero, `no` stays a word). Anchors,
aliases, tags, duplicate keys, control characters and deep nesting are refused at their place. The parser is
read as a stream of events, so that hostile nesting is met before anything is built.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from kg.errors import DataError, PlaceError, Problem

Tree: TypeAlias = dict[str, Any]
Path_: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

MAX_BYTES = 1_000_000
MAX_DEPTH = 16

#: Control characters, bidirectional overrides, line separators, byte-order marks, non-characters, surrogates.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the collection: its name as problems show it, its tree, and where it lies on disk."""

    file: str
    tree: Tree
    path: Path

    def problem(self, path: Path_, message: str, hint: str = "", key: bool = False) -> Problem:
        """A `Problem` at the value under `path`, or at its key; the nearest parent if there is no such value."""
        line, column = locate(self.path, path, key)
        return Problem(self.file, line, column, message, hint)


def read(path: Path, file: str) -> Document:
    """The tree of the file at `path`, which problems call `file`.

    Raises `DataError` with every problem found before the text stops making sense, `PlaceError` if the file
    cannot be read.
    """
    text = text_of(path, file)
    reader = _Reader(file)
    with suppress(DataError):
        tree = reader.tree(text)
        if not reader.problems:
            return Document(file, tree, path)
    # Once more with places, which only a broken file needs.
    reader = _Reader(file, places={})
    reader.tree(text)
    raise DataError(reader.problems)


def parse(text: str, file: str) -> Tree:
    """The tree of a text that is no file of its own, by the same rules."""
    reader = _Reader(file)
    tree = reader.tree(text)
    if reader.problems:
        raise DataError(reader.problems)
    return tree


def locate(path: Path, wanted: Path_, key: bool = False) -> Place:
    """Line and column (both from 1) of the value under `wanted`, or of its key. The file is read again:
    places are needed only where something is wrong, and 20,000 files without them take half the memory."""
    try:
        places = _places(path, path.lstat().st_mtime_ns)
    except (DataError, OSError):
        return 1, 1
    for length in range(len(wanted), -1, -1):
        part = wanted[:length]
        for kind in (True, False) if key or length < len(wanted) else (False, True):
            if (part, kind) in places:
                return places[part, kind]
    return 1, 1


@lru_cache(maxsize=2)
def _places(path: Path, changed: int) -> dict[tuple[Path_, bool], Place]:
    """Places of all values (False) and keys (True) of a file; kept for the next problem of the same file."""
    places: dict[tuple[Path_, bool], Place] = {}
    _Reader("", places).tree(text_of(path, ""))
    return places


def rough(path: Path) -> str:
    """The text of a file that may be no YAML, as far as there is one; for guesses only."""
    try:
        return _bytes(path, "").decode("utf-8", "replace")
    except (DataError, PlaceError):
        return ""


def text_of(path: Path, file: str) -> str:
    """The text of a regular file of UTF-8, at most a megabyte, without forbidden characters. Raises `DataError`."""
    data = _bytes(path, file)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _end(data[: error.start].decode("utf-8"))
        raise DataError([Problem(file, *place, f"not UTF-8 (byte 0x{data[error.start]:02x})")]) from None
    if found := FORBIDDEN.search(text):
        place = _end(text[: found.start()])
        raise DataError([Problem(file, *place, f"forbidden character U+{ord(found[0]):04X}")])
    return text


def _bytes(path: Path, file: str) -> bytes:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise DataError([Problem(file, 1, 1, "not a regular file", "links, folders and pipes are not followed")])
        if status.st_size > MAX_BYTES:
            raise DataError([Problem(file, 1, 1, f"file has {status.st_size} bytes, limit {MAX_BYTES}")])
        return path.read_bytes()
    except OSError as error:
        raise PlaceError(f"cannot read {file}: {error.strerror}") from None


def _end(text: str) -> Place:
    """The place just after `text`, whichever of the three line ends it has."""
    lines = re.split("\r\n|\r|\n", text)
    return len(lines), len(lines[-1]) + 1


@dataclass(slots=True)
class _Reader:
    """Builds the tree from the parser's events; notes places only when asked to."""

    file: str
    places: Any = None
    problems: list[Problem] = field(default_factory=list)

    def tree(self, text: str) -> Tree:
        try:
            return self._build(yaml.parse(text, Loader=_Loader), escapes="\\" in text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise self._stop(place, f"not YAML: {error.problem or error}", _hint(error, text)) from None
        except yaml.YAMLError as error:
            raise self._stop((1, 1), f"not YAML: {str(error).splitlines()[0]}") from None

    def _stop(self, place: Place, message: str, hint: str = "") -> DataError:
        return DataError([*self.problems, Problem(self.file, *place, message, hint)])

    def _build(self, events: Iterator[Any], escapes: bool) -> Tree:
        root: list[Any] = []
        box: Any = root
        key: str | None = None
        stack: list[tuple[Any, str | None]] = []
        places, scalar, documents = self.places, yaml.ScalarEvent, 0
        for event in events:
            kind = type(event)
            if kind is scalar:
                value: Any = event.value
                if event.anchor or event.tag:
                    raise self._refused(event)
                if escapes and (bad := FORBIDDEN.search(value)):
                    self._note(event, f"value contains the forbidden character U+{ord(bad[0]):04X}")
                if key is None and type(box) is dict:
                    key = value
                    if key in box:
                        first = (places or {}).get((_path(stack, box, key), True), (0, 0))
                        self._note(event, f'duplicate key "{key}"', "first at {}:{}".format(*first))
                    if places is not None:
                        places.setdefault((_path(stack, box, key), True), _place(event))
                    continue
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check_opening(event, len(stack), key is None and type(box) is dict)
                value = {} if kind is yaml.MappingStartEvent else []
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                box, key = stack.pop()
                key = None
                continue
            elif kind is yaml.AliasEvent:
                raise self._stop(_place(event), f"alias *{event.anchor} is not allowed", "write the value out")
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    raise self._stop(_place(event), "a second document", "one file holds one entry")
                continue
            if places is not None:
                places.setdefault((_path(stack, box, key), False), _place(event))
            if key is None:
                box.append(value)
            else:
                box.setdefault(key, value)
            if kind is scalar:
                key = None
            else:
                stack.append((box, key))
                box, key = value, None
        if not root or root == [""]:
            raise self._stop((1, 1), "the file is empty", "expected keys with values")
        if not isinstance(root[0], dict):
            found = "list" if isinstance(root[0], list) else "text"
            raise self._stop((1, 1), "expected keys with values", f"found a {found}")
        return root[0]

    def _check_opening(self, event: Any, depth: int, as_key: bool) -> None:
        if event.anchor or event.tag:
            raise self._refused(event)
        if as_key:
            raise self._stop(_place(event), "a key must be a text", "found a list or mapping as key")
        if depth >= MAX_DEPTH:
            raise self._stop(_place(event), f"nested deeper than {MAX_DEPTH}")

    def _refused(self, event: Any) -> DataError:
        if event.anchor:
            return self._stop(_place(event), f"anchor &{event.anchor} is not allowed", "write the value out")
        return self._stop(_place(event), f"tag {event.tag} is not allowed", "every value is plain text")

    def _note(self, event: Any, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.file, *_place(event), message, hint))


def _hint(error: yaml.MarkedYAMLError, text: str) -> str:
    """What a curator most often meant where the parser gave up."""
    mark, start = error.problem_mark, error.context_mark
    if "mapping values are not allowed" in (error.problem or ""):
        return 'put a text that holds ": " in quotes'
    if "cannot start any token" in (error.problem or "") and mark:
        char = re.split("\r\n|\r|\n", text)[mark.line][mark.column : mark.column + 1]
        return "indent with spaces, not tabs" if char == "\t" else f"put a text that begins with {char} in quotes"
    if mark and start and start.line < mark.line:
        return f"{error.context} that begins at {start.line + 1}:{start.column + 1}"
    return ""


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _path(stack: list[tuple[Any, str | None]], box: Any, key: str | None) -> Path_:
    """Keys and indexes from the top of the file down to the value that is about to be stored."""
    outer = [len(parent) - 1 if name is None else name for parent, name in stack[1:]]
    return (*outer, len(box) if key is None else key) if stack else ()
