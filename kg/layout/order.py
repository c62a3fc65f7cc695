"""Who stands above whom in each column, and at what height.

Comes in: a `Plan`. Goes out: a height for every item and the top and bottom of every lane.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import floor

from kg.layout.plan import Plan
from kg.layout.shapes import GRID, LANE_FOOT, LANE_TOP

Heights = list[float]
Bands = list[tuple[int, int]]
Links = dict[int, list[int]]
Cells = dict[tuple[int, int], list[int]]

#: What one crossing is worth in pixels of height that a line climbs.
CROSSING = 60
#: Links and items to look at in all while neighbours are tried the other way round: a third of a second.
EFFORT = 300_000
#: Items up to which a picture is small enough to be searched from eight starts instead of one.
SMALL = 700


def settled(plan: Plan, effort: float) -> tuple[Heights, Bands]:
    """Heights of all items, multiples of the grid apart from an offset that all share, and the lanes' bands."""
    cells = _cells(plan)
    bands = _bands(plan, cells)
    small = len(plan.column) < SMALL * effort
    starts = list(product((False, True), repeat=3))[: 8 if small else 1]
    share = int(effort * EFFORT) // len(starts)
    best = min(
        (_Search(plan, cells, bands, *start) for start in starts), key=lambda run: run.cost(share, 24 if small else 6)
    )
    return [_snapped(plan.size[item] / 2, height) for item, height in enumerate(best.y)], bands


def _snapped(half: float, height: float) -> float:
    return GRID * floor((height - half) / GRID + 0.5) + half


def _cells(plan: Plan) -> Cells:
    """Items by column and lane."""
    cells: Cells = defaultdict(list)
    for item in range(len(plan.column)):
        cells[plan.column[item], plan.lane[item]].append(item)
    return {key: cells[key] for key in sorted(cells)}


def _bands(plan: Plan, cells: Cells) -> Bands:
    tall = [0] * len(plan.lanes)
    for (_, lane), cell in cells.items():
        tall[lane] = max(tall[lane], sum(plan.size[item] for item in cell))
    bands, top = [], 0
    for height in tall:
        bands.append((top + LANE_TOP, top + LANE_TOP + height))
        top += LANE_TOP + height + LANE_FOOT
    return bands


def nested(plan: Plan, cell: Iterable[int], want: Mapping[int, float]) -> list[int]:
    """A cell in order of the wanted heights, each node followed by its successors of the same year."""
    below: dict[int, list[int]] = defaultdict(list)
    for item in cell:
        below[plan.stem.get(item, -1)].append(item)
    order: list[int] = []
    waiting = sorted(below[-1], key=lambda item: -want[item])
    while waiting:
        order.append(waiting.pop())
        waiting.extend(sorted(below[order[-1]], key=lambda item: -want[item]))
    return order


def put(plan: Plan, cell: Sequence[int], want: Mapping[int, float], y: Heights, band: tuple[int, int]) -> None:
    """Gives a cell the heights nearest to those wanted that keep its order, its distances and its band.

    Least squares under an order: pool adjacent violators (Ayer et al. 1955).
    """
    pools: list[tuple[float, float, int]] = []
    offset, halves, nodes = 0.0, [], len(plan.labels)
    for item in cell:
        halves.append(offset + plan.size[item] / 2)
        offset += plan.size[item]
        pool = (4.0 if item >= nodes else 1.0, want[item] - halves[-1], 1)
        while pools and pools[-1][1] > pool[1]:
            weight, mean, n = pools.pop()
            both = weight + pool[0]
            pool = (both, (weight * mean + pool[0] * pool[1]) / both, n + pool[2])
        pools.append(pool)
    free = [mean for _, mean, n in pools for _ in range(n)]
    for item, mean, half in zip(cell, free, halves, strict=True):
        y[item] = min(max(mean, band[0]), band[1] - offset) + half


class _Search:
    """One run from one start: `y` and `cells` change until nothing gains any more."""

    def __init__(self, plan: Plan, cells: Cells, bands: Bands, turned: bool, back: bool, loose: bool) -> None:
        self.plan, self.bands, self.back, self.y = plan, bands, back, [0.0] * len(plan.column)
        self.sides, self.loose = (plan.left, plan.right, plan.beside), loose
        self.effort = 0
        rank = {item: -float(rank) if turned else float(rank) for item, rank in enumerate(plan.rank)}
        self.cells = {key: nested(plan, cell, rank) for key, cell in cells.items()}
        self.columns: dict[int, list[int]] = defaultdict(list)
        for (column, lane), cell in self.cells.items():
            self.columns[column].extend(cell)
            put(plan, cell, dict.fromkeys(cell, 0.0), self.y, bands[lane])

    def cost(self, effort: int, turns: int) -> float:
        """Searches; returns the cost that is left."""
        self._sweep(turns)
        self._straighten(turns // 2)
        self.effort = effort
        while sum([self._improve(key) for key in self.cells]):
            self._straighten(turns // 4)
        self._straighten(turns, sharp=True)
        return self._cost()

    def _sweep(self, times: int) -> None:
        """Orders the columns by their neighbours', forth and back, and keeps the best seen."""
        best, kept, least = list(self.y), dict(self.cells), self._cost()
        for turn in range(times):
            back = self.back ^ bool(turn % 2)
            for key in sorted(self.cells, reverse=back):
                want = self._pulled(self.cells[key], (self.sides[back], *self.sides[2 + self.loose :]))
                self.cells[key] = nested(self.plan, self.cells[key], want)
                put(self.plan, self.cells[key], want, self.y, self.bands[key[1]])
            if (cost := self._cost()) < least:
                best, kept, least = list(self.y), dict(self.cells), cost
        self.y, self.cells = best, kept

    def _straighten(self, times: int, sharp: bool = False) -> None:
        """Moves items between their neighbours without changing any order; if `sharp`, level with the nearest."""
        for turn in range(times):
            for key in sorted(self.cells, reverse=bool(turn % 2)):
                want = self._pulled(self.cells[key], self.sides, sharp)
                put(self.plan, self.cells[key], want, self.y, self.bands[key[1]])

    def _improve(self, key: tuple[int, int]) -> int:
        """Tries near items of a cell the other way round and keeps what gains; returns how many did."""
        gained = 0
        for distance in (1, 2, 3):
            for i in range(len(self.cells[key]) - distance):
                one, other = self.cells[key][i], self.cells[key][i + distance]
                if self.effort > 0 and self.plan.stem.get(one) == self.plan.stem.get(other):
                    gained += self._swap(key, one, other)
        return gained

    def _swap(self, key: tuple[int, int], one: int, other: int) -> bool:
        cell = self.cells[key]
        rank = {item: n for n, item in enumerate(cell)}
        rank[one], rank[other] = rank[other], rank[one]
        order, before, least = nested(self.plan, cell, rank), [self.y[item] for item in cell], self._near(key[0])
        put(self.plan, order, self._pulled(order, self.sides), self.y, self.bands[key[1]])
        self.effort -= 2 * len(cell)
        if self._near(key[0]) < least - 1:
            self.cells[key] = order
            return True
        for item, height in zip(cell, before, strict=True):
            self.y[item] = height
        return False

    def _pulled(self, cell: Sequence[int], sides: Sequence[Links], sharp: bool = False) -> dict[int, float]:
        """The mean height of each item's neighbours.

        Tracks count more, and to a track what follows it in its lane, so that lines climb once and then run level.
        """
        lane, y, nodes, want = self.plan.lane, self.y, len(self.plan.labels), dict[int, float]()
        for item in cell:
            total = weights = 0.0
            for side in sides:
                for other in side.get(item, ()):
                    weight = 3.0 if other >= nodes else 1.0
                    if lane[item] != lane[other]:
                        weight /= 4
                    elif item >= nodes and side is self.plan.right:
                        weight *= 4
                    if sharp:
                        weight /= 5 + abs(y[item] - y[other])
                    total += weight * y[other]
                    weights += weight
            want[item] = total / weights if weights else y[item]
        return want

    def _cost(self) -> float:
        """Crossings between columns and what lines climb there, and the lengths of those within columns."""
        return sum(map(self._between, self.columns)) + sum(map(self._within, self.columns))

    def _near(self, column: int) -> float:
        return self._between(column - 1) + self._between(column) + self._within(column)

    def _within(self, column: int) -> float:
        y, beside = self.y, self.plan.beside
        return sum(abs(y[item] - y[other]) for item in self.columns.get(column, ()) for other in beside.get(item, ()))

    def _between(self, column: int) -> float:
        y, right = self.y, self.plan.right
        links = [(y[item], y[other]) for item in self.columns.get(column, ()) for other in right.get(item, ())]
        self.effort -= len(links)
        return CROSSING * _crossings(links) + sum(abs(a - b) for a, b in links)


def _crossings(links: list[tuple[float, float]]) -> int:
    seen: list[float] = []
    count = 0
    for _, end in sorted(links):
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count
