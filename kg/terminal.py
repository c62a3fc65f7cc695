"""Text for a terminal or a pipe: tables that align, the tree of a lineage, chains, colour where it is wanted."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.lineage import DESCENT, RELATIONS, Edge, Lineage, Node
from kg.store import Answer, is_iri, is_number, value
from kg.vocab import compact

#: Okabe and Ito's palette, safe for colour-blind readers; `uses` and `inspired_by` are grey.
COLOURS = {
    "extends": "0;114;178", "modifies": "213;94;0", "scales": "0;158;115", "simplifies": "86;180;233",
    "combines": "204;121;167", "searches": "230;159;0",
}  # fmt: skip
DOWNWARD = {
    "extends": "extended by", "modifies": "modified by", "scales": "scaled by", "simplifies": "simplified by",
    "combines": "combined in", "searches": "searched by", "uses": "used by", "inspired_by": "inspired",
    "contrasts_with": "set apart from",
}  # fmt: skip
_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Style(NamedTuple):
    """How wide lines may be, and whether they carry colour."""

    width: int = 100
    colour: bool = False

    @classmethod
    def of_stdout(cls) -> Style:
        """The terminal's width and colour; plain and wide where stdout is none or `NO_COLOR` is set."""
        shown = sys.stdout.isatty()
        colour = shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(shutil.get_terminal_size((100, 24)).columns, colour)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text

    def bold(self, text: str) -> str:
        return self.paint(text, "1")

    def dim(self, text: str) -> str:
        return self.paint(text, "2")

    def relation(self, word: str, text: str = "") -> str:
        code = f"38;2;{COLOURS[word]}" if word in COLOURS else "2"
        return self.paint(text or word.replace("_", " "), code)


def clean(text: str) -> str:
    """Text without control characters, which could steer a terminal."""
    return _ESCAPE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " ").replace("\t", " "))


def columns(text: str) -> int:
    """Terminal columns that a text takes (Unicode TR 11: wide characters take two, marks none)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(answer: Answer, base: str, style: Style) -> Iterator[str]:
    """An answer as aligned lines, numbers to the right; the widest column gives way to the terminal's width."""
    if answer.form == "ask":
        yield "yes" if answer.truth else "no"
        return
    head = [name.replace("_", " ") for name in answer.variables]
    rows = [[_cell(term, base) for term in row] for row in answer.rows]
    right = [bool(rows) and all(is_number(row[n]) for row in answer.rows if row[n]) for n in range(len(head))]
    widths = _fit([max(map(columns, cells)) for cells in zip(head, *rows, strict=True)], style.width)
    yield style.bold(_line(head, widths, right))
    yield style.dim("  ".join("─" * width for width in widths))
    for row in rows:
        wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for n in range(max(map(len, wrapped), default=0)):
            yield _line([lines[n] if n < len(lines) else "" for lines in wrapped], widths, right)
    if not rows:
        yield style.dim("nothing found")


def _cell(term: object, base: str) -> str:
    text = clean(value(term))  # type: ignore[arg-type]
    return compact(text, base) if is_iri(term) else text  # type: ignore[arg-type]


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        " " * (width - columns(cell)) + cell if to_right else cell + " " * (width - columns(cell))
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _fit(widths: list[int], total: int) -> list[int]:
    """Column widths that fit, the widest made narrower first, none under 12."""
    while sum(widths) + 2 * (len(widths) - 1) > total and max(widths) > 12:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def markdown(answer: Answer, base: str) -> Iterator[str]:
    """An answer as a Markdown table."""
    if answer.form == "ask":
        yield "yes" if answer.truth else "no"
        return
    yield f"| {' | '.join(answer.variables)} |"
    right = [bool(answer.rows) and all(is_number(row[n]) for row in answer.rows if row[n]) for n in range(len(answer.variables))]
    yield "|" + "|".join("--:" if to_right else "---" for to_right in right) + "|"
    for row in answer.rows:
        cells = (re.sub(r"([\\|<>`*_\[\]])", r"\\\1", _cell(term, base)) for term in row)
        yield f"| {' | '.join(cells)} |"


def tree(lineage: Lineage, style: Style, down: bool = False) -> Iterator[str]:
    """A method and what it descends from, a link a line with its reason; with `down`, what descends from it.

    A method met twice has its own links told once, at the first place.
    """
    root = lineage.node[lineage.root]
    yield _title(root, style)
    told: set[str] = {root.name}
    stack = [(edge, "", last) for edge, last in _ordered(lineage, root.name, down)]
    while stack:
        edge, lead, last = stack.pop(0)
        name = edge.child if down else edge.parent
        again = name in told and bool(_ordered(lineage, name, down))
        told.add(name)
        words = DOWNWARD[edge.relation] if down else edge.relation.replace("_", " ")
        node = lineage.node[name]
        first = f"{lead}{'└─' if last else '├─'} "
        rest = lead + ("   " if last else "│  ")
        below = [] if again else [(one, rest, end) for one, end in _ordered(lineage, name, down)]
        follow = rest + ("│  " if below else "   ")
        reason = _reason(edge) + (" · above" if again else "")
        yield from _branch(first, follow, words, node, reason, edge.relation, style)
        stack[:0] = below


def _ordered(lineage: Lineage, name: str, down: bool) -> list[tuple[Edge, bool]]:
    """The links of a method, descent first, the newest end first, with a mark on the last."""
    edges = lineage.children(name) if down else lineage.parents(name)
    end = "child" if down else "parent"
    order = sorted(
        edges,
        key=lambda edge: (
            edge.relation not in DESCENT,
            RELATIONS.index(edge.relation) if edge.relation not in DESCENT else 0,
            (1 if down else -1) * lineage.node[getattr(edge, end)].year,
            getattr(edge, end),
        ),
    )
    return [(edge, edge is order[-1]) for edge in order]


def _title(node: Node, style: Style) -> str:
    venue = f" · {node.venue}" if node.venue else ""
    return f"{style.bold(node.name)}  {node.year}  {clean(node.title)}{venue}"


def _reason(edge: Edge) -> str:
    parts = [clean(edge.how), clean(edge.where), edge.evidence if edge.evidence == "curated" else ""]
    return " · ".join(part for part in parts if part)


def _branch(first: str, rest: str, words: str, node: Node, reason: str, relation: str, style: Style) -> Iterator[str]:
    """One link, its reason wrapped under itself. Widths are counted without colour, then colour is put in."""
    head = f"{words} {node.name}  {node.year}  "
    room = max(style.width, 48)
    wrapped = textwrap.wrap(reason, max(room - columns(first) - columns(head), 1), break_long_words=False, break_on_hyphens=False) or [""]
    if columns(first) + columns(head) + 24 > room or not reason:
        wrapped = ["", *textwrap.wrap(reason, max(room - columns(rest), 20), break_long_words=False, break_on_hyphens=False)]
    else:
        lines = textwrap.wrap(" ".join(wrapped[1:]), max(room - columns(rest), 20), break_long_words=False, break_on_hyphens=False)
        wrapped = [wrapped[0], *lines]
    painted = f"{style.relation(relation, words)} {style.bold(node.name)}  {node.year}  "
    yield f"{style.dim(first)}{painted}{wrapped[0]}".rstrip()
    for line in wrapped[1:]:
        yield f"{style.dim(rest)}{line}"


def chain(hops: Sequence[Edge], nodes: dict[str, Node], style: Style) -> Iterator[str]:
    """A chain, newest first, a link a paragraph: relation, how, why, where, evidence."""
    names = [hops[0].child, *(edge.parent for edge in hops)]
    yield style.bold(" -> ".join(names))
    for edge in hops:
        child, parent = nodes[edge.child], nodes[edge.parent]
        head = f"{edge.child} ({child.year}) {style.relation(edge.relation)} {edge.parent} ({parent.year})"
        yield f"\n{head}  {style.dim(f'{edge.evidence}, {edge.where}' if edge.where else edge.evidence)}"
        yield from said("how", edge.how, style)
        yield from said("why", edge.why, style)


def said(label: str, text: str, style: Style, indent: int = 2) -> Iterator[str]:
    """A labelled text, wrapped under itself; nothing if there is none."""
    if text:
        lead = " " * indent + label + " " * max(1, 6 - len(label))
        lines = textwrap.wrap(clean(text), max(style.width - len(lead), 30), break_long_words=False, break_on_hyphens=False)
        yield style.dim(lead) + lines[0]
        yield from (" " * len(lead) + line for line in lines[1:])


def lines(text: Iterable[str]) -> Iterator[bytes]:
    """Lines as bytes for a file or a pipe."""
    return (f"{line}\n".encode("utf-8", "replace") for line in text)
