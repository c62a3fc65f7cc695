"""Mermaid and DOT: other readers understand them, hostile labels stay labels, relation and evidence can be seen."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pydot
import pytest
from hypothesis import given, settings
from lineages import BITTERN, HOSTILE, lineages, written

from kg.errors import QueryError
from kg.export import diagram
from kg.export.escape import line as one_line
from kg.lineage import Edge, Lineage, Node

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")

_LABEL = r'"((?:[A-Za-z0-9 ,()+./-]|[^\x00-\x7f]|#\d+;)+)"'
_MERMAID = {
    "comment": r"%% [^{}]*",
    "node": rf"(\w+)\({_LABEL}\)",
    "edge": rf"(\w+) -->\|{_LABEL}\| (\w+)",
    "style": r"linkStyle \d+(?:,\d+)* stroke:#[0-9A-F]{6}(?:,stroke-dasharray:\d+ \d+)?",
    "class": r"classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}|class \w+ focus",
}


def mermaid_read(text: str) -> dict[str, list[Any]]:
    """The lines of a flowchart by kind; refuses all but the few forms that we write."""
    head, *lines, last = text.split("\n")
    assert (head, last) == ("flowchart LR", "")
    found: dict[str, list[Any]] = {kind: [] for kind in _MERMAID}
    for line in lines:
        matches = {kind: match for kind, rule in _MERMAID.items() if (match := re.fullmatch(rf"  (?:{rule})", line))}
        assert len(matches) == 1, line
        found[next(iter(matches))].append(next(iter(matches.values())).groups())
    return found


def entities(text: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


@given(lineages())
def test_mermaid_keeps_to_its_grammar_and_says_every_label(lineage: Lineage) -> None:
    found = mermaid_read(written("mermaid", lineage).decode())
    labels = {word: entities(label) for word, label in found["node"]}
    expected = [f"{one_line(node.name) or '?'} · {node.year}" for node in lineage.nodes]
    assert list(labels.values()) == [one_line(label) for label in expected]
    assert not {"end", "default", "graph", "subgraph"} & set(labels)
    drawn = [(labels[old], entities(word), labels[new]) for old, word, new in found["edge"]]
    position = {node.name: n for n, node in enumerate(lineage.nodes)}
    assert [(a, b) for a, _, b in drawn] == [
        (one_line(expected[position[edge.parent]]), one_line(expected[position[edge.child]])) for edge in lineage.edges
    ]


def test_drawings_show_relation_by_colour_and_evidence_by_line() -> None:
    text = written("mermaid", BITTERN).decode()
    assert 'm_slim_egret -->|"combines"| m_bittern' in text
    assert "linkStyle 0 stroke:#CC79A7\n" in text
    assert "linkStyle 1 stroke:#56B4E9,stroke-dasharray:6 4\n" in text
    assert "%% Colour: #56B4E9 simplifies, #CC79A7 combines, " in text
    assert "%% Line: solid stated, dashed implied, dotted curated." in text
    drawn = pydot.graph_from_dot_data(written("dot", BITTERN).decode())[0]
    edge = drawn.get_edge('"heron"', '"slim-egret"')[0]
    assert (edge.get("color"), edge.get("style")) == ('"#56B4E9"', '"dashed"')


@settings(max_examples=40)
@given(lineages())
def test_dot_is_read_by_another_parser(lineage: Lineage) -> None:
    (read,) = pydot.graph_from_dot_data(written("dot", lineage).decode())
    names = [f'"{node.id}"' for node in lineage.nodes]
    assert [node.get_name() for node in read.get_nodes() if node.get_name() not in ("node", "edge")] == names
    assert Counter((edge.get_source(), edge.get_destination()) for edge in read.get_edges()) == {
        (names[1], names[2]): 2,
        (names[0], names[1]): 1,
    }


def test_graphviz_draws_hostile_labels_as_they_are(tmp_path: Path) -> None:
    if not (program := shutil.which("dot")):
        pytest.skip("NO GRAPHVIZ: DOT was read by pydot only, NOT drawn")
    nodes = [Node(f"m-{n}", name, title=name, url=f'https://e.org/" onclick="{n}') for n, name in enumerate(HOSTILE)]
    edges = [Edge(a, b, "extends", a) for a, b in zip(HOSTILE[1:], HOSTILE, strict=False)]
    (tmp_path / "x.dot").write_bytes(written("dot", Lineage(HOSTILE[0], nodes, edges)))
    svg = subprocess.run([program, "-Tsvg", "x.dot"], cwd=tmp_path, capture_output=True, check=True)
    assert svg.stderr == b""
    read: list[str] = []
    inside: list[str] = []
    reader = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartElementHandler = lambda tag, said: (inside.append(tag), read.append("") if tag == "text" else None)  # type: ignore[func-returns-value]
    reader.EndElementHandler = lambda tag: inside.pop()
    reader.CharacterDataHandler = lambda text: read.append(read.pop() + text) if inside[-1] == "text" else None  # type: ignore[func-returns-value]
    reader.Parse(svg.stdout, True)
    assert {one_line(name) for name in HOSTILE} <= set(read)
    assert b"onclick=" not in svg.stdout.replace(b"%20onclick=", b"")


def test_a_drawing_of_too_many_links_is_refused_with_a_way_out() -> None:
    nodes = [Node(f"m-{n}", f"M{n}") for n in range(diagram.MOST_EDGES + 2)]
    edges = [Edge(f"M{n + 1}", "M0", "extends") for n in range(diagram.MOST_EDGES + 1)]
    for name in ("mermaid", "dot"):
        with pytest.raises(QueryError, match=r"401 links.*--depth.*gexf"):
            written(name, Lineage("", nodes, edges))
        assert written(name, Lineage("", nodes, edges[1:]))
