"""Lineage -> GEXF 1.2 with labels, colours by relation and lines by evidence, as Gephi shows them.

Written here because the writer of networkx puts the day of writing into the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.export.escape import xml
from kg.export.network import EDGE, NODE, Element, edges, nodes, places
from kg.export.palette import ACCENT, INK, LINES, colour, rgb
from kg.lineage import Lineage

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph mode="static" defaultedgetype="directed">
"""


def gexf(lineage: Lineage) -> Iterator[bytes]:
    """GEXF, one node or edge a line; edges run from child to parent."""
    yield (_HEAD + _declared("node", NODE) + _declared("edge", EDGE)).encode()
    where = places(lineage)
    root = next((node.id for node in lineage.nodes if node.name == lineage.root), None)
    yield b"<nodes>\n"
    for node in nodes(lineage):
        x, y = where[node.id]
        # Gephi's y runs upwards.
        drawing = _colour(ACCENT if node.id == root else INK) + f'<viz:position x="{x}" y="{-y}" z="0"/>'
        yield f'<node id="{xml(node.id)}" label="{xml(node.label)}">{_said(node, NODE)}{drawing}</node>\n'.encode()
    yield b"</nodes>\n<edges>\n"
    for edge in edges(lineage):
        ends = f'source="{xml(edge.child)}" target="{xml(edge.parent)}" label="{xml(edge.label)}"'
        yield f'<edge id="{xml(edge.id)}" {ends}>{_said(edge, EDGE)}{_line(edge)}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _declared(of: str, names: tuple[str, ...]) -> str:
    kinds = {name: "integer" if name == "year" else "string" for name in names}
    lines = "".join(f'<attribute id="{n}" title="{name}" type="{kinds[name]}"/>\n' for n, name in enumerate(names))
    return f'<attributes class="{of}" mode="static">\n{lines}</attributes>\n'


def _said(element: Element, names: tuple[str, ...]) -> str:
    values = "".join(
        f'<attvalue for="{names.index(name)}" value="{xml(str(value))}"/>' for name, value in element.attributes.items()
    )
    return f"<attvalues>{values}</attvalues>"


def _line(edge: Element) -> str:
    drawn = LINES.get(str(edge.attributes.get("evidence")), "solid")
    return f'{_colour(colour(str(edge.attributes.get("relation"))))}<viz:shape value="{drawn}"/>'


def _colour(shown: str) -> str:
    red, green, blue = rgb(shown)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
