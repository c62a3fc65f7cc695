"""The page: nothing from elsewhere, text stays text, limits."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from test_layout import edge, grown, sample

from kg.errors import KgError
from kg.lineage import Edge, Lineage, Node
from kg.render import COLOURS, page, sentence

HOSTILE = [
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    'x" onmouseover="alert(3)',
    "' onfocus='alert(4)' autofocus='",
    "{{7*7}} {{data}} {{script}} \\1 \\g<0>",
    "<!-- <script> <![CDATA[ ]]> -->",
    '<a href="javascript:alert(5)">href</a>',
    "</style></title></textarea><svg onload=alert(6)>",
    "\u2028\u2029\x00 \ud800 &lt;b&gt; &amp;",
]
URLS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
    "//evil.example/", "http:evil", "https://", "vbscript:x", "https://a.example/\nx", "http://[bad",
]  # fmt: skip


class Elements(HTMLParser):
    """All elements with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.held: dict[str, list[str]] = {"script": [], "style": [], "li": [], "h1": []}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside = tag
        self.held.get(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in self.held:
            self.held[self.inside][-1] += data

    def attribute(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.found for key, value in attributes.items() if key == name]


def hostile() -> Lineage:
    nodes = [
        Node(text, text, text, 2014 + i, text, text + " href", text, URLS[i % len(URLS)])
        for i, text in enumerate(HOSTILE)
    ]
    edges = [Edge(b, a, a, b, a, b, a) for a, b in pairwise(HOSTILE)]
    return Lineage(HOSTILE[3], nodes, edges)


def harmless() -> Lineage:
    nodes = [Node(f"n{i}", f"N{i}", "method", 2014 + i, "p", "title", "venue") for i in range(len(HOSTILE))]
    return Lineage("N3", nodes, [Edge(f"N{i + 1}", f"N{i}", "builds on", "so") for i in range(len(HOSTILE) - 1)])


def data_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="lineage">(.*?)</script>', text, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_nothing_comes_from_elsewhere() -> None:
    elements = Elements(page(sample(), title="All", note="a note"))
    for name in ("src", "href", "action", "data", "srcset", "poster", "integrity"):
        assert all(value == "data:," for value in elements.attribute(name)), name
    assert not {tag for tag, _ in elements.found} & {"img", "iframe", "object", "embed", "base", "center"}
    styles = "".join(elements.held["style"])
    assert "url(" not in styles
    assert "@import" not in styles


def test_nothing_of_the_page_by_pyvis_is_left_but_its_scripts() -> None:
    text = page(sample(), title="All")
    assert text.startswith("<!DOCTYPE html>")
    assert not re.search(r"bootstrap|jsdelivr|cdnjs|unpkg|node_modules", text)
    assert "neighbourhoodHighlight" not in text
    assert text.count("new vis.Network(") == 1


def test_the_policy_allows_just_what_the_page_holds() -> None:
    elements = Elements(page(hostile(), title="All"))
    (policy,) = (a["content"] for tag, a in elements.found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    run = [text for (_, a), text in zip(scripts(elements), elements.held["script"], strict=True) if "type" not in a]
    assert len(run) == 3
    for text in run + elements.held["style"]:
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert not [name for _, a in elements.found for name in a if name.startswith("on") or name == "style"]


def told(text: str) -> str:
    """Text as UTF-8 can hold it."""
    return text.encode("utf-8", "replace").decode()


def scripts(elements: Elements) -> list[tuple[str, dict[str, str | None]]]:
    return [found for found in elements.found if found[0] == "script"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    plain, bad = (page(lineage, title=t, note=t) for lineage, t in ((harmless(), "T"), (hostile(), text)))
    one, other = Elements(plain), Elements(bad)
    assert [tag for tag, _ in other.found] == [tag for tag, _ in one.found]
    assert [a.keys() for _, a in other.found] == [a.keys() for _, a in one.found]
    assert other.held["h1"] == [told(text)]
    assert [node["name"] for node in data_of(bad)["nodes"]] == [told(name) for name in HOSTILE]
    bad.encode("utf-8")


def test_only_addresses_of_the_web_become_links() -> None:
    good = ["https://arxiv.org/abs/1512.03385", "http://example.org/a?b=c#d"]
    nodes = [Node(f"n{i}", f"N{i}", year=2015, url=url) for i, url in enumerate(URLS + good)]
    urls = [node["url"] for node in data_of(page(Lineage("", nodes, []), title="T"))["nodes"]]
    assert urls == [""] * len(URLS) + good


def test_tooltips_never_hold_what_makes_pyvis_take_them_for_html() -> None:
    drawing, nodes, edges = drawn(hostile())
    assert "innerHTML" not in drawing
    assert "hr\u2060ef" in nodes[0]["title"]
    assert not [one for one in nodes + edges if "href" in one["title"]]


def test_a_link_is_told_in_one_sentence() -> None:
    wrn = Edge("WRN", "PreActResNet", "scales", "fewer layers, wider ones.", where="§2")
    assert sentence(wrn) == "WRN scales PreActResNet: fewer layers, wider ones (§2)"
    assert sentence(replace(wrn, how="", where="")) == "WRN scales PreActResNet"
    assert sentence(Edge("A", "B", "contrasts_with", "it adds")) == "A contrasts with B: it adds"
    assert "<li>WRN scales PreActResNet: a change (§1)</li>" in page(sample(), title="T"), (
        "for readers without the picture"
    )


def test_relations_have_their_colours_and_others_are_grey() -> None:
    lineage = sample("WRN uses VGG", "FractalNet contrasts_with ResNet")
    extra = Lineage("", lineage.nodes, [*lineage.edges, Edge("WRN", "NIN", "published at")])
    relations = {one["name"]: one for one in data_of(page(extra, title="T"))["relations"]}
    assert list(relations)[:6] == list(COLOURS)
    assert all(relations[name]["colour"] == colour for name, colour in COLOURS.items())
    greys = [relations[name]["colour"] for name in ("uses", "contrasts_with", "published at")]
    assert len(set(greys)) == 3
    assert not set(greys) & set(COLOURS.values())
    assert relations["contrasts_with"]["verb"] == "contrasts with"
    assert not relations["contrasts_with"]["arrow"]


def test_pyvis_holds_the_whole_network_at_fixed_places() -> None:
    drawing, nodes, edges = drawn(sample())
    assert len(nodes) == len(sample().nodes)
    assert {(edge["from"], edge["to"]) for edge in edges} == {
        (names().index(link.parent), names().index(link.child)) for link in sample().edges
    }
    assert all({"x", "y", "label", "title"} <= node.keys() for node in nodes)
    assert '"physics": {"enabled": false}' in drawing


def drawn(lineage: Lineage) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """The script that pyvis wrote, and its nodes and edges."""
    (script,) = (text for text in Elements(page(lineage, title="T")).held["script"] if "new vis.Network(" in text)
    nodes, edges = (json.loads(found) for found in re.findall(r"new vis\.DataSet\((\[.*\])\);", script))
    return script, nodes, edges


def names() -> list[str]:
    return [node.name for node in sample().nodes]


def test_more_than_a_page_can_draw_is_refused() -> None:
    with pytest.raises(KgError, match=r"1501 nodes .* \(1500\); narrow it with --only .* gexf for Gephi") as caught:
        page(Lineage("", [Node(f"n{i}", f"N{i}") for i in range(1501)], []), title="T")
    assert caught.value.exit_code == 1


def test_a_crowd_begins_with_a_part() -> None:
    crowd = grown(301)
    assert len(data_of(page(grown(300), title="T"))["views"]) == 1
    near, whole = data_of(page(Lineage("Net-9-xx", crowd.nodes, crowd.edges), title="T"))["views"]
    assert near["hub"] == 9
    assert "9" in near["places"]
    assert 1 < len(near["places"]) <= 120
    assert set(near["routes"]) <= set(whole["routes"])
    assert len(whole["places"]) == 301
    asked = data_of(page(crowd, title="T"))["views"]
    assert len(asked) == 9
    assert all(str(view["hub"]) in view["places"] for view in asked[:-1])


def test_many_links_that_are_no_descent_are_not_shown_at_first() -> None:
    uses = [f"{node.name} uses ResNet" for node in sample().nodes if node.year > 2015]
    assert data_of(page(sample(*uses), title="T"))["quiet"] == ["uses"]
    assert data_of(page(sample("DPN uses VGG"), title="T"))["quiet"] == []


def test_what_comes_twice_is_drawn_once() -> None:
    nodes = [Node("a", "A", year=2015), Node("b", "A", year=2016), Node("c", "C", year=2017)]
    data = data_of(page(Lineage("A", nodes, [edge("C extends A"), edge("C extends A")]), title="T"))
    assert [node["id"] for node in data["nodes"]] == ["b", "c"]
    assert len(data["edges"]) == 1


def test_the_page_is_the_same_on_every_run() -> None:
    assert page(sample(), title="T") == page(sample(), title="T")
