"""A lineage as a picture that stands still: SVG inside a page, readable before any script runs.

Comes in: a `Lineage`. Goes out: markup, its colours left to the page's style sheet where light and dark differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup, escape

from kg.layout import Layout, Place, Route, arrange
from kg.layout.shapes import LANE_TOP, LINE
from kg.lineage import Edge, Lineage, Node
from kg.render import COLOURS, GREYS, sentence

#: Height of the axis above the picture.
AXIS = 28
#: Methods that a picture on a page has at most.
MOST = 24


def around(lineage: Lineage, name: str, most: int = MOST) -> Lineage:
    """What a page shows of the methods above and below one: the links of descent among the nearest."""
    above = lineage.near(name, most // 2, down=False)
    return lineage.among(above | lineage.near(name, most - len(above) + 1, up=False), name)


def picture(lineage: Lineage, families: Mapping[str, str], href: Callable[[Node], str], label: str) -> Markup:
    """The picture, each method a link to its page; `families` are those of the whole, `label` tells those who cannot
    see it what it is."""
    layout = arrange(lineage, effort=0.001, known=families)
    width, height = layout.width, layout.height + AXIS
    parts = [
        f'<svg class="lineage" role="group" aria-label="{escape(label)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">',
        *_axis(layout),
        f'<g transform="translate(0 {AXIS})">',
        *_lanes(layout),
        *(_link(lineage.edges[number], route) for number, route in layout.routes.items()),
        *(_node(node, layout.places[node.name], node.name == lineage.root, href) for node in lineage.nodes),
        "</g></svg>",
    ]
    return Markup("\n".join(parts))  # noqa: S704


def _axis(layout: Layout) -> Iterator[str]:
    """The years above their columns, and a mark before one with which years are passed over."""
    free = 0
    for tick in layout.ticks:
        if tick.label and tick.x >= free:
            yield f'<text class="tick" x="{tick.x}" y="14">{escape(tick.label)}</text>'
            free = tick.x + 40
            if tick.gap:
                yield f'<text class="tick" x="{tick.x - 26}" y="14">⋯</text>'
    yield f'<path class="axis" d="M0 {AXIS - 6}.5H{layout.width}"/>'


def _lanes(layout: Layout) -> Iterator[str]:
    """Every other lane as a band, and their names where there are several."""
    for n, lane in enumerate(layout.lanes):
        if n % 2:
            yield f'<rect class="lane" y="{lane.top}" width="{layout.width}" height="{lane.bottom - lane.top}"/>'
        if len(layout.lanes) > 1 and lane.name:
            yield f'<text class="lane-name" x="4" y="{lane.top + LANE_TOP - 3}">{escape(lane.name)}</text>'


def _link(edge: Edge, route: Route) -> str:
    colour = COLOURS.get(edge.relation, GREYS[0])
    line = f'<path class="link {escape(edge.evidence)}" stroke="{colour}" d="{route.path}"/>'
    head = f'<path fill="{colour}" d="M{route.x} {route.y}l{-8 * route.way} -3.5v7z"/>'
    return f"<g><title>{escape(sentence(edge))}</title>{line}{head}</g>"


def _node(node: Node, place: Place, focus: bool, href: Callable[[Node], str]) -> str:
    lines = place.label.split("\n")
    first = place.y + 4.5 - (len(lines) - 1) * LINE / 2
    box = f'x="{place.left}" y="{place.y - place.height / 2}" width="{place.width}" height="{place.height}"'
    text = "".join(
        f'<text class="name" x="{place.x}" y="{first + n * LINE}">{escape(line)}</text>' for n, line in enumerate(lines)
    )
    return (
        f'<a class="{escape(node.kind)}{" focus" if focus else ""}" href="{escape(href(node))}">'
        f'<title>{escape(node.name)} ({node.year})</title><rect class="box" {box} rx="5"/>{text}</a>'
    )
