"""A lineage as one interactive page that needs nothing but a browser.

Comes in: a `Lineage`. Goes out: a complete HTML page as text, to be written as UTF-8. pyvis holds the network and
writes the script that draws it; the page around it, with search, legend and panel, is ours (`assets/`). Of what
pyvis writes only the two scripts are taken: its own page asks other hosts for styles, and shows some text unescaped.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from kg.errors import KgError
from kg.layout import Layout, arrange
from kg.lineage import RELATIONS, Edge, Lineage, Node

#: Nodes that a page can hold, that it shows at once unasked, and that a view around one node has at most.
MOST, CROWD, NEAR = 1500, 300, 120
#: Colours safe for colour-blind readers (Okabe and Ito 2008) for descent, greys for all else.
COLOURS = {
    "extends": "#0072B2",
    "modifies": "#D55E00",
    "scales": "#009E73",
    "simplifies": "#56B4E9",
    "combines": "#CC79A7",
    "searches": "#E69F00",
}
GREYS = ("#6B747C", "#8C949B", "#A7AEB4")
DASHES: dict[str, object] = {"implied": [6, 4], "curated": [1.5, 4]}
#: Relations that lead neither way, drawn without an arrow.
MUTUAL = {"contrasts_with"}
VERBS = {"inspired_by": "is inspired by", "contrasts_with": "contrasts with"}

_FONT = '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif'
_SCRIPTS = ("state.js", "draw.js", "panel.js", "find.js", "move.js")
_MARGIN = (4, 8)
_OPTIONS: dict[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "selectable": False, "hover": False},
    "nodes": {
        "shape": "box",
        "fixed": True,
        "borderWidth": 1,
        "margin": {"top": _MARGIN[0], "bottom": _MARGIN[0], "left": _MARGIN[1], "right": _MARGIN[1]},
        "shapeProperties": {"borderRadius": 5},
        "font": {"size": 13, "face": _FONT},
    },
    "edges": {"smooth": False, "width": 1.5, "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}}},
}


def page(lineage: Lineage, *, title: str, note: str = "") -> str:
    """The page of a lineage, under `title`, with `note` beside it.

    Raises `KgError` when there are more than 1,500 nodes; from 301 on the page begins with a part of them.
    """
    if len(lineage.nodes) > MOST:
        raise KgError(
            f"{len(lineage.nodes)} nodes are more than an interactive page can draw ({MOST}); "
            "narrow it with --only or a lineage with --depth, or export gexf for Gephi"
        )
    lineage = Lineage(lineage.root, list(lineage.node.values()), list(dict.fromkeys(lineage.edges)))
    whole = arrange(lineage)
    library, drawing = _scripts(_pyvis(lineage, whole))
    own = "".join(_asset(name) for name in _SCRIPTS)
    own = f'(function () {{\n"use strict";\n{own}}})();\n'
    style = _asset("lineage.css")
    return _filled(
        _asset("page.html"),
        policy=_policy([library, drawing, own], [style]),
        title=escape(title),
        note=escape(note or _counts(lineage)),
        style=style,
        words=_words(lineage),
        data=quiet_json(json.dumps(_data(lineage, whole), ensure_ascii=False, separators=(",", ":"))),
        library=library,
        drawing=drawing,
        script=own,
    )


def _counts(lineage: Lineage) -> str:
    descent = sum(edge.is_descent for edge in lineage.edges)
    others = f" and {len(lineage.edges) - descent} others" if descent < len(lineage.edges) else ""
    return f"{len(lineage.nodes)} methods, {descent} links of descent{others}"


# -- the network, by pyvis ------------------------------------------------------------------------------------------


def _pyvis(lineage: Lineage, layout: Layout) -> str:
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    at = {node.name: i for i, node in enumerate(lineage.nodes)}
    for i, node in enumerate(lineage.nodes):
        place = layout.places[node.name]
        network.add_node(
            i,
            label=place.label,
            title=_tip(node),
            shape="box",
            color={"background": "#FFFFFF", "border": "#7D868F"},
            x=place.x,
            y=place.y,
            widthConstraint={"minimum": place.width - 2 * _MARGIN[1]},
            heightConstraint={"minimum": place.height - 2 * _MARGIN[0]},
        )
    for number in layout.routes:
        edge = lineage.edges[number]
        network.add_edge(
            at[edge.parent],
            at[edge.child],
            id=number,
            title=_unlinked(sentence(edge)),
            color=_colour(edge.relation, []),
            dashes=DASHES.get(edge.evidence, False),
        )
    # Not `set_options`: it takes every space out of the text that it is given, those in font names too.
    network.options = _OPTIONS
    return str(network.generate_html(notebook=False))


def _scripts(html: str) -> tuple[str, str]:
    """The vis-network library and the drawing script out of a page by pyvis."""
    found = [text.replace("\r\n", "\n") for text in re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)]
    (library,) = (text for text in found if "vis-network" in text[:200])
    (drawing,) = (text for text in found if "new vis.Network(" in text)
    return library, drawing


def _tip(node: Node) -> str:
    lines = (
        node.name,
        node.title,
        " ".join(filter(None, [node.venue, str(node.year or "") if node.kind != "repository" else ""])),
    )
    return _unlinked("\n".join(dict.fromkeys(filter(None, lines))))


def _unlinked(text: str) -> str:
    """Text without the letters at which pyvis takes a tooltip for HTML: a word joiner keeps them apart."""
    return text.replace("href", "hr\u2060ef")


def sentence(edge: Edge) -> str:
    """A link's reason as one sentence.

    >>> sentence(Edge("WRN", "PreActResNet", "scales", "fewer layers, wider ones", where="§2"))
    'WRN scales PreActResNet: fewer layers, wider ones (§2)'
    """
    how = f": {edge.how.rstrip('. ')}" if edge.how else ""
    where = f" ({edge.where})" if edge.where else ""
    return f"{edge.child} {verb(edge.relation)} {edge.parent}{how}{where}"


def verb(relation: str) -> str:
    """A relation as it stands between child and parent."""
    return VERBS.get(relation, relation.replace("_", " "))


# -- what our own script reads --------------------------------------------------------------------------------------


def _data(lineage: Lineage, whole: Layout) -> dict[str, Any]:
    at = {node.name: i for i, node in enumerate(lineage.nodes)}
    descent = any(edge.is_descent for edge in lineage.edges)
    names = _relations(lineage.edges)
    return {
        "root": at.get(lineage.root, -1),
        "nodes": [{**asdict(node), "url": web(node.url)} for node in lineage.nodes],
        "edges": [
            {
                **asdict(edge),
                "from": at.get(edge.parent, -1),
                "to": at.get(edge.child, -1),
                "line": edge.is_descent or not descent,
                "sentence": sentence(edge),
            }
            for edge in lineage.edges
        ],
        "relations": [
            {"name": name, "verb": verb(name), "colour": _colour(name, names), "arrow": name not in MUTUAL}
            for name in names
        ],
        "quiet": sorted({lineage.edges[number].relation for number in whole.over}),
        "views": [*_parts(lineage, at), _view(whole, at, range(len(lineage.edges)), -1)],
    }


def _relations(edges: Iterable[Edge]) -> list[str]:
    found = {edge.relation for edge in edges}
    return [name for name in RELATIONS if name in found] + sorted(found - set(RELATIONS))


def _colour(relation: str, among: list[str]) -> str:
    greys = [name for name in among if name not in COLOURS] or [relation]
    return COLOURS.get(relation) or GREYS[greys.index(relation) % len(GREYS)]


def web(url: str) -> str:
    """The address if it is one of the web, else nothing: no other scheme may become a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and url.isprintable() else ""


def _parts(lineage: Lineage, at: dict[str, int]) -> list[dict[str, Any]]:
    """For a crowd, the surroundings of the node asked for, else of those from which and to which most lines lead."""
    if len(lineage.nodes) <= CROWD:
        return []
    lines = Lineage(lineage.root, lineage.nodes, [edge for edge in lineage.edges if edge.is_descent] or lineage.edges)
    links = {node.name: len(lines.parents(node.name)) + len(lines.children(node.name)) for node in lineage.nodes}
    hubs = sorted(links, key=lambda name: -links[name])[:8]
    return [_part(lineage, lines, at, hub) for hub in ([lineage.root] if lineage.root in at else hubs)]


def _part(lineage: Lineage, lines: Lineage, at: dict[str, int], hub: str) -> dict[str, Any]:
    near = (lines if lines.parents(hub) or lines.children(hub) else lineage).near(hub, NEAR)
    kept = [i for i, edge in enumerate(lineage.edges) if {edge.child, edge.parent} <= near]
    nodes = [node for node in lineage.nodes if node.name in near]
    return _view(arrange(Lineage(hub, nodes, [lineage.edges[i] for i in kept]), effort=0.1), at, kept, at[hub])


def _view(layout: Layout, at: dict[str, int], numbers: Iterable[int], hub: int) -> dict[str, Any]:
    number = list(numbers)
    return {
        "hub": hub,
        "places": {at[name]: asdict(place) for name, place in layout.places.items()},
        "routes": {number[i]: asdict(route) for i, route in layout.routes.items()},
        "ticks": [asdict(tick) for tick in layout.ticks],
        "lanes": [asdict(lane) for lane in layout.lanes],
        "width": layout.width,
        "height": layout.height,
    }


# -- the page -------------------------------------------------------------------------------------------------------


def _words(lineage: Lineage) -> str:
    """The same as text, for readers who cannot see the picture."""
    linked = {name for edge in lineage.edges for name in (edge.child, edge.parent)}
    lines = [sentence(edge) for edge in lineage.edges]
    lines += [f"{node.name}: no link" for node in lineage.nodes if node.name not in linked]
    return "\n".join(f"<li>{escape(line)}</li>" for line in lines)


def quiet_json(text: str) -> str:
    """JSON that cannot end the script element which holds it."""
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy under which nothing runs and nothing is fetched but what this page holds."""
    run, look = (" ".join(f"'sha256-{_digest(text)}'" for text in texts) for texts in (scripts, styles))
    return (
        f"default-src 'none'; script-src {run}; style-src {look}; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("kg").joinpath("assets", name).read_text(encoding="utf-8")


def _filled(template: str, **parts: str) -> str:
    """The template with its places filled in one pass, so that what is filled in is never read as a place."""
    text = re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], template)
    return text.encode("utf-8", "replace").decode("utf-8")
