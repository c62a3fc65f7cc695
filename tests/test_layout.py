"""The layout: time order, nothing over anything else, the same on every run, fast."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from kg.layout import Layout, Place, arrange
from kg.lineage import DESCENT, Edge, Lineage, Node

YEARS = {
    "LeNet": 1998, "AlexNet": 2012, "NIN": 2013, "VGG": 2014, "GoogLeNet": 2014, "Inception-v3": 2015, "ResNet": 2015,
    "Highway Network": 2015, "Inception-ResNet": 2016, "PreActResNet": 2016, "WRN": 2016, "DenseNet": 2016,
    "ResNeXt": 2016, "Xception": 2016, "SqueezeNet": 2016, "MobileNet": 2017, "ShuffleNet": 2017, "DPN": 2017,
    "SENet": 2017, "NASNet": 2017, "PNASNet": 2017, "MobileNetV2": 2018, "MnasNet": 2018, "DARTS": 2018,
    "EfficientNet": 2019, "MobileNetV3": 2019, "FractalNet": 2016,
}  # fmt: skip
LINKS = """
AlexNet scales LeNet, VGG scales AlexNet, NIN modifies AlexNet, GoogLeNet extends NIN, Inception-v3 modifies GoogLeNet
ResNet extends VGG, ResNet simplifies Highway Network, Inception-ResNet combines Inception-v3
Inception-ResNet combines ResNet, PreActResNet modifies ResNet, WRN scales PreActResNet, DenseNet modifies PreActResNet
ResNeXt extends ResNet, Xception modifies Inception-v3, SqueezeNet simplifies AlexNet, MobileNet simplifies Xception
ShuffleNet modifies ResNeXt, ShuffleNet combines MobileNet, DPN combines ResNeXt, DPN combines DenseNet
SENet extends ResNet, NASNet searches Xception, PNASNet searches NASNet, MobileNetV2 modifies MobileNet
MnasNet searches MobileNetV2, DARTS searches NASNet, EfficientNet scales MnasNet, MobileNetV3 searches MnasNet
MobileNetV3 extends MobileNetV2
"""


def edge(text: str) -> Edge:
    match = re.fullmatch(rf"(.+) ({'|'.join((*DESCENT, 'uses', 'contrasts_with'))}) (.+)", text.strip())
    assert match, text
    return Edge(match[1], match[3], match[2], "a change", "", "§1", "stated")


def sample(*more: str) -> Lineage:
    nodes = [Node(name.lower(), name, year=year) for name, year in YEARS.items()]
    links = [text for line in LINKS.strip().splitlines() for text in line.split(", ")]
    return Lineage("ResNet", nodes, [edge(text) for text in (*links, *more)])


def grown(count: int, links: int = 2, years: int = 14) -> Lineage:
    """A large lineage by a fixed rule: most links are to near methods, some to the first."""
    nodes = [Node(f"n{i}", f"Net-{i}-{'x' * (i % 7)}", year=2000 + i * years // count) for i in range(count)]
    edges = []
    for i in range(1, count):
        for k in range(links):
            other = (i * 7919 + k * 104729) % min(i, 60)
            parent = other if (i + k) % 5 == 0 else i - 1 - other
            edges.append(Edge(nodes[i].name, nodes[parent].name, DESCENT[(i + k) % 6], evidence="stated"))
    return Lineage("", nodes, list({(e.child, e.parent): e for e in edges}.values()))


def box(place: Place) -> tuple[float, float, float, float]:
    return place.left, place.y - place.height / 2, place.right, place.y + place.height / 2


def apart(one: Place, other: Place) -> bool:
    a, b = box(one), box(other)
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def level_pieces(path: str) -> Iterator[tuple[float, float, float]]:
    """The level pieces of a route: height, from, to."""
    x = y = 0.0
    for command, numbers in re.findall(r"([MHVCq])([^MHVCq]*)", path):
        values = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
        if command == "H":
            yield y, min(x, values[0]), max(x, values[0])
            x = values[0]
        elif command == "V":
            y = values[0]
        elif command == "q":
            x, y = x + values[2], y + values[3]
        else:
            x, y = values[-2:]


@pytest.mark.parametrize("lineage", [sample(), grown(60), grown(400, 3)], ids=["sample", "60", "400"])
def test_time_runs_from_left_to_right(lineage: Lineage) -> None:
    places = arrange(lineage).places
    for link in lineage.edges:
        if lineage.node[link.parent].year < lineage.node[link.child].year:
            assert places[link.parent].right < places[link.child].left, link


@pytest.mark.parametrize("lineage", [sample(), grown(60), grown(400, 3)], ids=["sample", "60", "400"])
def test_no_label_lies_over_another(lineage: Lineage) -> None:
    places = list(arrange(lineage).places.values())
    assert len(places) == len(lineage.nodes)
    assert all(apart(one, other) for i, one in enumerate(places) for other in places[:i])


def test_lines_pass_between_labels() -> None:
    lineage = sample()
    layout = arrange(lineage)
    for number, route in layout.routes.items():
        ends = {lineage.edges[number].child, lineage.edges[number].parent}
        for name, place in layout.places.items():
            left, top, right, bottom = box(place)
            for y, start, end in level_pieces(route.path):
                assert name in ends or y < top or y > bottom or end < left or start > right, (ends, name)


def test_an_arrow_ends_at_its_child() -> None:
    lineage = sample()
    layout = arrange(lineage)
    assert layout.routes.keys() == set(range(len(lineage.edges)))
    for number, route in layout.routes.items():
        child = layout.places[lineage.edges[number].child]
        assert route.way == 1
        assert route.x == child.left
        assert abs(route.y - child.y) <= child.height / 2


def test_years_that_occur_are_at_equal_steps_and_gaps_are_marked() -> None:
    ticks = arrange(sample()).ticks
    assert [tick.label for tick in ticks] == [str(year) for year in sorted(set(YEARS.values()))]
    assert len({b.x - a.x for a, b in pairwise(ticks)}) == 1
    assert [tick.label for tick in ticks if tick.gap] == ["2012"]


def test_every_family_has_its_lane() -> None:
    layout = arrange(sample())
    assert all(a.bottom == b.top for a, b in pairwise(layout.lanes))
    where = {name: lane_of(layout, name) for name in layout.places}
    assert where["PreActResNet"] == where["ResNet"] == where["WRN"] == "ResNet"
    assert where["MobileNetV2"] == where["MnasNet"] != where["ResNet"]
    assert where["Highway Network"] == where["ResNet"], "a small family stands with what came of it"


def lane_of(layout: Layout, name: str) -> str:
    _, top, _, bottom = box(layout.places[name])
    (lane,) = (lane.name for lane in layout.lanes if lane.top <= top and bottom <= lane.bottom)
    return lane


def test_methods_without_descent_stand_below_all_others() -> None:
    layout = arrange(sample())
    assert layout.lanes[-1].name == "on their own"
    assert [name for name in layout.places if lane_of(layout, name) == "on their own"] == ["FractalNet"]


def test_a_successor_of_the_same_year_stands_under_its_parent_and_further_right() -> None:
    layout = arrange(sample())
    parent, child = layout.places["PreActResNet"], layout.places["WRN"]
    assert child.y > parent.y
    assert parent.left < child.left < parent.right


def points(path: str) -> list[tuple[float, float]]:
    """A route as a line of short straight pieces."""
    found: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MHVCq])([^MHVCq]*)", path):
        v = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
        x, y = found[-1] if found else (0.0, 0.0)
        if command in "HV":
            found.append((v[0], y) if command == "H" else (x, v[0]))
        elif command == "C":
            for t in (0.25, 0.5, 0.75, 1.0):
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found.append((a * x + b * v[0] + c * v[2] + d * v[4], a * y + b * v[1] + c * v[3] + d * v[5]))
        else:
            found.append((x + v[2], y + v[3]) if command == "q" else (v[0], v[1]))
    return found


def cross(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    def side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return any(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for a, b in pairwise(one)
        for c, d in pairwise(other)
    )


def test_few_lines_cross() -> None:
    """Four pairs of lines cross; in the order in which the tree is read, nine would."""
    lineage = sample()
    lines = {number: points(route.path) for number, route in arrange(lineage).routes.items()}
    parent = {number: lineage.edges[number].parent for number in lines}
    pairs = [(a, b) for a in lines for b in lines if a < b and parent[a] != parent[b] and cross(lines[a], lines[b])]
    assert len(pairs) <= 6, [(lineage.edges[a], lineage.edges[b]) for a, b in pairs]


def test_the_same_on_every_run() -> None:
    code = "import test_layout as t; print(t.arrange(t.sample()), t.arrange(t.grown(40)))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=os.path.dirname(__file__),
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(runs) == 1
    assert len(runs.pop()) > 10_000


@pytest.mark.parametrize("step", [0, 1], ids=["in one year", "a year each"])
def test_a_chain_of_5000_does_not_recurse(step: int) -> None:
    nodes = [Node(f"n{i}", f"N{i}", year=2000 + step * i) for i in range(5000)]
    layout = arrange(Lineage("", nodes, [Edge(f"N{i + 1}", f"N{i}", "extends") for i in range(4999)]))
    assert len(layout.routes) == 4999


def test_1500_nodes_in_under_two_seconds() -> None:
    lineage = grown(1500)
    start = time.process_time()
    arrange(lineage)
    assert time.process_time() - start < 2


def test_nodes_without_a_year_stand_in_columns_of_their_own() -> None:
    people = [Node(f"p{i}", f"Person {i}", "person") for i in range(40)]
    papers = [Node(f"q{i}", f"Paper {i}", "paper", 2010 + i) for i in range(5)]
    lineage = Lineage("", papers + people, [Edge(f"Paper {i % 5}", f"Person {i}", "author") for i in range(40)])
    layout = arrange(lineage)
    assert [tick.label for tick in layout.ticks] == ["no year", "", "2010", "2011", "2012", "2013", "2014"]
    assert max(layout.places[p.name].right for p in people) < min(layout.places[p.name].left for p in papers)
    after = arrange(Lineage("", papers + people, [replace(e, child=e.parent, parent=e.child) for e in lineage.edges]))
    assert [tick.label for tick in after.ticks][-2:] == ["no year", ""], "what the papers lead to stands behind them"


def test_many_links_that_are_no_descent_do_not_move_the_picture() -> None:
    names = list(YEARS)
    uses = [f"{child} uses ResNet" for child in names if YEARS[child] > 2015]
    plain, full = arrange(sample()), arrange(sample(*uses))
    assert full.places == plain.places
    assert len(full.over) == len(uses)
    assert len(full.routes) == len(plain.routes) + len(uses)
    assert not arrange(sample("DPN uses VGG")).over, "a few find room between the others"


def test_a_link_against_time_points_at_its_child_from_the_right() -> None:
    layout = arrange(Lineage("", [Node("a", "A", year=2016), Node("b", "B", year=2015)], [Edge("B", "A", "extends")]))
    assert layout.routes[0].way == -1
    assert layout.routes[0].x == layout.places["B"].right


def test_odd_input_is_drawn_as_far_as_it_makes_sense() -> None:
    assert arrange(Lineage("", [], [])).places == {}
    nodes = [Node("a", "A", year=2015), Node("b", "", year=2015), Node("c", "A", year=2015)]
    loop = [Edge("A", "A", "extends"), Edge("A", "gone", "extends"), Edge("A", "", "extends"), Edge("", "A", "extends")]
    layout = arrange(Lineage("A", nodes, loop))
    assert set(layout.places) == {"A", ""}
    assert set(layout.routes) == {2, 3}
    assert layout.places[""].label == "?"
