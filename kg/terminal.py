"""Text for a terminal or a pipe: tables that align, the tree of a lineage, chains, colour where it is wanted."""

from __future__ import annotations

import os
import re
import shutil
import sys
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
#: What would move the cursor, end the line or turn the direction of writing.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BLANK = str.maketrans("\n\t", "  ")
#: Columns of a word, an address for instance, beyond which a table may break it.
_LONGEST = 16


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
    """Text without control characters, which could steer a terminal.

    >>> clean("a\\tb\\x1b[2J")
    'a b\ufffd[2J'
    """
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text.translate(_BLANK))


def columns(text: str) -> int:
    """Terminal columns that a text takes (Unicode TR 11: wide characters take two; marks and joiners none).

    >>> columns("ResNet"), columns("鷺"), columns("u\u0308")
    (6, 2, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") and char != "\xad":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int, first: int | None = None, breaks: bool = False) -> list[str]:
    """Lines of up to `width` columns, the first of up to `first`; never none.

    A word that is too long is broken if it `breaks` or is not ASCII: an address must stay whole to be followed.

    >>> wrapped("a wider network", 8)
    ['a wider', 'network']
    """
    lines, room = [""], width if first is None else first
    if columns(text) <= room:
        return [text]
    for word in text.split():
        for n, piece in enumerate(_pieces(word, width) if breaks or not word.isascii() else [word]):
            longer = f"{lines[-1]}{'' if n or not lines[-1] else ' '}{piece}"
            if columns(longer) <= room or (not lines[-1] and room == width):
                lines[-1] = longer
            else:
                lines.append(piece)
                room = width
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in pieces of up to `width` columns, broken behind hyphens and slashes, marks with their letter."""
    if columns(word) <= width:
        yield word
        return
    for part in re.split(r"(?<=[-/])(?=.)", word):
        piece, used = "", 0
        for char in part:
            used += (wide := _columns(char))
            if piece and used > width:
                yield piece
                piece, used = "", wide
            piece += char
        yield piece


def table(answer: Answer, base: str, style: Style) -> Iterator[str]:
    """An answer as aligned lines, numbers to the right; the widest columns give way to the terminal's width.

    Where not even their longest words fit, each row becomes lines of its own, one a column.
    """
    if answer.form == "ask":
        yield "yes" if answer.truth else "no"
        return
    head = [name.replace("_", " ") for name in answer.variables]
    rows = [[_cell(term, base) for term in row] for row in answer.rows]
    widths = _fit(list(zip(head, *rows, strict=True)), style.width)
    if head and not widths:
        yield from _records(head, rows, style)
        return
    right = _numeric(answer)
    yield from map(style.bold, _row(head, widths, right))
    yield style.dim("  ".join("─" * width for width in widths))
    for row in rows:
        yield from _row(row, widths, right)
    if not rows:
        yield style.dim("nothing found")


def _numeric(answer: Answer) -> list[bool]:
    """Which columns hold numbers only."""
    return [
        bool(answer.rows) and all(is_number(row[n]) for row in answer.rows if row[n] is not None)
        for n in range(len(answer.variables))
    ]


def _cell(term: object, base: str) -> str:
    text = clean(value(term))  # type: ignore[arg-type]
    return compact(text, base) if is_iri(term) else text  # type: ignore[arg-type]


def _fit(cells: Sequence[Sequence[str]], total: int) -> list[int]:
    """Column widths that fit, the widest made narrower first and none under its longest word; empty if none do."""
    widths = [max(map(columns, column)) for column in cells]
    room = total - 2 * (len(widths) - 1)
    if sum(widths) <= room:
        return widths
    words = [min(max(columns(word) for cell in column for word in cell.split() or [""]), _LONGEST) for column in cells]
    for level in range(room, 0, -1):
        fitting = [max(word, min(width, level)) for word, width in zip(words, widths, strict=True)]
        if sum(fitting) <= room:
            return fitting
    return []


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """The lines of one row, each cell wrapped in its column."""
    parts = [wrapped(cell, width, breaks=True) for cell, width in zip(cells, widths, strict=True)]
    for n in range(max(map(len, parts), default=0)):
        line = [part[n] if n < len(part) else "" for part in parts]
        padded = [
            " " * (width - columns(cell)) + cell if to_right else cell + " " * (width - columns(cell))
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ]
        yield "  ".join(padded).rstrip()


def _records(head: Sequence[str], rows: Sequence[Sequence[str]], style: Style) -> Iterator[str]:
    across = max(map(columns, head))
    for n, row in enumerate(rows):
        if n:
            yield ""
        for name, cell in zip(head, row, strict=True):
            yield from said(name, cell, style, 0, across, breaks="://" not in cell)


def markdown(answer: Answer, base: str) -> Iterator[str]:
    """An answer as a Markdown table."""
    if answer.form == "ask":
        yield "yes" if answer.truth else "no"
        return
    yield f"| {' | '.join(answer.variables)} |"
    yield "|" + "|".join("--:" if to_right else "---" for to_right in _numeric(answer)) + "|"
    for row in answer.rows:
        cells = (re.sub(r"([\\|<>`*_\[\]])", r"\\\1", _cell(term, base)) for term in row)
        yield f"| {' | '.join(cells)} |"


def tree(lineage: Lineage, style: Style, down: bool = False) -> Iterator[str]:
    """A method and what it descends from, a link a line with its reason; with `down`, what descends from it.

    A method met twice has its own links told once, at the first place.
    """
    root = lineage.node[lineage.root]
    yield from title(root, style)
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


def _cut(lead: str, room: int) -> str:
    """The branches before a line, those far from it left out where the tree is deeper than the room."""
    return lead if len(lead) <= room else f"…{lead[len(lead) - room + 1 :]}"


def title(node: Node, style: Style) -> Iterator[str]:
    """A method on a line of its own: name, year, paper, venue."""
    venue = f" · {node.venue}" if node.venue else ""
    head = f"{clean(node.name)}  {node.year}  "
    first, *more = wrapped(clean(f"{node.title}{venue}"), max(style.width - 3, 20), style.width - columns(head))
    yield f"{style.bold(clean(node.name))}  {node.year}  {first}".rstrip()
    yield from (f"   {line}" for line in more)


def _reason(edge: Edge) -> str:
    parts = [edge.how, edge.where, edge.evidence if edge.evidence == "curated" else ""]
    return clean(" · ".join(part for part in parts if part))


def _branch(first: str, rest: str, words: str, node: Node, reason: str, relation: str, style: Style) -> Iterator[str]:
    """One link, its reason wrapped under itself. Widths are counted without colour, then colour is put in."""
    name, width = clean(node.name), max(style.width, 48)
    head = columns(f"{words} {name}  {node.year}")
    first, rest = _cut(first, width - head), _cut(rest, width - 20)
    left, below = width - columns(first) - head - 2, width - columns(rest)
    beside, *more = ["", *wrapped(reason, below, breaks=True)] if left < 24 else wrapped(reason, below, left, True)
    painted = f"{style.relation(relation, words)} {style.bold(name)}  {node.year}  "
    yield f"{style.dim(first)}{painted}{beside}".rstrip()
    yield from (f"{style.dim(rest)}{line}" for line in more if line)


def said(label: str, text: str, style: Style, indent: int = 2, across: int = 5, breaks: bool = False) -> Iterator[str]:
    """A text behind its label, which takes `across` columns, wrapped under itself; nothing if there is none."""
    if text:
        lead = " " * indent + label + " " * max(1, across + 1 - columns(label))
        first, *more = wrapped(clean(text), max(style.width - columns(lead), 30), breaks=breaks)
        yield style.dim(lead) + first
        yield from (" " * columns(lead) + line for line in more)


def answered(answer: Answer, form: str, base: str, style: Style) -> Iterator[bytes]:
    """An answer in any form that it has: table, md, or one that `Answer.serialize` knows."""
    if form == "table":
        yield from lines(table(answer, base, style))
    elif form == "md":
        yield from lines(markdown(answer, base))
    else:
        yield answer.serialize("jsonld" if (form, answer.form) == ("json", "graph") else form)


def lines(text: Iterable[str]) -> Iterator[bytes]:
    """Lines as bytes for a file or a pipe."""
    return (f"{line}\n".encode("utf-8", "replace") for line in text)
