"""The parts of a finished layout, its measures in pixels, and how wide a label is."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

#: Size of a label's letters, distance of its lines, space beside them, height of a box with one line.
FONT, LINE, PAD, BOX = 13, 15, 8, 23
#: Longest line of a label in characters: beyond the first it is broken, beyond the second cut.
WRAP, CUT = 13, 24
#: Heights taken by a node with one line and with two, and by a track; all are odd multiples of the grid.
ROW, ROW2, TRACK, GRID = 30, 50, 10, 10
#: Step to the right for a successor in its parent's year, space between columns and around all.
INDENT, CHANNEL, MARGIN = 24, 48, 16
#: Space in a lane above its boxes, for the lane's name, and below them.
LANE_TOP, LANE_FOOT = 14, 6


@dataclass(frozen=True, slots=True)
class Place:
    """A node's box: centre, size, and its label broken into lines."""

    x: int
    y: int
    width: int
    height: int
    label: str

    @property
    def left(self) -> int:
        return self.x - self.width // 2

    @property
    def right(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Route:
    """A link's line as an SVG path, the tip of its arrow, and whether that points right (1) or left (-1)."""

    path: str
    x: int
    y: int
    way: int = 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A column of the axis: its left edge, its year, and whether years are missing before it."""

    x: int
    label: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A family's band across the picture, named after the method that heads it."""

    name: str
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by node name, routes by position of the link in `Lineage.edges`, the axis, the lanes, the size.

    `over` are the positions of links that lie over the picture without a way of their own: those that are no descent,
    where they are many.
    """

    places: dict[str, Place]
    routes: dict[int, Route]
    ticks: list[Tick]
    lanes: list[Lane]
    width: int
    height: int
    over: frozenset[int] = frozenset()


def width_of(label: str) -> int:
    """The width of a label's box in pixels, even, a little more than the usual sans-serif fonts need.

    >>> width_of("ResNet") < width_of("WWWWWW")
    True
    """
    longest = max(sum(map(_advance, line)) for line in label.split("\n"))
    return 2 * round((longest * FONT * 1.03 + 2 * PAD) / 2)


def _advance(char: str) -> float:
    if char in "ijlI|'.,:;! ft()[]r-/":
        return 0.31
    if east_asian_width(char) in "WF":
        return 1.0
    return 0.9 if char in "mwMW@%" else 0.7 if char.isupper() else 0.56


def wrapped(name: str) -> str:
    """A label of at most two lines, broken at a space or after a hyphen or slash, cut where it is still too long.

    >>> wrapped("Inception-ResNet"), wrapped("WRN")
    ('Inception-\\nResNet', 'WRN')
    """
    name = " ".join(name.split()) or "?"
    breaks = [i for i in range(1, len(name)) if name[i - 1] in " -/"]
    if len(name) <= WRAP or not breaks:
        return _cut(name)
    at = min(breaks, key=lambda i: (max(i, len(name) - i) + 3 * (name[i - 1] != " "), i))
    return f"{_cut(name[:at].rstrip())}\n{_cut(name[at:])}"


def _cut(line: str) -> str:
    return line if len(line) <= CUT else line[: CUT - 1] + "…"
