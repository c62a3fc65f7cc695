"""Which family each method belongs to, and in which order the families' lanes lie.

Comes in: links of descent. Goes out: the name of the head for each method, and the heads in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import isqrt

from kg.lineage import Edge, Lineage

#: Names of the two lanes that no method heads.
OTHERS, ALONE = "smaller families", "on their own"
#: Where only one parent can be: a plain successor's before a combination's, a design's before a search space's.
_RANK = {"combines": 1, "searches": 0}


def stems(lineage: Lineage) -> dict[str, str]:
    """The one parent under which each method stands in a tree; "" for roots. Older generations come first."""
    depth = lineage.generations()
    return {name: _stem(lineage, depth, name) for name in sorted(depth, key=lambda name: depth[name])}


def _stem(lineage: Lineage, depth: dict[str, int], name: str) -> str:
    links = [edge for edge in lineage.parents(name) if depth[edge.parent] < depth[name]]
    best = max(links, key=lambda edge: (_RANK.get(edge.relation, 2), depth[edge.parent], edge.parent), default=None)
    return best.parent if best else ""


def families(lineage: Lineage, stem: dict[str, str]) -> dict[str, str]:
    """The family of each method, named after the member with most children.

    A family begins with a root, or with a method from which about as many spread as the square root of all. The
    others belong where most of their parents do, and a family of one or two goes where its children or parent went.
    """
    heads, family = _heads(list(stem), stem), dict[str, str]()
    for name in stem:
        votes = Counter(family[edge.parent] for edge in lineage.parents(name) if edge.parent in family)
        own = family.get(stem[name], name)
        voted = max(votes, key=lambda head: (votes[head], head == own, head), default=name)
        family[name] = name if name in heads else voted
    _adopt(lineage, stem, family)
    named = _names(lineage, family)
    return {name: named.get(head, head) for name, head in family.items()}


def _heads(order: Sequence[str], stem: dict[str, str]) -> set[str]:
    enough, below, children = max(5, isqrt(3 * len(order) // 2)), Counter(order), Counter(stem.values())
    heads = {name for name in order if not stem[name]}
    for name in reversed(order):
        if stem[name] and below[name] >= enough and (children[name] > 1 or children[stem[name]] > 1):
            heads.add(name)
        elif stem[name]:
            below[stem[name]] += below[name]
    return heads


def _adopt(lineage: Lineage, stem: dict[str, str], family: dict[str, str]) -> None:
    """Finds a place for members of families too small for a lane."""
    sizes = Counter(family.values())
    small = [name for name in stem if sizes[family[name]] < 3]
    for name in small:
        below = Counter(family[edge.child] for edge in lineage.children(name) if sizes[family[edge.child]] >= 3)
        alone = ALONE if not (lineage.parents(name) or lineage.children(name)) else OTHERS
        family[name] = family.get(stem[name]) or max(below, key=lambda head: (below[head], head), default=alone)


def _names(lineage: Lineage, family: dict[str, str]) -> dict[str, str]:
    best: dict[str, str] = {}
    for name, head in family.items():
        if len(lineage.children(name)) > len(lineage.children(best.setdefault(head, head))) and head in family:
            best[head] = name
    return best


def lane_order(family: dict[str, str], edges: Iterable[Edge]) -> list[str]:
    """Lanes in the order that keeps links between them short: each in turn moved where it is best."""
    unheaded = {OTHERS, ALONE}
    ends = (tuple(sorted({family[edge.child], family[edge.parent]} - unheaded)) for edge in edges)
    pull = Counter(pair for pair in ends if len(pair) == 2)

    def cost(order: Sequence[str]) -> int:
        at = {name: i for i, name in enumerate(order)}
        return sum(count * abs(at[pair[0]] - at[pair[-1]]) for pair, count in pull.items())

    order = [name for name in dict.fromkeys(family.values()) if name not in unheaded]
    for _ in range(4):
        for name in list(order):
            rest = [other for other in order if other != name]
            order = min(([*rest[:i], name, *rest[i:]] for i in range(len(order))), key=cost)
    return order + [name for name in (OTHERS, ALONE) if name in family.values()]
