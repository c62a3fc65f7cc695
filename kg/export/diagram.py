"""Lineage -> a drawing as text, from the older method to the newer one: Mermaid for READMEs, DOT for Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import QueryError
from kg.export.escape import address
from kg.export.escape import dot as quoted
from kg.export.escape import mermaid as entity
from kg.export.palette import ACCENT, COLOURS, INK, LINES, PAPER, colour, words
from kg.lineage import Edge, Lineage
from kg.vocab import ID

#: Mermaid draws no more than 500 links, wherever it stands, and a reader follows fewer.
MOST_EDGES = 400

_DASHES = {"solid": "", "dashed": ",stroke-dasharray:6 4", "dotted": ",stroke-dasharray:2 3"}


def mermaid(lineage: Lineage) -> Iterator[bytes]:
    """A Mermaid flowchart. Raises `QueryError` if there are too many links to draw."""
    _check(lineage)
    names = _names(lineage)
    yield b"flowchart LR\n"
    yield from (f"  %% {line}\n".encode() for line in _legend(lineage))
    for node in lineage.nodes:
        yield f'  {names[node.name]}("{entity(_label(node.name, node.year, " · "))}")\n'.encode()
    for edge in lineage.edges:
        yield f'  {names[edge.parent]} -->|"{entity(words(edge.relation))}"| {names[edge.child]}\n'.encode()
    for style, numbers in _styles(lineage).items():
        yield f"  linkStyle {','.join(map(str, numbers))} {style}\n".encode()
    yield f"  classDef default fill:{PAPER},stroke:{INK},color:{INK}\n".encode()
    if lineage.root in names:
        yield f"  classDef focus fill:{ACCENT},stroke:{ACCENT},color:{PAPER}\n".encode()
        yield f"  class {names[lineage.root]} focus\n".encode()


def dot(lineage: Lineage) -> Iterator[bytes]:
    """A graph for Graphviz; in SVG a node leads to its paper. Raises `QueryError` as `mermaid` does."""
    _check(lineage)
    ids = {node.name: quoted(node.id) for node in lineage.nodes}
    yield from (f"// {line}\n".encode() for line in _legend(lineage))
    yield b"digraph lineage {\n  rankdir=LR;\n"
    box = f'shape=box, style="rounded,filled", fillcolor="{PAPER}", color="{INK}", fontname=Helvetica'
    yield f"  node [{box}];\n".encode()
    yield b"  edge [fontname=Helvetica, fontsize=10];\n"
    for node in lineage.nodes:
        said = {"tooltip": node.title}
        if node.url.startswith(("https://", "http://")):
            said["URL"] = address(node.url)
        if node.name == lineage.root:
            said |= {"fillcolor": ACCENT, "color": ACCENT, "fontcolor": PAPER}
        label = _label(quoted(node.name), node.year, "\\n")
        yield f'  "{ids[node.name]}" [label="{label}", {_attributes(said)}];\n'.encode()
    for edge in lineage.edges:
        yield f'  "{ids[edge.parent]}" -> "{ids[edge.child]}" [{_attributes(_drawn(edge))}];\n'.encode()
    yield b"}\n"


def _check(lineage: Lineage) -> None:
    if (n := len(lineage.edges)) > MOST_EDGES:
        raise QueryError(
            f"{n} links are too many to draw (at most {MOST_EDGES}); take the lineage of one method with --depth, "
            "or the whole as graphml or gexf"
        )


def _label(name: str, year: int, between: str) -> str:
    return f"{name}{between}{year}" if year else name


def _names(lineage: Lineage) -> dict[str, str]:
    """A word for each method that Mermaid cannot take for one of its own."""
    return {
        node.name: f"m_{node.id.replace('-', '_')}" if ID.match(node.id) else f"n{n}"
        for n, node in enumerate(lineage.nodes)
    }


def _legend(lineage: Lineage) -> Iterator[str]:
    """What arrows, colours and lines mean: those that occur."""
    relations = {edge.relation for edge in lineage.edges}
    evidence = {edge.evidence for edge in lineage.edges}
    yield "Arrows run from the older method to the newer one."
    for what, found in (
        ("Colour", [f"{shown} {words(word)}" for word, shown in COLOURS.items() if word in relations]),
        ("Line", [f"{line} {word}" for word, line in LINES.items() if word in evidence]),
    ):
        if found:
            yield f"{what}: {', '.join(found)}."


def _styles(lineage: Lineage) -> dict[str, list[int]]:
    """Each way of drawing a link with the positions of the links so drawn."""
    found: dict[str, list[int]] = {}
    for n, edge in enumerate(lineage.edges):
        dashes = _DASHES[LINES.get(edge.evidence, "solid")]
        found.setdefault(f"stroke:{colour(edge.relation)}{dashes}", []).append(n)
    return found


def _drawn(edge: Edge) -> dict[str, str]:
    shown = colour(edge.relation)
    verb, line = words(edge.relation), LINES.get(edge.evidence, "solid")
    said = {"label": verb, "color": shown, "fontcolor": shown, "style": line}
    return {**said, "tooltip": f"{edge.child} {verb} {edge.parent}: {edge.how}"}


def _attributes(said: dict[str, str]) -> str:
    return ", ".join(f'{name}="{quoted(text)}"' for name, text in said.items())
