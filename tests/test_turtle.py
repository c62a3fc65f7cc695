"""Blocks -> N-Triples and Turtle: the same graph, the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import rdf
from kg.catalog import Catalog
from kg.export.turtle import ntriples, turtle
from kg.rdf import Block
from kg.source import FORBIDDEN
from kg.vocab import PREFIXES

BASE = "https://example.org/world/"

TEXT = st.text(max_size=15).filter(lambda text: not FORBIDDEN.search(text))
LITERALS = st.one_of(
    TEXT.map(rdf.literal),
    st.sampled_from(["1", "1.0", "01.50", "100", "0", "0.0"]).map(lambda text: rdf.literal(text, "xsd:decimal")),
    st.sampled_from(["1", "007", "0"]).map(lambda text: rdf.literal(text, "xsd:integer")),
    st.sampled_from(["2016", "1998"]).map(lambda text: rdf.literal(text, "xsd:gYear")),
    TEXT.map(lambda text: rdf.literal(text) + "^^<https://w3id.org/paperkin/ontology#a-b>"),
    st.sampled_from(["a^^<b>", 'a"^^xsd:decimal', "1.5", "kg:x", "<a>"]).map(rdf.literal),
)
#: Ends of addresses that an over-eager writer would shorten to something else.
ENDS = st.sampled_from(
    [
        "",
        "method/x",
        "method//x",
        "/x",
        "//evil.org/x",
        "../x",
        "./x",
        "a/../b",
        "a/./b",
        "?q",
        "#f",
        "a:b",
        "a b".replace(" ", "%20"),
        "x.",
        "-x",
        "9x",
        "a/",
        ".",
        "..",
        "...",
        "x,y",
        "x;y",
        "(x)",
        "x'y",
        "%41",
        "a/b?c#d",
        "_x",
        "é".encode().hex(),
        "a~b",
        "x@y",
    ]
)
IRIS = st.builds(
    lambda space, end: f"<{space}{end}>", st.sampled_from([BASE, *PREFIXES.values(), "https://github.com/"]), ENDS
).filter(lambda iri: iri.count("#") < 2)
BLOCKS = st.dictionaries(IRIS, st.lists(st.tuples(IRIS, IRIS | LITERALS), min_size=1, max_size=4), max_size=4)


def graph(data: bytes, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, form))


def both(blocks: list[Block], base: str = BASE) -> tuple[bytes, bytes]:
    return b"".join(turtle(blocks, base)), b"".join(ntriples(blocks))


@given(BLOCKS)
def test_turtle_says_the_same_as_ntriples(said: dict[str, list[tuple[str, str]]]) -> None:
    blocks = [Block(subject, facts) for subject, facts in sorted(said.items())]
    short, long = both(blocks)
    expected = {(subject, *fact) for subject, facts in said.items() for fact in facts}
    triples = graph(long, ox.RdfFormat.N_TRIPLES)
    assert len(triples) == len(expected)
    assert graph(short, ox.RdfFormat.TURTLE) == triples


def test_the_world_is_the_same_graph_in_both(world_catalog: Catalog) -> None:
    short, long = both(sorted(rdf.blocks(world_catalog)))
    assert graph(short, ox.RdfFormat.TURTLE) == graph(long, ox.RdfFormat.N_TRIPLES)
    assert len(graph(long, ox.RdfFormat.N_TRIPLES)) == long.count(b"\n")
    assert len(short) < len(long) / 2


def test_rdflib_reads_the_same_graph(world_catalog: Catalog) -> None:
    import rdflib

    short, long = both(sorted(rdf.blocks(world_catalog)))
    one = rdflib.Graph().parse(data=short, format="turtle")
    other = rdflib.Graph().parse(data=long, format="nt")
    assert set(one) == set(other)
    assert len(one) > 500


@pytest.mark.parametrize(
    "iri", [f"<{BASE}//evil.org/x>", f"<{BASE}../x>", f"<{BASE}a:b>", f"<{BASE}>", f"<{BASE}a/./b>", f"<{BASE}?q>"]
)
def test_what_would_resolve_to_something_else_is_written_in_full(iri: str) -> None:
    short, _ = both([Block(iri, [(iri, iri)])])
    assert short.endswith(f"{iri}\n    {iri} {iri} .\n".encode())


def test_every_prefix_is_declared_and_the_base(world_catalog: Catalog) -> None:
    head = next(iter(turtle([], BASE))).decode().splitlines()
    assert head == [f"@base <{BASE}> .", *(f"@prefix {name}: <{space}> ." for name, space in PREFIXES.items())]


def test_one_paragraph_a_subject_and_one_line_a_property() -> None:
    def term(curie: str) -> str:
        return rdf.term(curie)

    blocks = [
        Block(
            f"<{BASE}method/x>",
            [
                (term("rdf:type"), term("kg:Method")),
                (term("rdfs:label"), '"X"'),
                (term("rdfs:label"), '"A"'),
                (term("rdfs:label"), '"X"'),
            ],
        ),
        Block(f"<{BASE}method/y>", [(term("kg:generation"), rdf.literal("2", "xsd:integer"))]),
        Block(
            "<https://github.com/a/b>",
            [
                (term("kg:top1"), rdf.literal("70.50", "xsd:decimal")),
                (term("kg:top5"), rdf.literal("90", "xsd:decimal")),
            ],
        ),
    ]
    assert b"".join([*turtle(blocks, BASE)][1:]).decode() == (
        '\n\n# method\n\n<method/x>\n    a kg:Method ;\n    rdfs:label "A", "X" .\n'
        "\n<method/y>\n    kg:generation 2 .\n"
        '\n\n# repository\n\n<https://github.com/a/b>\n    kg:top1 70.5 ;\n    kg:top5 "90"^^xsd:decimal .\n'
    )


def test_ntriples_are_one_sorted_line_a_triple() -> None:
    blocks = [
        Block(
            "<http://e/s>",
            [("<http://e/q>", '"b"'), ("<http://e/p>", '"c"'), ("<http://e/q>", '"b"'), ("<http://e/p>", '"a"')],
        )
    ]
    assert b"".join(ntriples(blocks)).decode().splitlines() == [
        '<http://e/s> <http://e/p> "a" .',
        '<http://e/s> <http://e/p> "c" .',
        '<http://e/s> <http://e/q> "b" .',
    ]


def test_a_line_end_in_a_text_does_not_break_the_line() -> None:
    block = Block("<http://e/s>", [("<http://e/p>", rdf.literal('a\nb\rc\\n\t"'))])
    assert b"".join(ntriples([block])).count(b"\n") == 1
    short, long = both([block])
    assert graph(short, ox.RdfFormat.TURTLE) == graph(long, ox.RdfFormat.N_TRIPLES)


BUILD = """
import hashlib, sys
from pathlib import Path
from kg import catalog, rdf
from kg.export.turtle import ntriples, turtle
found, problems = catalog.load(Path(sys.argv[1]))
assert not problems
blocks = sorted(rdf.blocks(found))
print(hashlib.sha256(b"".join([*turtle(blocks, found.collection.base), *ntriples(blocks)])).hexdigest())
"""


def test_the_same_data_give_the_same_bytes_in_every_process(world: Path, world_catalog: Catalog) -> None:
    """Also where sets are walked in another order."""
    blocks = sorted(rdf.blocks(world_catalog))
    here = hashlib.sha256(b"".join([*turtle(blocks, BASE), *ntriples(blocks)])).hexdigest()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(rdf.__file__).parent.parent)}
        done = subprocess.run(
            [sys.executable, "-c", BUILD, world], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == here
