"""Lineages for tests of what is drawn and written of them: a plain one, and any with hostile text in every field."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.export.escape import line
from kg.export.formats import LINEAGE_FORMATS
from kg.lineage import RELATIONS, Edge, Lineage, Node

HOSTILE = [
    *('say "hi"', "a] b", "a [x](y) {z}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "two\nlines"),
    *("%% comment", '%%{init: {"theme": "dark"}}%%', "end", "subgraph x", "style a:#x; b", "1. list", "- item", "---"),
    *(
        "`md **bold**`",
        "a --> b",
        "x|y|z",
        "&lt;b&gt; &amp;",
        "#quot; #35;",
        "C:\\N \\G \\",
        '"]; evil --> n',
        "a\u2028b",
    ),
    *(
        "=cmd|'/C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\tx",
        "\rx",
        "]]>",
        "-->",
        "{",
        "}",
        "}}",
        "$x^2$",
        "50% & #1_a~",
    ),
    *("鷺", "e\u0301 ü 🐦", "__proto__", "LeNet-5", 'x"@en . <http://evil> <http://evil> "y', "javascript:alert(1)"),
]
TEXTS = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t\"'<>&\\{}[]%#;|`=,"), min_size=1
).filter(str.strip)


@st.composite
def lineages(draw: st.DrawFn) -> Lineage:
    """Three methods and three links, with anything in every field."""
    names = draw(st.lists(TEXTS, min_size=3, max_size=3, unique_by=lambda name: line(name) or "?"))
    text = lambda: draw(TEXTS)  # noqa: E731
    nodes = [Node(f"m-{n}", name, text(), 2000 + n, text(), text(), text(), text()) for n, name in enumerate(names)]
    pairs = [(names[2], names[1]), (names[1], names[0]), (names[2], names[1])]
    edges = [Edge(*pair, draw(st.sampled_from(RELATIONS)), text(), text(), text(), "stated") for pair in pairs]
    return Lineage(names[2], nodes, edges)


BITTERN = Lineage(
    "Bittern",
    [
        Node("heron", "Heron", year=1998),
        Node("slim-egret", "Slim Egret", year=2016),
        Node("bittern", "Bittern", year=2016),
    ],
    [
        Edge("Bittern", "Slim Egret", "combines", "gives every odd stage", "", "§6", "stated"),
        Edge("Slim Egret", "Heron", "simplifies", "leaves out every second filter", "", "§4", "implied"),
        Edge("Bittern", "Heron", "inspired_by", "the thought of it", "", "", "curated"),
    ],
)


def written(form: str, lineage: Lineage) -> bytes:
    """A lineage in one of its formats."""
    return b"".join(LINEAGE_FORMATS[form].write(lineage))
