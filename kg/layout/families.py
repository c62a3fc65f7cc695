"""Which family each method belongs to, and in which order the families' lanes lie.

Comes in: links of descent. Goes out: the name of the head for each method, and the heads in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isqrt

from kg.lineage import Lineage

#: Names of the two lanes that no method heads.
OTHERS, ALONE = "smaller families", "on their own"
#: Where only one parent can be: a plain successor's before a combination's, a design's before a search space's.
_RANK = {"combines": 1, "searches": 0}


Stems = dict[str, str | None]


def stems(lineage: Lineage) -> Stems:
    """The one parent under which each method stands in a tree; none for roots. Older generations come first."""
    depth = lineage.generations()
    return {name: _stem(lineage, depth, name) for name in sorted(depth, key=lambda name: depth[name])}


def _stem(lineage: Lineage, depth: dict[str, int], name: str) -> str | None:
    links = [edge for edge in lineage.parents(name) if depth[edge.parent] < depth[name]]
    best = max(links, key=lambda edge: (_RANK.get(edge.relation, 2), depth[edge.parent], edge.parent), default=None)
    return best.parent if best else None


def families(lineage: Lineage, stem: Stems, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The family of each method, named after the member with most children; or as is `known` from a larger lineage, of
    which this one is a part.

    A family begins with a root, or with a method from which about as many spread as the square root of all. The
    others belong where most of their parents do, and a family of one or two goes where its children or parent went.
    """
    if known:
        family = {name: known[name] for name in stem}
        _adopt(lineage, stem, family)
        return family
    heads, family = _heads(list(stem), stem), {}
    for name in stem:
        votes = Counter(family[edge.parent] for edge in lineage.parents(name) if edge.parent in family)
        own = family.get(stem[name] or "", name)
        voted = max(votes, key=lambda head: (votes[head], head == own, head), default=name)
        family[name] = name if name in heads else voted
    _adopt(lineage, stem, family)
    named = _names(lineage, family)
    return {name: named.get(head, head) for name, head in family.items()}


def _heads(order: Sequence[str], stem: Stems) -> set[str]:
    enough, below, children = max(5, isqrt(3 * len(order) // 2)), Counter(order), Counter(stem.values())
    heads = {name for name in order if stem[name] is None}
    for name in reversed(order):
        parent = stem[name]
        if parent is not None and below[name] >= enough and (children[name] > 1 or children[parent] > 1):
            heads.add(name)
        elif parent is not None:
            below[parent] += below[name]
    return heads


def _adopt(lineage: Lineage, stem: Stems, family: dict[str, str]) -> None:
    """Finds a place for members of families too small for a lane."""
    sizes = Counter(family.values())
    small = [name for name in stem if sizes[family[name]] < 3]
    for name in small:
        below = Counter(family[edge.child] for edge in lineage.children(name) if sizes[family[edge.child]] >= 3)
        alone = ALONE if not (lineage.parents(name) or lineage.children(name)) else OTHERS
        family[name] = family.get(stem[name] or "") or max(below, key=lambda head: (below[head], head), default=alone)


def _names(lineage: Lineage, family: dict[str, str]) -> dict[str, str]:
    best: dict[str, str] = {}
    for name, head in family.items():
        if len(lineage.children(name)) > len(lineage.children(best.setdefault(head, head))) and head in family:
            best[head] = name
    return best


def lane_order(lineage: Lineage, family: dict[str, str]) -> list[str]:
    """Lanes in the order that keeps links between them short: each in turn moved where it is best.

    The oldest lies above, lanes without a link to others below.
    """
    unheaded = {OTHERS, ALONE}
    ends = (tuple(sorted({family[edge.child], family[edge.parent]} - unheaded)) for edge in lineage.edges)
    pull = Counter(pair for pair in ends if len(pair) == 2)

    def cost(order: Sequence[str]) -> int:
        at = {name: i for i, name in enumerate(order)}
        return sum(count * abs(at[pair[0]] - at[pair[-1]]) for pair, count in pull.items())

    oldest = sorted((node for node in lineage.nodes if node.year > 0), key=lambda node: node.year)
    heads = list(dict.fromkeys([family[node.name] for node in oldest] + list(family.values())))
    linked = {head for pair in pull for head in pair}
    order = first = [head for head in heads if head in linked]
    for _ in range(4):
        for name in first:
            rest = [other for other in order if other != name]
            order = min(([*rest[:i], name, *rest[i:]] for i in range(len(order))), key=cost)
    if order and order.index(first[0]) >= len(order) / 2:
        order.reverse()
    order += [head for head in heads if head not in linked | unheaded]
    return order + [name for name in (OTHERS, ALONE) if name in heads]
