"""A lineage as a picture that stands still: SVG inside a page, readable before any script runs.

Comes in: a `Lineage`. Goes out: markup, its colours left to the page's style sheet where light and dark differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

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


def picture(lineage: Lineage, href: Callable[[Node], str], label: str) -> Markup:
    """The picture, each method a link to its page; `label` tells those who cannot see it what it is."""
    layout = arrange(lineage, effort=0.001)
    width, height = layout.width, layout.height + AXIS
    head = Markup('<svg class="lineage" role="group" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">')
    parts = [
        head.format(label, width, height, width, height),
        *_axis(layout),
        Markup('<g transform="translate(0 {})">').format(AXIS),
        *_lanes(layout),
        *(_link(lineage.edges[number], route) for number, route in layout.routes.items()),
        *(_node(node, layout.places[node.name], node.name == lineage.root, href) for node in lineage.nodes),
        Markup("</g></svg>"),
    ]
    return Markup("\n").join(parts)


def _axis(layout: Layout) -> Iterator[Markup]:
    free = 0
    for tick in layout.ticks:
        if tick.label and tick.x >= free:
            yield Markup('<text class="tick" x="{}" y="14">{}</text>').format(tick.x, tick.label)
            free = tick.x + 40
    yield Markup('<path class="axis" d="M0 {}.5H{}"/>').format(AXIS - 6, layout.width)


def _lanes(layout: Layout) -> Iterator[Markup]:
    """Every other lane as a band, and their names where there are several."""
    for n, lane in enumerate(layout.lanes):
        if n % 2:
            band = Markup('<rect class="lane" y="{}" width="{}" height="{}"/>')
            yield band.format(lane.top, layout.width, lane.bottom - lane.top)
        if len(layout.lanes) > 1 and lane.name:
            name = Markup('<text class="lane-name" x="4" y="{}">{}</text>')
            yield name.format(lane.top + LANE_TOP - 3, lane.name)


def _link(edge: Edge, route: Route) -> Markup:
    colour = COLOURS.get(edge.relation, GREYS[0])
    x, y, way = route.x, route.y, route.way
    return Markup(
        '<g><title>{}</title><path class="link {}" stroke="{}" d="{}"/><path fill="{}" d="M{} {}l{} -3.5v7z"/></g>'
    ).format(sentence(edge), edge.evidence, colour, route.path, colour, x, y, -8 * way)


def _node(node: Node, place: Place, focus: bool, href: Callable[[Node], str]) -> Markup:
    lines = place.label.split("\n")
    first = place.y + 4.5 - (len(lines) - 1) * LINE / 2
    text = Markup("").join(
        Markup('<text class="name" x="{}" y="{}">{}</text>').format(place.x, first + n * LINE, line)
        for n, line in enumerate(lines)
    )
    box = Markup('<rect class="box" x="{}" y="{}" width="{}" height="{}" rx="5"/>').format(
        *(place.left, place.y - place.height / 2, place.width, place.height)
    )
    name = Markup("<title>{} ({})</title>").format(node.name, node.year)
    return Markup('<a class="{}{}" href="{}">{}{}{}</a>').format(
        *(node.kind, " focus" if focus else "", href(node), name, box, text)
    )
