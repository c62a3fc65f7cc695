"""Where everything in a lineage picture stands: time from left to right, a lane for each family.

Comes in: a `Lineage`. Goes out: a `Layout`: boxes, routes of links, years and lanes, in pixels at scale 1, y downwards.

After Sugiyama, Tagawa and Toda 1981: a column for each year, a track through every column that a link passes,
sweeps against crossings, and at last the nearest heights that keep order and distance. Nothing is drawn by lot, so
the same lineage gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.layout.order import settled
from kg.layout.plan import planned
from kg.layout.routes import drawn
from kg.layout.shapes import Lane, Layout, Place, Route, Tick
from kg.lineage import Lineage

__all__ = ["Lane", "Layout", "Place", "Route", "Tick", "arrange"]


def arrange(lineage: Lineage, *, effort: float = 1, known: Mapping[str, str] | None = None) -> Layout:
    """The picture of a lineage; the same for the same nodes and links in the same order.

    `known` are the families of a larger lineage, by name, of which this one is a part; without them it has its own.
    `effort` 1 spends up to about a second on fewer crossings, less spends less.
    """
    lineage = Lineage(lineage.root, list(lineage.node.values()), lineage.edges)
    plan = planned(lineage, known)
    return drawn(lineage, plan, *settled(plan, effort))
