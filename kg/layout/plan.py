"""What has to be placed: nodes and tracks, each in the column of its year and the lane of its family.

Comes in: a `Lineage`. Goes out: a `Plan`, all that is fixed before anything is given a height.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.layout.families import Stems, families, lane_order, stems
from kg.layout.shapes import ROW, ROW2, TRACK, wrapped
from kg.lineage import Edge, Lineage

Link = tuple[int, Edge, int, int]
Tracks = dict[tuple[object, ...], int]
Load = Counter[tuple[int, int]]

#: Columns passed by all links together beyond which links go straight.
MOST_PASSED = 20_000
#: Fewest rows before methods without a year start another column.
TALL = 24


@dataclass(slots=True)
class Plan:
    """Items are the nodes, by position, then the tracks: places where links pass a column between labels.

    `chains` lead from left to right, those `against` time from the child to the parent. Links that lie `over` the
    picture take no part in its order.
    """

    labels: list[str]
    lanes: list[str]
    ticks: list[tuple[str, bool]]
    column: list[int]
    lane: list[int]
    size: list[int]
    stem: dict[int, int] = field(default_factory=dict)
    rank: list[int] = field(default_factory=list)
    chains: dict[int, list[int]] = field(default_factory=dict)
    against: set[int] = field(default_factory=set)
    over: set[int] = field(default_factory=set)
    left: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    right: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def level(self, item: int) -> int:
        """Steps to the right within the year, at most two."""
        steps = 0
        while steps < 2 and item in self.stem:
            item, steps = self.stem[item], steps + 1
        return steps


def planned(lineage: Lineage, known: Mapping[str, str] | None = None) -> Plan:
    """Columns, lanes and tracks of a lineage; `known` as in `families`."""
    ends = {node.name for node in lineage.nodes}
    kept = [edge for edge in lineage.edges if {edge.child, edge.parent} <= ends and edge.child != edge.parent]
    descent = [edge for edge in kept if edge.is_descent]
    tree = Lineage("", lineage.nodes, descent or kept)
    stem = stems(tree)
    family = families(tree, stem, known) if descent else dict.fromkeys(ends, "")
    lanes = lane_order(tree, family)
    plan = _stand(lineage, family, lanes)
    _nest(plan, lineage, stem)
    links = _links(lineage)
    if len(kept) - len(descent) > len(descent) / 4 > 0:
        plan.over = {number for number, edge, _, _ in links if not edge.is_descent}
    _pass(plan, [link for link in links if link[0] not in plan.over])
    return plan


def _links(lineage: Lineage) -> list[Link]:
    at = {node.name: i for i, node in enumerate(lineage.nodes)}
    found = ((number, edge, at.get(edge.parent), at.get(edge.child)) for number, edge in enumerate(lineage.edges))
    return [(number, edge, a, b) for number, edge, a, b in found if a is not None and b is not None and a != b]


def _stand(lineage: Lineage, family: dict[str, str], lanes: Sequence[str]) -> Plan:
    columns, ticks = _columns(lineage)
    at = {name: i for i, name in enumerate(lanes)}
    labels = [wrapped(node.name) for node in lineage.nodes]
    sizes = [ROW2 if "\n" in label else ROW for label in labels]
    lane = [at[family[node.name]] for node in lineage.nodes]
    return Plan(labels, list(lanes), ticks, columns, lane, sizes)


def _columns(lineage: Lineage) -> tuple[list[int], list[tuple[str, bool]]]:
    """Each node's column and the axis. Nodes without a year stand on the side to which their links point."""
    dated = sorted({node.year for node in lineage.nodes if node.year > 0})
    undated = _undated(lineage, max(TALL, *Counter(node.year for node in lineage.nodes if node.year > 0).values(), 0))
    wide = max(undated.values(), default=-1) + 1
    parents = sum((edge.parent in undated) - (edge.child in undated) for edge in lineage.edges)
    before = wide if parents >= 0 else 0
    rank = {year: before + i for i, year in enumerate(dated)}
    side = 0 if before else len(dated)
    columns = [rank[node.year] if node.year > 0 else side + undated[node.name] for node in lineage.nodes]
    years = [(str(year), i > 0 and dated[i - 1] < year - 1) for i, year in enumerate(dated)]
    blank = [("no year" if i == 0 else "", False) for i in range(wide)]
    return columns, blank + years if before else years + blank


def _undated(lineage: Lineage, tall: int) -> dict[str, int]:
    """Nodes without a year in columns of equal height, by the mean year of what they are linked to."""
    found: dict[str, list[int]] = {node.name: [] for node in lineage.nodes if node.year <= 0}
    for edge in lineage.edges:
        for one, other in ((edge.child, edge.parent), (edge.parent, edge.child)):
            if one in found and other in lineage.node:
                found[one].append(lineage.node[other].year)
    mean = {name: sum(years) / len(years) if years else 0.0 for name, years in found.items()}
    order = sorted(found, key=lambda name: mean[name])
    return {name: i // tall for i, name in enumerate(order)}


def _nest(plan: Plan, lineage: Lineage, stem: Stems) -> None:
    """Puts successors of one year and lane under their parent, and ranks all nodes as the tree is read."""
    at = {node.name: i for i, node in enumerate(lineage.nodes)}
    below: dict[str | None, list[str]] = defaultdict(list)
    for name, parent in stem.items():
        below[parent].append(name)
        if parent is not None:
            i, j = at[name], at[parent]
            if (plan.column[i], plan.lane[i]) == (plan.column[j], plan.lane[j]):
                plan.stem[i] = j
    plan.rank = [0] * len(at)
    waiting, count = sorted(below[None], key=at.__getitem__, reverse=True), 0
    while waiting:
        first = waiting.pop()
        plan.rank[at[first]] = count = count + 1
        waiting.extend(sorted(below[first], key=at.__getitem__, reverse=True))


def _pass(plan: Plan, links: Sequence[Link]) -> None:
    """Gives every link between columns its chain of items, one for each column on the way."""
    tracks: Tracks = {}
    load: Load = Counter()
    for item, size in enumerate(plan.size):
        load[plan.lane[item], plan.column[item]] += size
    passed = sum(abs(plan.column[child] - plan.column[parent]) for _, _, parent, child in links)
    for number, edge, parent, child in links:
        if plan.column[parent] == plan.column[child]:
            plan.beside[parent].append(child)
            plan.beside[child].append(parent)
            continue
        one, other = sorted((parent, child), key=lambda item: plan.column[item])
        if one == child:
            plan.against.add(number)
        between = _tracks(plan, tracks, load, edge, one, other) if passed < MOST_PASSED else []
        plan.chains[number] = [one, *between, other]
    _link(plan)


def _tracks(plan: Plan, tracks: Tracks, load: Load, edge: Edge, one: int, other: int) -> list[int]:
    """Tracks between two nodes; links that look alike and leave the same node share them."""
    found = []
    for column, lane in _way(plan, load, one, other):
        key = (one, edge.relation, edge.evidence, column, lane)
        if key not in tracks:
            tracks[key] = len(plan.column)
            plan.column.append(column)
            plan.lane.append(lane)
            plan.size.append(TRACK)
            plan.rank.append(plan.rank[other])
            load[lane, column] += TRACK
        found.append(tracks[key])
    return found


def _way(plan: Plan, load: Load, one: int, other: int) -> list[tuple[int, int]]:
    """Column and lane of each track: along the first node's lane, then the other's, changing where most room is."""
    columns = range(plan.column[one] + 1, plan.column[other])
    old, new = plan.lane[one], plan.lane[other]
    cost = best = sum(load[new, column] for column in columns)
    change = columns.start
    for column in columns:
        cost += load[old, column] - load[new, column]
        if cost < best:
            best, change = cost, column + 1
    return [(column, old if column < change else new) for column in columns]


def _link(plan: Plan) -> None:
    """Notes who is next to whom along the chains."""
    for chain in plan.chains.values():
        for one, other in pairwise(chain):
            if other not in plan.right[one]:
                plan.right[one].append(other)
                plan.left[other].append(one)
