"""Bytes -> a tree of texts, or the place of what is wrong. What is plain YAML text stands in tests/cases."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg import source
from kg.errors import DataError, PlaceError


def tree(folder: Path, data: bytes | str) -> source.Tree:
    path = folder / "x.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return source.read(path, "x.yaml").tree


def refusal(folder: Path, data: bytes | str) -> str:
    with pytest.raises(DataError) as caught:
        tree(folder, data)
    return str(caught.value)


BAD_BYTES = {
    "latin-1": (b"name: caf\xe9\n", "1:10: error: not UTF-8 (byte 0xe9)"),
    "latin-1 after text": ("title: é\nname: caf".encode() + b"\xe9\n", "2:10: error: not UTF-8 (byte 0xe9)"),
    "utf-16": ("title: x\n".encode("utf-16"), "1:1: error: not UTF-8 (byte 0xff)"),
    "a surrogate as bytes": (b"a: \xed\xa0\x80\n", "1:4: error: not UTF-8 (byte 0xed)"),
    "an overlong slash": (b"a: \xc0\xaf\n", "1:4: error: not UTF-8 (byte 0xc0)"),
    "cut in a letter": (b"a: \xe9\xb7", "1:4: error: not UTF-8 (byte 0xe9)"),
    "a byte-order mark later": ("title: x\n\ufeffyear: 1\n", "2:1: error: forbidden character U+FEFF"),
    "two byte-order marks": ("\ufeff\ufefftitle: x\n", "1:1: error: forbidden character U+FEFF"),
    "nul": (b"x: a\0b\n", "1:5: error: forbidden character U+0000"),
    "escape": (b"x: a\x1b[31m\n", "1:5: error: forbidden character U+001B"),
    "vertical tab": (b"x: a\x0bb\n", "1:5: error: forbidden character U+000B"),
    "delete": (b"x: a\x7f\n", "1:5: error: forbidden character U+007F"),
    "next line": ("x: a\u0085b\n", "1:5: error: forbidden character U+0085"),
    "line separator": ("x: a\u2028b\n", "1:5: error: forbidden character U+2028"),
    "right-to-left override": ("x: y\nz: a\u202eb\n", "2:5: error: forbidden character U+202E"),
    "isolate": ("x: a\u2066b\n", "1:5: error: forbidden character U+2066"),
    "non-character": ("x: a\uffffb\n", "1:5: error: forbidden character U+FFFF"),
    "after old line ends": (b"x: y\rz: y\rw: a\x00\r", "3:5: error: forbidden character U+0000"),
    "after Windows line ends": (b"x: y\r\nz: a\x00\r\n", "2:5: error: forbidden character U+0000"),
    "after mixed line ends": ("x: é\r\ny: a\rz: a\nw: caf".encode() + b"\xe9", "4:7: error: not UTF-8 (byte 0xe9)"),
    "nothing": (b"", "1:1: error: the file is empty; expected keys with values"),
    "a mark and nothing": ("\ufeff", "1:1: error: the file is empty; expected keys with values"),
    "deep lists": ("[" * 20_000 + "]" * 20_000, "1:17: error: nested deeper than 16"),
    "a million open lists": ("x: " + "[" * 900_000, "1:19: error: nested deeper than 16"),
    "deep mappings": ("{a: " * 5_000, "1:65: error: nested deeper than 16"),
    "deep keys": ("? " * 100_000, "1:3: error: a key must be a text; found a list or mapping as key"),
    "deep block lists": ("- " * 900, "1:33: error: nested deeper than 16"),
    "a tag that runs code": (
        '!!python/object/apply:os.system ["echo PWNED"]',
        "1:1: error: tag tag:yaml.org,2002:python",
    ),
    "too large": (b"# " + b"x" * source.MAX_BYTES, "1:1: error: file has 1000002 bytes, limit 1000000"),
}


@pytest.mark.parametrize("name", BAD_BYTES)
def test_bad_bytes_are_refused_at_their_place(name: str, tmp_path: Path) -> None:
    data, expected = BAD_BYTES[name]
    assert refusal(tmp_path, data).startswith(f"x.yaml:{expected}")


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    text = "a: b\n# "
    assert tree(tmp_path, text + "x" * (source.MAX_BYTES - len(text))) == {"a": "b"}


def test_sixteen_levels_are_read(tmp_path: Path) -> None:
    assert tree(tmp_path, "x: " + "[" * 15 + "]" * 15)["x"][0]
    assert "nested deeper" in refusal(tmp_path, "x: " + "[" * 16 + "]" * 16)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end: str, tmp_path: Path) -> None:
    text = f"\ufefftitle: x{end}note: |{end}  one{end}  two{end}"
    assert tree(tmp_path, text) == {"title": "x", "note": "one\ntwo\n"}
    assert source.locate(tmp_path / "x.yaml", ("note",), key=True) == (2, 1)


@pytest.mark.parametrize(
    "word",
    [
        "1412.6980",
        "1.10",
        "010",
        "0x1F",
        "12:30:45",
        "no",
        "NO",
        "yes",
        "on",
        "null",
        "~",
        "true",
        "1e3",
        ".inf",
        "2016-03-01",
        "1_000",
        "=",
        "0o17",
        "+1",
        "NaN",
        "٣",
    ],
)
def test_every_value_stays_the_text_that_was_written(word: str, tmp_path: Path) -> None:
    assert tree(tmp_path, f"a: {word}\n{word}: a\nb: [{word}]\n") == {"a": word, word: "a", "b": [word]}


NESTED = st.recursive(
    st.text(st.characters(exclude_categories=["C"], exclude_characters="\u061c\u2028\u2029")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc é", min_size=1), inner, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abcdefgh :#'\"é", min_size=1), NESTED, min_size=1))
def test_what_another_writer_wrote_is_read_back(tmp_path: Path, value: dict[str, Any]) -> None:
    assert tree(tmp_path, yaml.safe_dump(value, default_style='"', allow_unicode=True)) == value


def _leaves(value: Any, path: source.Path_ = ()) -> list[tuple[source.Path_, str]]:
    if isinstance(value, str):
        return [(path, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, inner in items for leaf in _leaves(inner, (*path, key))]


def test_every_value_of_the_world_is_found_at_its_place(world: Path) -> None:
    count = 0
    for path in sorted(world.rglob("*.yaml")):
        lines = path.read_text("utf-8").splitlines()
        for where, value in _leaves(source.read(path, path.name).tree):
            line, column = source.locate(path, where)
            assert lines[line - 1][column - 1 :].lstrip("'\"").startswith((value[:12], ">-"))
            count += 1
    assert count > 250


def test_a_key_a_value_and_a_missing_value_are_found(tmp_path: Path) -> None:
    line = "  Net: {summary: y, results: [{top1: 1}, {top1: 2}]}"
    tree(tmp_path, f"title: x\nintroduces:\n{line}\n")

    def place(*path: str | int, key: bool = False) -> source.Place:
        return source.locate(tmp_path / "x.yaml", path, key)

    assert place("introduces", "Net", "results", 1, "top1") == (3, line.index("2}") + 1)
    assert place("introduces", "Net", "results", 1, "top1", key=True) == (3, line.index("top1: 2") + 1)
    assert place("introduces", "Net", "results", 1) == (3, line.index("{top1: 2") + 1)
    assert place("introduces", "Net", "results", 1, "top5") == (3, line.index("{top1: 2") + 1)
    assert place("introduces", "Net", "aliases", 0) == (3, 3)
    assert place("nothing") == (1, 1)


def test_the_places_of_all_problems_of_a_file_are_told(tmp_path: Path) -> None:
    said = refusal(tmp_path, 'a: 1\nb: 2\na: "\\0"\nb: {c: 1, c: 2}\nd: &x 1\n')
    assert said.splitlines() == [
        'x.yaml:3:1: error: duplicate key "a"; first at 1:1',
        "x.yaml:3:4: error: value contains the forbidden character U+0000",
        'x.yaml:4:1: error: duplicate key "b"; first at 2:1',
        'x.yaml:4:11: error: duplicate key "c"; first at 4:5',
        "x.yaml:5:4: error: anchor &x is not allowed; write the value out",
    ]


@given(st.binary(max_size=60) | st.text("ab:-[]{}'\"\n &*!|>%#?,\\\t", max_size=60).map(str.encode))
def test_any_bytes_give_a_tree_of_texts_or_a_problem(tmp_path: Path, data: bytes) -> None:
    try:
        found, problems = tree(tmp_path, data), []
    except DataError as error:
        found, problems = {}, error.problems
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert found or problems
    assert all(1 <= problem.line <= lines + 1 and problem.column >= 1 for problem in problems)
    assert all(isinstance(value, str) for _, value in _leaves(found))


# What is no plain file


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root: x\n")
    (tmp_path / "x.yaml").symlink_to(tmp_path / "secret")
    with pytest.raises(DataError, match="not a regular file; links, folders and pipes are not followed"):
        source.read(tmp_path / "x.yaml", "x.yaml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    with pytest.raises(DataError, match="not a regular file"):
        source.read(tmp_path / "x.yaml", "x.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(DataError, match="not a regular file"):
        source.read(tmp_path / "x.yaml", "x.yaml")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(2_000_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
    with pytest.raises(DataError, match="file has 2000000000 bytes, limit 1000000"):
        source.read(tmp_path / "x.yaml", "x.yaml")


def test_a_file_that_may_not_be_read_is_a_matter_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("title: x\n")
    path.chmod(stat.S_IWUSR)
    if os.access(path, os.R_OK):  # the superuser reads everything

        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(PlaceError, match=r"cannot read data/x\.yaml: Permission denied"):
        source.read(path, "data/x.yaml")


def test_a_file_that_went_away_is_a_matter_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"cannot read x\.yaml: No such file"):
        source.read(tmp_path / "x.yaml", "x.yaml")


def test_a_guess_at_a_broken_file_never_fails(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"title: [\xff ResNet")
    assert "ResNet" in source.rough(tmp_path / "x.yaml")
    assert source.rough(tmp_path / "none.yaml") == source.rough(tmp_path) == ""


def test_the_worst_cases_are_counted() -> None:
    assert len(BAD_BYTES) >= 29
