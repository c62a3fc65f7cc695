"""Lineage -> GraphML with yEd's drawing beside the plain attributes, so that labels show in yEd, Gephi and networkx."""

from __future__ import annotations

from collections.abc import Iterator

from kg.export.escape import xml
from kg.export.network import EDGE, NODE, Element, edges, nodes, places
from kg.export.palette import ACCENT, INK, LINES, PAPER, colour
from kg.layout.shapes import BOX, width_of
from kg.lineage import Lineage

#: Gephi takes the text under these two ids for the label, as yEd's own files have it; under others it reports an error.
_NODE_DRAWING, _EDGE_DRAWING = "d3", "d7"

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
<key id="{_NODE_DRAWING}" for="node" yfiles.type="nodegraphics"/>
<key id="{_EDGE_DRAWING}" for="edge" yfiles.type="edgegraphics"/>
"""


def graphml(lineage: Lineage) -> Iterator[bytes]:
    """GraphML, one node or edge a line; edges run from child to parent, yEd draws their arrows from old to new."""
    yield (_HEAD + "".join(_keys()) + '<graph id="lineage" edgedefault="directed">\n').encode()
    where = places(lineage)
    root = next((node.id for node in lineage.nodes if node.name == lineage.root), None)
    for node in nodes(lineage):
        drawing = _shape(node, *where[node.id], focus=node.id == root)
        yield f'<node id="{xml(node.id)}">{drawing}{_data("node", node)}</node>\n'.encode()
    for edge in edges(lineage):
        ends = f'id="{xml(edge.id)}" source="{xml(edge.child)}" target="{xml(edge.parent)}"'
        yield f"<edge {ends}>{_line(edge)}{_data('edge', edge)}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


def _keys() -> Iterator[str]:
    for of, names in (("node", NODE), ("edge", EDGE)):
        for name in ("label", *names):
            kind = "int" if name == "year" else "string"
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(of: str, element: Element) -> str:
    said = {"label": element.label, **element.attributes}
    return "".join(f'<data key="{of}-{name}">{xml(str(value))}</data>' for name, value in said.items())


def _shape(node: Element, x: int, y: int, focus: bool) -> str:
    fill, ink = (ACCENT, PAPER) if focus else (PAPER, INK)
    return (
        f'<data key="{_NODE_DRAWING}"><y:ShapeNode>'
        f'<y:Geometry height="{BOX}" width="{width_of(node.label)}" x="{x}" y="{y}"/>'
        f'<y:Fill color="{fill}" transparent="false"/>'
        f'<y:BorderStyle color="{ACCENT if focus else INK}" type="line" width="1.0"/>'
        f'<y:NodeLabel textColor="{ink}">{xml(node.label)}</y:NodeLabel>'
        '<y:Shape type="roundrectangle"/></y:ShapeNode></data>'
    )


def _line(edge: Element) -> str:
    drawn = LINES.get(str(edge.attributes.get("evidence")), "solid")
    shown = colour(str(edge.attributes.get("relation")))
    return (
        f'<data key="{_EDGE_DRAWING}"><y:PolyLineEdge>'
        f'<y:LineStyle color="{shown}" type="{"line" if drawn == "solid" else drawn}" width="1.0"/>'
        '<y:Arrows source="standard" target="none"/>'
        f'<y:EdgeLabel textColor="{shown}">{xml(edge.label)}</y:EdgeLabel>'
        "</y:PolyLineEdge></data>"
    )
