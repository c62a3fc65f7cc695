"""Lineage -> two tables, methods and links, as CSV for spreadsheets (RFC 4180, but with LF).

A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers. The exact texts
are in every other format, and in the CSV of `kg query`, which SPARQL prescribes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kg.export.escape import cell
from kg.export.network import EDGE, NODE, edges, nodes
from kg.lineage import Lineage

_ENDS = ("child", "child_label", "parent", "parent_label")


def node_table(lineage: Lineage) -> Iterator[bytes]:
    """One row for each method."""
    rows = ([node.id, node.label, *(node.attributes.get(name, "") for name in NODE)] for node in nodes(lineage))
    return table(("id", "label", *NODE), rows)


def edge_table(lineage: Lineage) -> Iterator[bytes]:
    """One row for each link, with ids and labels of both ends."""
    label = {node.id: node.name for node in lineage.nodes}
    rows = (
        [
            *(edge.child, label[edge.child], edge.parent, label[edge.parent]),
            *(edge.attributes.get(name, "") for name in EDGE),
        ]
        for edge in edges(lineage)
    )
    return table((*_ENDS, *EDGE), rows)


def table(columns: Iterable[str], rows: Iterable[list[str | int]]) -> Iterator[bytes]:
    """A head and rows as CSV."""
    yield _row(list(columns))
    for row in rows:
        yield _row([cell(value) if isinstance(value, str) else value for value in row])


def _row(cells: list[str] | list[str | int]) -> bytes:
    # Written with CR LF because the csv module quotes a cell for the line ends of its own dialect only.
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()[:-2].encode() + b"\n"
