"""What a reader sees: trees as they should look, tables that align, lines that fit, text that cannot steer."""

from __future__ import annotations

import re
import shutil
import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shell import ROOT

from kg import graph as graphs
from kg import queries
from kg.graph import Graph
from kg.lineage import RELATIONS, Edge, Lineage, Node
from kg.store import Answer
from kg.terminal import DOWNWARD, Style, answered, clean, columns, lines, markdown, said, table, title, tree, wrapped

PLAIN, COLOURED = Style(100), Style(100, colour=True)
XSD = "http://www.w3.org/2001/XMLSchema#"
WIDTHS = (60, 100, 160)


@pytest.fixture(scope="module")
def built(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("terminal") / "world"
    shutil.copytree(world, home)
    return graphs.load(home)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The collection of this repository, in a copy."""
    home = tmp_path_factory.mktemp("real") / "collection"
    for name in ("data", "queries"):
        shutil.copytree(ROOT / name, home / name)
    shutil.copy(ROOT / "kg.yaml", home)
    return graphs.load(home)


def shown(lineage: Lineage, style: Style = PLAIN, down: bool = False) -> str:
    return "".join(f"{line}\n" for line in tree(lineage, style, down))


# The tree

UP = """\
Bittern  2016  Slim Egrets and Mixed Waders · ICIM Workshop
├─ combines Slim Egret  2016  gives every odd stage · §6
│  └─ simplifies Egret  2014  leaves out every second filter · §4
│     └─ extends Heron  1998  keeps its stages and stacks ten of them · §3
├─ combines Wide Egret  2015  gives every even stage · §6
│  └─ scales Egret  2014  four times as many filters in each stage · §2 · above
└─ modifies Egret  2014  the order of the stages is still its own · curated · above
"""
DOWN = """\
Egret  2014  Deep Herons: "Egret" and its Feathers · ICIM
├─ scaled by Wide Egret  2015  four times as many filters in each stage · §2
│  └─ combined in Bittern  2016  gives every even stage · §6
│     ├─ extended by Reed space  2017  lets the order of its stages free · §2
│     │  └─ searched by Stork (stork-search)  2017  by trying orders at random for a week · §3
│     └─ simplified by Stork (stork-small)  2019  keeps one stage in three · §3
├─ modified by Bittern  2016  the order of the stages is still its own · curated · above
└─ simplified by Slim Egret  2016  leaves out every second filter · §4
   └─ combined in Bittern  2016  gives every odd stage · §6 · above
"""
ALL_LINKS = """\
Slim Egret  2016  Slim Egrets and Mixed Waders · ICIM Workshop
├─ simplifies Egret  2014  leaves out every second filter · §4
│  ├─ extends Heron  1998  keeps its stages and stacks ten of them · §3
│  └─ uses Feather dropout  2014  after each stage · §3.2
└─ contrasts with Wide Egret  2015  counts filters too, but to spend fewer of them · §5
"""
NARROW = """\
Bittern  2016  Slim Egrets and Mixed Waders · ICIM
   Workshop
├─ combines Slim Egret  2016
│  │  gives every odd stage · §6
│  └─ simplifies Egret  2014
│     │  leaves out every second filter · §4
│     └─ extends Heron  1998
│           keeps its stages and stacks ten of
│           them · §3
├─ combines Wide Egret  2015
│  │  gives every even stage · §6
│  └─ scales Egret  2014  four times as many
│        filters in each stage · §2 · above
└─ modifies Egret  2014  the order of the stages
      is still its own · curated · above
"""


def test_a_method_met_twice_is_told_once_and_pointed_to(built: Graph) -> None:
    assert shown(built.lineage("Bittern")) == UP


def test_descendants_are_told_from_the_parents_side(built: Graph) -> None:
    assert shown(built.lineage("Egret", up=False, down=True), down=True) == DOWN


def test_other_links_come_after_descent(built: Graph) -> None:
    assert shown(built.lineage("Slim Egret", all_links=True)) == ALL_LINKS


def test_reasons_are_wrapped_under_themselves(built: Graph) -> None:
    assert shown(built.lineage("Bittern"), Style(50)) == NARROW


def test_colour_changes_no_character(built: Graph) -> None:
    for width in (50, 100):
        coloured = shown(built.lineage("Bittern", all_links=True), Style(width, colour=True))
        assert "\x1b[38;2;204;121;167mcombines\x1b[0m \x1b[1mSlim Egret\x1b[0m" in coloured
        plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert plain.splitlines() == [
            line.rstrip() for line in shown(built.lineage("Bittern", all_links=True), Style(width)).splitlines()
        ]


def test_a_method_alone_is_one_line(built: Graph) -> None:
    assert shown(built.lineage("Feather dropout")) == (
        'Feather dropout  2014  Deep Herons: "Egret" and its Feathers · ICIM\n'
    )


def test_every_relation_has_words_for_both_directions() -> None:
    assert set(DOWNWARD) == set(RELATIONS)


def test_a_circle_of_links_ends() -> None:
    nodes = [Node("a", "A", year=2000), Node("b", "B", year=2001)]
    circle = Lineage("A", nodes, [Edge("A", "B", "uses", "x"), Edge("B", "A", "contrasts_with", "y")])
    assert shown(circle) == "A  2000\n└─ uses B  2001  x\n   └─ contrasts with A  2000  y · above\n"


def test_a_very_deep_tree_stays_within_its_width() -> None:
    names = [f"Method {n}" for n in range(3000)]
    nodes = [Node(name, name, year=2000) for name in names]
    deep = Lineage(names[0], nodes, [Edge(a, b, "extends", "one more") for a, b in pairwise(names)])
    found = list(tree(deep, Style(60)))
    assert max(map(columns, found)) == 60
    assert found[-2].endswith("└─ extends Method 2999  2000")


# Width


def too_long(found: list[str], width: int) -> list[str]:
    """The lines beyond the width, but for a word with an address in it, which is left whole on a line of its own."""
    return [
        line for line in found if columns(line) > width and not re.fullmatch(r"[a-z ]*\S*https?://\S+(  .*)?", line)
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_a_tree_is_longer_than_the_terminal(width: int, real: Graph) -> None:
    whole = real.lineage(all_links=True)
    for name in whole.node:
        for down in (False, True):
            part = whole.around(name, not down, down)
            assert too_long(list(tree(part, Style(width), down)), width) == []
    assert len(whole.nodes) >= 60


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_a_table_is_longer_than_the_terminal(width: int, real: Graph) -> None:
    named = queries.load(real.home.folders("queries"))
    for one in named.values():
        answer = real.ask(real.bind(one, {}))
        assert too_long(list(table(answer, real.base, Style(width))), width) == [], one.name
    assert len(named) >= 15


# Tables


def select(*rows: tuple[object, ...], names: str = "a b") -> Answer:
    return Answer("select", tuple(names.split()), [tuple(map(term, row)) for row in rows])


def term(of: object) -> object:
    return of if of is None or isinstance(of, ox.NamedNode | ox.BlankNode) else ox.Literal(of)


def tabled(answer: Answer, width: int = 100, base: str = "") -> list[str]:
    return list(table(answer, base, Style(width)))


def test_a_table_aligns_text_left_and_numbers_right() -> None:
    assert tabled(select(("WRN", 2016), ("ResNet", 7), ("x", None), names="first_name year")) == [
        "first name  year",
        "──────────  ────",
        "WRN         2016",
        "ResNet         7",
        "x",
    ]


def test_a_column_with_a_word_in_it_is_no_column_of_numbers() -> None:
    assert tabled(select((1, "x"), ("many", "y")))[2:] == ["1     x", "many  y"]


@pytest.mark.parametrize(
    "text", ["鈴木 結衣", "u\u0308ber", "e\u0301\u0302", "🐦", "a\u200bb", "नमस्ते", "ﾊﾝｶｸ", "Ｗｉｄｅ"]
)
def test_columns_align_behind_wide_and_combining_characters(text: str) -> None:
    found = tabled(select((text, "|"), ("plain", "|")))
    assert len({columns(line.partition("|")[0]) for line in found[2:]}) == 1
    assert columns(found[1]) == columns(found[2])


def test_columns_are_those_of_a_terminal() -> None:
    expected = {"鷺": 2, "é": 1, "e\u0301": 1, "\ufe0f": 0, "a\u200db": 2, "🐦": 2, "Ａ": 2, "ﾊ": 1, "\xad": 1, "": 0}
    assert {text: columns(text) for text in expected} == expected


def test_long_cells_are_wrapped_in_their_column() -> None:
    assert tabled(select(("one", "a text that is too long for its column"), ("two", "short")), 24) == [
        "a    b",
        "───  ───────────────────",
        "one  a text that is too",
        "     long for its column",
        "two  short",
    ]


def test_long_words_are_broken_at_hyphens_or_anywhere() -> None:
    assert [line[3:] for line in tabled(select((1, "https://example.org/a-rather-long-address")), 24)[2:]] == [
        "https://example.org/",
        "a-rather-long-address",
    ]
    assert [line[3:] for line in tabled(select((1, "鷺" * 14)), 24)[2:]] == ["鷺" * 10, "鷺" * 4]


def test_a_row_too_long_for_any_width_becomes_lines_of_its_own() -> None:
    wide = select(("architecture", "classification", "understanding"), ("x", None, "y"), names="kind long_name z")
    assert tabled(wide, 30) == [
        "kind      architecture",
        "long name classification",
        "z         understanding",
        "",
        "kind      x",
        "z         y",
    ]


def test_an_empty_answer_says_so() -> None:
    assert tabled(select()) == ["a  b", "─  ─", "nothing found"]
    assert tabled(Answer("select", (), [()])) == [""]


def test_a_truth_value_is_a_word() -> None:
    assert [tabled(Answer("ask", (), [], truth)) for truth in (True, False)] == [["yes"], ["no"]]
    assert [list(markdown(Answer("ask", (), [], truth), "")) for truth in (True, False)] == [["yes"], ["no"]]


def test_iris_are_told_as_short_as_can_be() -> None:
    own, ours, other = "http://e/method/wrn", "https://w3id.org/paperkin/ontology#extends", "http://other/x"
    assert tabled(select(*[(ox.NamedNode(iri),) for iri in (own, ours, other)], names="x"), base="http://e/")[2:] == [
        "method/wrn",
        "kg:extends",
        "http://other/x",
    ]


def test_the_head_of_a_table_is_bold_on_a_terminal() -> None:
    assert list(table(select(("x", "y")), "", COLOURED))[:2] == ["\x1b[1ma  b\x1b[0m", "\x1b[2m─  ─\x1b[0m"]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4), st.integers(1, 50))
def test_no_text_makes_a_table_wider_than_it_may_be(rows: list[tuple[str, str]], width: int) -> None:
    answer = select(*[tuple(text.encode("utf-8", "replace").decode() for text in row) for row in rows])
    for line in tabled(answer, width):
        assert columns(line) <= max(width, 32)  # said() leaves a text 30 columns
        assert line == clean(line)


# Text that would steer

HOSTILE = "a\x1b[2J\x1b]0;owned\x07b\r\x9bc\x7f\u202ed\u2066e\u2028f\ng\th"
HARMLESS = "a�[2J�]0;owned�b��c��d�e�f g h"


def test_text_that_would_steer_the_terminal_is_made_harmless() -> None:
    assert clean(HOSTILE) == HARMLESS


def test_nothing_that_is_shown_can_steer_the_terminal() -> None:
    node = Node("a", HOSTILE, HOSTILE, 2000, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    other = Node("b", "B", year=2001)
    edge = Edge("B", HOSTILE, "uses", HOSTILE, HOSTILE, HOSTILE, "curated")
    lineage = Lineage("B", [node, other], [edge])
    found = [
        *tree(lineage, PLAIN),
        *tree(Lineage(HOSTILE, [node, other], [edge]), PLAIN, down=True),
        *title(node, PLAIN),
        *said("how", HOSTILE, PLAIN),
        *table(select((HOSTILE, ox.NamedNode("http://e/x"))), "", PLAIN),
        *markdown(select((HOSTILE, HOSTILE)), ""),
    ]
    assert len(found) > 10
    assert all(line == clean(line) for line in found)
    assert any(HARMLESS in line for line in found)


# Markdown


def test_markdown_is_a_table_with_numbers_to_the_right() -> None:
    assert list(markdown(select(("WRN", 2016), ("x", None), names="name year"), "")) == [
        "| name | year |",
        "|---|--:|",
        "| WRN | 2016 |",
        "| x |  |",
    ]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("a\nb", "a b"),
        ("<script>", r"\<script\>"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("`x` *y* _z_", r"\`x\` \*y\* \_z\_"),
        ("\\", "\\\\"),
    ],
)
def test_text_stays_text_in_markdown(text: str, escaped: str) -> None:
    assert list(markdown(select((text, "|")), ""))[2] == rf"| {escaped} | \| |"


# Pieces


@given(st.text(st.sampled_from("ab 鷺é\u0301-/ ")), st.integers(1, 12), st.none() | st.integers(0, 12), st.booleans())
def test_wrapping_loses_no_character_and_keeps_the_width(
    text: str, width: int, first: int | None, breaks: bool
) -> None:
    found = wrapped(text, width, first, breaks)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for n, line in enumerate(found):
        room = first if n == 0 and first is not None else width
        whole = " " not in line and line.isascii() and not breaks
        assert columns(line) <= max(room, 2) or whole or (n == 0 and len(found) == 1)


def test_words_move_to_the_next_line_if_the_first_has_no_room() -> None:
    assert wrapped("wider layers", 12, first=3) == ["", "wider layers"]
    assert wrapped("wider layers", 8) == ["wider", "layers"]
    assert wrapped("", 8) == [""]
    assert wrapped("https://example.org/x", 8) == ["https://example.org/x"]


def test_a_label_stands_before_its_text() -> None:
    assert list(said("how", "wider layers, and fewer of them by far", Style(40))) == [
        "  how   wider layers, and fewer of them",
        "        by far",
    ]
    assert list(said("how", "", PLAIN)) == []
    assert list(said("summary", "x", PLAIN, 0, 10)) == ["summary    x"]


def test_a_method_is_told_on_a_line() -> None:
    node = Node("wrn", "WRN", year=2016, title="Wide Residual Networks", venue="BMVC")
    assert list(title(node, PLAIN)) == ["WRN  2016  Wide Residual Networks · BMVC"]
    assert list(title(node, Style(30))) == ["WRN  2016  Wide Residual", "   Networks · BMVC"]
    assert list(title(Node("x", "X", year=1), PLAIN)) == ["X  1"]


@pytest.mark.parametrize(
    ("shown", "changes", "colour"),
    [(True, {}, True), (False, {}, False), (True, {"NO_COLOR": "1"}, False), (True, {"TERM": "dumb"}, False),
     (True, {"NO_COLOR": ""}, True)],
)  # fmt: skip
def test_colour_is_for_terminals_that_want_it(
    shown: bool, changes: dict[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, told in changes.items():
        monkeypatch.setenv(name, told)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: shown, __stdout__=None))
    monkeypatch.setenv("COLUMNS", "77")
    assert Style.of_stdout() == Style(77, colour)


def test_answers_have_their_forms() -> None:
    answer = select(("WRN", 2016))
    assert b"".join(answered(answer, "table", "", PLAIN)) == "a       b\n───  ────\nWRN  2016\n".encode()
    assert b"".join(answered(answer, "md", "", PLAIN)).startswith(b"| a | b |\n")
    assert b"".join(answered(answer, "csv", "", PLAIN)) == b"a,b\r\nWRN,2016\r\n"
    triple = (ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b"), ox.Literal("c"))
    graph = Answer("graph", ("subject", "predicate", "object"), [triple])
    assert b'"@id":"http://e/a"' in b"".join(answered(graph, "json", "", PLAIN))


def test_lines_are_utf_8_whatever_they_hold() -> None:
    assert b"".join(lines(["é", "\udcff"])) == "é\n?\n".encode()
