"""Boxes and lines of a settled plan.

Comes in: a `Plan` with heights and bands. Goes out: the `Layout`. A line leaves its parent on the right, passes columns
level, climbs only between them, and enters its child on the left; within a year it hangs from its parent like a
branch in a listing of folders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.layout.order import Bands, Heights
from kg.layout.plan import Plan
from kg.layout.shapes import (
    BOX,
    CHANNEL,
    INDENT,
    LANE_FOOT,
    LANE_TOP,
    LINE,
    MARGIN,
    Lane,
    Layout,
    Place,
    Route,
    Tick,
    width_of,
)
from kg.lineage import Lineage

Ports = dict[tuple[int, object], int]
Sides = dict[int, dict[object, list[float]]]

#: Length of an arrowhead, of the level piece before it, and space between lines that share a side of a box.
HEAD, LEVEL, APART = 7, 12, 5
#: Space on the left for lines within the first year.
ARCS = 52


def drawn(lineage: Lineage, plan: Plan, y: Heights, bands: Bands) -> Layout:
    """The picture of a plan, its upper left corner at 0, 0."""
    widths = [width_of(label) for label in plan.labels]
    zones = _zones(plan, widths)
    step = max(zones, default=0) + CHANNEL
    margin = ARCS if any(plan.column[item] == 0 for item in plan.beside if item not in plan.stem) else MARGIN
    lefts = [margin + column * step for column in range(len(plan.ticks))]
    places = [_place(plan, item, lefts[plan.column[item]], widths[item], y[item]) for item in range(len(widths))]
    lanes = [Lane(name, low - LANE_TOP, high + LANE_FOOT) for name, (low, high) in zip(plan.lanes, bands, strict=True)]
    return Layout(
        {node.name: place for node, place in zip(lineage.nodes, places, strict=True)},
        _Lines(lineage, plan, y, places, [(left, left + zone) for left, zone in zip(lefts, zones, strict=True)]).all(),
        [Tick(left, label, gap) for left, (label, gap) in zip(lefts, plan.ticks, strict=True)],
        lanes,
        margin + MARGIN + max(0, step * len(zones) - CHANNEL),
        lanes[-1].bottom if lanes else 0,
        frozenset(plan.over),
    )


def _zones(plan: Plan, widths: Sequence[int]) -> list[int]:
    zones = [0] * len(plan.ticks)
    for item, width in enumerate(widths):
        zones[plan.column[item]] = max(zones[plan.column[item]], width + INDENT * plan.level(item))
    return zones


def _place(plan: Plan, item: int, left: int, width: int, y: float) -> Place:
    label = plan.labels[item]
    height = BOX + LINE * label.count("\n")
    return Place(left + INDENT * plan.level(item) + width // 2, int(y), width, height, label)


class _Lines:
    """Draws the links one by one; `edges` are the left and right edge of each column."""

    def __init__(
        self, lineage: Lineage, plan: Plan, y: Heights, places: Sequence[Place], edges: Sequence[tuple[int, int]]
    ) -> None:
        self.lineage, self.plan, self.y, self.places, self.edges = lineage, plan, y, places, edges
        at = {node.name: i for i, node in enumerate(lineage.nodes)}
        links = ((number, at.get(edge.parent), at.get(edge.child)) for number, edge in enumerate(lineage.edges))
        self.ends = {number: (a, b) for number, a, b in links if a is not None and b is not None and a != b}
        self.right, self.left, self.hung = self._ports()

    def all(self) -> dict[int, Route]:
        return {number: self._route(number) for number in self.ends}

    def _route(self, number: int) -> Route:
        parent, child = self.ends[number]
        if number in self.plan.chains:
            return self._along(number)
        if self.plan.column[parent] != self.plan.column[child]:
            return self._over(parent, child)
        return self._branch(number) if self._hangs(parent, child) else self._arc(number)

    def _look(self, number: int) -> tuple[str, str]:
        edge = self.lineage.edges[number]
        return edge.relation, edge.evidence

    def _hangs(self, parent: int, child: int) -> bool:
        return self.plan.stem.get(child) == parent and self.plan.level(child) > self.plan.level(parent)

    def _ports(self) -> tuple[Ports, Ports, Ports]:
        """How far from the middle of its side each line leaves and enters a box, so that no two meet there.

        Lines that look alike leave a parent together. The third are the lines that hang from a parent.
        """
        right, left, hung = _sides(), _sides(), _sides()
        for number, (parent, child) in self.ends.items():
            look, chain = self._look(number), self.plan.chains.get(number)
            if number in self.plan.over:
                continue
            if chain:
                right[chain[0]][look].append(self.y[chain[1]])
                left[chain[-1]][number].append(self.y[chain[-2]])
            elif self._hangs(parent, child):
                hung[parent][look].append(-abs(self.y[child] - self.y[parent]))
            else:
                left[child][number].append(self.y[parent])
                left[parent][-1 - number].append(self.y[child])
        return self._shared(right), self._shared(left), self._shared(hung)

    def _shared(self, sides: Sides) -> Ports:
        found: Ports = {}
        for item, lines in sides.items():
            order = sorted(lines, key=lambda key: sum(lines[key]) / len(lines[key]))
            apart = min(APART, (self.places[item].height - 8) / max(1, len(order) - 1))
            for i, key in enumerate(order):
                found[item, key] = round((i - (len(order) - 1) / 2) * apart)
        return found

    def _along(self, number: int) -> Route:
        """From column to column along a chain; the arrow is at the child, on whichever end."""
        chain, against = self.plan.chains[number], number in self.plan.against
        one, other, port = self.places[chain[0]], self.places[chain[-1]], self.right[chain[0], self._look(number)]
        y = start = one.y + port
        path, x = [f"M{one.right + HEAD * against} {y}"], self.edges[self.plan.column[chain[0]]][1]
        for track in chain[1:-1]:
            left, right = self.edges[self.plan.column[track]]
            path.append(_climb(x, y, left - LEVEL, int(self.y[track]), port))
            x, y = right, int(self.y[track])
        end = other.y + self.left[chain[-1], number]
        path += [_climb(x, y, self.edges[self.plan.column[chain[-1]]][0] - LEVEL, end, port)]
        path += [f"H{other.left - HEAD * (not against)}"]
        return Route("".join(path), one.right, start, -1) if against else Route("".join(path), other.left, end)

    def _over(self, parent: int, child: int) -> Route:
        """Straight over the picture."""
        one, other = self.places[parent], self.places[child]
        if one.x < other.x:
            path = f"M{one.right} {one.y}{_climb(one.right, one.y, other.left - LEVEL, other.y)}H{other.left - HEAD}"
            return Route(path, other.left, other.y)
        path = f"M{one.left} {one.y}{_climb(one.left, one.y, other.right + LEVEL, other.y)}H{other.right + HEAD}"
        return Route(path, other.right, other.y, -1)

    def _branch(self, number: int) -> Route:
        """Down from the parent to a successor of the same year, which stands further right."""
        parent, child = (self.places[item] for item in self.ends[number])
        x = parent.left + 11 + 3 * self.hung[self.ends[number][0], self._look(number)] // APART
        path = f"M{x} {parent.y + parent.height // 2}V{child.y - 4}q0 4 4 4"
        return Route(f"{path}H{child.left - HEAD}", child.left, child.y)

    def _arc(self, number: int) -> Route:
        """On the left of a year's column, between two that do not stand together."""
        (a, b), look = self.ends[number], self.left
        parent, child = self.places[a], self.places[b]
        y, end = parent.y + look.get((a, -1 - number), 0), child.y + look.get((b, number), 0)
        bend = min(parent.left, child.left) - LEVEL - min(24, abs(y - end) // 12)
        path = f"M{parent.left} {y}C{bend} {y} {bend} {end} {child.left - HEAD} {end}"
        return Route(path, child.left, end)


def _sides() -> Sides:
    return defaultdict(lambda: defaultdict(list))


def _climb(x: int, y: int, to_x: int, to_y: int, port: int = 0) -> str:
    """A level line, then an S between columns; `to_x` is where it is level again.

    Lines from the lower ports of a box fall first and those from the upper rise first: so they do not cross.
    """
    middle = (x + to_x) // 2 + (port if to_y < y else -port)
    return f"H{to_x}" if y == to_y else f"H{x}C{middle} {y} {middle} {to_y} {to_x} {to_y}"
