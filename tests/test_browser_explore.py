"""The lineage explorer in a real browser: what it shows, how it grows, what it says and what its address keeps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browsers import need_browser, visits

from kg.graph import load
from kg.lineage import Lineage
from kg.site import vendor

need_browser("the lineage explorer is")
needs_scripts = pytest.mark.skipif(
    bool({"graphology.umd.min.js", "sigma.min.js"} & set(vendor.missing())),
    reason="NO SCRIPTS: kg/site/vendor lacks sigma, so the map of everything is NOT tested",
)


@pytest.fixture(scope="module")
def lineage() -> Lineage:
    return load().lineage()


@pytest.fixture
def show(browser: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Opens the explorer at a fragment. `data` takes the place of the collection's lineage, `page` another page of the
    explorer's; `first` is a script that runs before the page's own."""
    with visits(browser, served) as visit:

        def open_page(
            fragment: str = "", *, data: Any = None, page: str = "explore/", first: str = "", **options: Any
        ) -> Any:
            def prepare(tab: Any) -> None:
                tab.add_init_script(first)
                if data:
                    tab.route("**/lineage.json", lambda route: route.fulfill(json=data))
                    tab.route("**/method/*.json", lambda route: route.fulfill(json={}))

            return visit(page + fragment, prepare=prepare, **options)

        yield open_page


def methods(tab: Any) -> list[str]:
    """The names of the methods drawn, once they are."""
    tab.locator("#view svg .face").first.wait_for()
    told = tab.locator("#view .face").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    return [str(text).rsplit(", ", 3)[0] for text in told]


def face(tab: Any, name: str) -> Any:
    return tab.locator(f'#view .face[aria-label^="{name}, "]')


def fragment(tab: Any) -> str:
    return str(tab.evaluate("decodeURIComponent(location.hash)"))


def lit(tab: Any) -> set[str]:
    """The names of the methods that are not dimmed."""
    script = "all => all.filter((one) => !one.parentNode.hasAttribute('opacity')).map((one) => one.ariaLabel)"
    return {str(text).rsplit(", ", 3)[0] for text in tab.locator("#view .face").evaluate_all(script)}


def panel(tab: Any) -> str:
    return str(tab.locator("#panel").inner_text()) if tab.locator("#panel").is_visible() else ""


def grown(n: int) -> dict[str, Any]:
    """A lineage of `n` methods, each after the first three descended from one of those before."""
    return {
        "relations": [{"name": "extends", "verb": "extends", "colour": "#0072B2", "descent": True}],
        "evidence": ["stated"], "kinds": ["architecture"], "families": ["one", "two"],
        "nodes": [[f"m{i}", f"Method {i}", 0, 1990 + i // 20, i % 2, i // 20 * 100, i % 20 * 30] for i in range(n)],
        "edges": [[i, i * i % i // 2 if i % 5 else 0, 0, 0] for i in range(1, n)], "start": [0, 1, 2],
    }  # fmt: skip


# -- what it shows


def test_it_begins_with_a_method_that_many_build_on(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show()
    tab.locator("#start").focus()
    drawn = methods(tab)
    assert set(drawn) == {"ResNet"} | lineage.ancestors("ResNet") | lineage.descendants("ResNet", 1)
    assert len(drawn) == len(set(drawn)) <= 60
    assert fragment(tab) == "", "what it begins with needs no address"
    assert tab.evaluate("document.activeElement.id") == "start"


def test_three_steps_lead_to_where_wrn_comes_from(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show()
    methods(tab)
    tab.locator("#start").fill("wrn")
    tab.locator(".offers [role=option]", has_text="WRN").first.wait_for()
    tab.keyboard.press("Enter")
    tab.get_by_text("scales PreActResNet").wait_for()
    assert set(methods(tab)) == {"WRN"} | lineage.ancestors("WRN")
    edge = lineage.parents("WRN")[0]
    assert all(text in panel(tab) for text in (edge.how, f"because {edge.why}", edge.where, edge.evidence))
    assert fragment(tab) == "#at=wrn&focus=wrn"
    assert tab.evaluate("document.activeElement.ariaLabel").startswith("WRN, "), "the keys go on in the picture"


@pytest.mark.parametrize("at", ["wrn", "resnet&down=3", "vit", "transformer&down=9", "efficientnet&up=9&down=2"])
def test_time_runs_to_the_right_and_nothing_overlaps(show: Callable[..., Any], lineage: Lineage, at: str) -> None:
    tab = show(f"#at={at}")
    names = methods(tab)
    boxes = tab.locator("#view .box").evaluate_all(
        "all => all.map((one) => ['x', 'y', 'width', 'height'].map((key) => Number(one.getAttribute(key))))"
    )
    place = dict(zip(names, boxes, strict=True))
    for edge in lineage.edges:
        if edge.child in place and edge.parent in place:
            assert place[edge.parent][0] + place[edge.parent][2] < place[edge.child][0], edge
    ordered = sorted(names, key=lambda name: place[name][0])
    years = [lineage.node[name].year for name in ordered]
    assert years == sorted(years)
    for i, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, tall in boxes[:i]:
            assert x >= left + wide or left >= x + width or y >= top + tall or top >= y + height
    said = tab.locator("#view svg").inner_html()
    tab.reload()
    methods(tab)
    assert tab.locator("#view svg").inner_html() == said, "the same address gives the same picture"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_it_fits_the_screen_with_the_start_in_sight(show: Callable[..., Any], width: int, scheme: str) -> None:
    tab = show("#at=wrn&focus=wrn", viewport={"width": width, "height": 800}, color_scheme=scheme)
    methods(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    view, box = tab.locator("#view").bounding_box(), face(tab, "WRN").bounding_box()
    assert view["x"] <= box["x"] <= view["x"] + view["width"] - box["width"]


@pytest.mark.parametrize("width", [1400, 820, 600, 360])
def test_what_a_field_offers_can_be_read_at_a_glance(show: Callable[..., Any], width: int) -> None:
    tab = show("#at=wrn", viewport={"width": width, "height": 800})
    methods(tab)
    for field in ("#start", "#other"):
        tab.locator(field).fill("vit")
        offers = tab.locator(f"{field} ~ .offers [role=option]")
        offers.nth(1).wait_for()
        assert all("· architecture" in text for text in offers.locator(".note", has_text="archi").all_inner_texts())
        lines = offers.locator(".note").evaluate_all(
            "all => all.map((one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
        )
        assert max(lines) < 1.5, "a note stands on one line"
        box = tab.locator(f"{field} ~ .offers").bounding_box()
        assert box["width"] >= min(350, width - 60)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab.keyboard.press("Escape")


#: Adds up what shifts on its way to the reader (Layout Instability, web.dev/cls).
SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("at", ["", "#at=wrn&focus=wrn", "#from=swin-transformer-v2&to=convnext"])
@pytest.mark.parametrize("size", [(1400, 900), (360, 800)])
def test_nothing_jumps_while_it_loads(show: Callable[..., Any], size: tuple[int, int], at: str) -> None:
    tab = show(at, first=SHIFTS, viewport=dict(zip(("width", "height"), size, strict=True)))
    methods(tab)
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("new Promise((done) => setTimeout(() => done(window.shifted), 300))") < 0.1


def test_without_javascript_it_says_what_it_is(show: Callable[..., Any]) -> None:
    tab = show(java_script_enabled=False)
    assert tab.locator("#intro").is_visible()
    assert not tab.locator("#choose").is_visible()
    assert tab.locator("main").bounding_box()["height"] < 250, "no place is kept for what does not come"
    instead = tab.locator("main noscript").inner_html()  # not drawn where a test switches scripts off
    assert 'choose from the <a href="../method/">index of methods</a>' in instead


# -- growing


def test_it_grows_a_step_at_a_time_and_goes_back(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=alexnet&up=0&down=1")
    assert set(methods(tab)) == {"AlexNet"} | lineage.descendants("AlexNet", 1)
    tab.get_by_role("button", name="One step of descendants more").click()
    assert set(methods(tab)) == {"AlexNet"} | lineage.descendants("AlexNet", 2)
    assert fragment(tab) == "#at=alexnet&up=0&down=2"
    face(tab, "AlexNet").focus()
    tab.keyboard.press("[")
    assert {"LeNet-5"} < set(methods(tab))
    tab.keyboard.press("{")
    tab.keyboard.press("{")
    assert fragment(tab) == "#at=alexnet&up=0&down=2"
    tab.go_back()
    tab.wait_for_url("**/#at=alexnet&up=1&down=2")
    assert "LeNet-5" in methods(tab)


def test_one_method_shows_what_hides_behind_it(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=wrn")
    before = set(methods(tab))
    mark = tab.get_by_role("button", name="Show 3 more children of PreActResNet")
    at = face(tab, "PreActResNet").bounding_box()
    mark.click()
    assert set(methods(tab)) == before | lineage.descendants("PreActResNet", 1)
    assert fragment(tab) == "#at=wrn&children=preactresnet"
    after = face(tab, "PreActResNet").bounding_box()
    assert abs(after["x"] - at["x"]) < 2, "what was touched stays where it was"
    assert "Hide again" in tab.evaluate("document.activeElement.ariaLabel")
    tab.keyboard.press("Enter")
    assert set(methods(tab)) == before
    face(tab, "ResNet").focus()
    tab.keyboard.press("Shift+ArrowRight")
    assert set(methods(tab)) == before | lineage.descendants("ResNet", 1)


def test_a_crowd_is_drawn_only_when_asked_for(show: Callable[..., Any]) -> None:
    tab = show("#at=m0&down=99", data=grown(320))
    assert "320 methods are too many" in tab.locator("#ask").inner_text()
    assert tab.locator("#view .face").count() == 0
    tab.get_by_role("button", name="Draw all 320").click()
    assert len(methods(tab)) == 320
    tab.locator("#reset").click()
    assert len(methods(tab)) <= 60


# -- two methods


def test_chains_and_common_ancestors_are_those_of_the_command_line(show: Callable[..., Any], lineage: Lineage) -> None:
    script = """async (pairs) => {
        const [{ load }, { between }] = await Promise.all([
            import("../assets/explore/data.js"), import("../assets/explore/chain.js")]);
        const { nodes, ...graph } = await load();
        const name = (i) => nodes[i].name, hop = (edge) => [name(edge.child), name(edge.parent)];
        const at = new Map(nodes.map((node) => [node.name, node.i]));
        return pairs.map((pair) => between({ nodes, ...graph }, ...pair.map((one) => at.get(one)))).map(
            ({ common, chains }) => [common.map(name), chains.map(({ path }) => path.map(hop))]);
    }"""
    some = lineage.nodes[::17], lineage.nodes[::23]
    pairs = [("WRN", "LeNet-1"), ("ResNeSt", "VGG"), ("DenseNet", "WRN"), ("CSPNet", "ResNet"), ("WRN", "ViT")]
    pairs += [(one.name, other.name) for one in some[0] for other in some[1] if one != other]
    for (a, b), (common, chains) in zip(pairs, show().evaluate(script, pairs), strict=True):
        if lineage.between(a, b).nodes or lineage.between(b, a).nodes:
            assert chains == [[[edge.child, edge.parent] for edge in lineage.path(a, b)]]
        else:
            assert common == lineage.common(a, b)


def test_a_chain_is_told_with_its_reasons(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=wrn")
    methods(tab)
    tab.locator("#other").fill("lenet-1")
    tab.locator(".offers [role=option]", has_text="LeNet-1").first.click()
    hops = lineage.path("WRN", "LeNet-1")
    for edge in hops:
        tab.locator("#panel li", has_text=edge.how).wait_for()
    assert fragment(tab) == "#from=wrn&to=lenet-1"
    assert tab.locator("#view .main").count() == len(hops)
    assert set(methods(tab)) == {node.name for node in lineage.between("WRN", "LeNet-1").nodes}
    last = tab.locator("#panel ol li").first
    assert f"because {hops[0].why}" in last.inner_text()
    assert last.get_by_role("link").get_attribute("href").endswith("/link/wrn--preactresnet/")


def test_two_methods_without_a_chain_show_what_they_share(show: Callable[..., Any]) -> None:
    tab = show("#from=densenet&to=wrn")
    assert {"DenseNet", "PreActResNet", "ResNet", "WRN"} == set(methods(tab))
    assert "Neither descends from the other. Their nearest common ancestor is ResNet." in panel(tab)
    tab.evaluate("location.hash = '#from=wrn&to=vit'")
    tab.get_by_text("no common ancestor").wait_for()
    assert {"WRN", "ViT"} < set(methods(tab))


def test_two_methods_without_descent_are_told_what_else_links_their_lines(show: Callable[..., Any]) -> None:
    tab = show("#from=swin-transformer-v2&to=convnext")
    tie = tab.locator("#panel li", has_text="ConvNeXt is inspired by Swin Transformer")
    tie.get_by_text("§").wait_for()
    assert tie.get_by_role("link").get_attribute("href").endswith("/link/convnext--swin-transformer/")
    assert "no common ancestor here, but other links join their lines." in panel(tab)
    assert tab.locator("#panel li").count() == 1
    tab.evaluate("location.hash = '#from=wrn&to=vit'")
    tab.get_by_text("they have no common ancestor here.").wait_for()
    assert tab.locator("#panel li").count() == 0


def test_of_many_links_between_two_lines_the_nearest_are_told(show: Callable[..., Any]) -> None:
    many = grown(20)
    many["relations"].append({"name": "uses", "verb": "uses", "colour": "#5C6670", "descent": False})
    many["edges"] = [[i, i - 2, 0, 0] for i in range(2, 20)]  # two lines, the even and the odd
    many["edges"] += [[i, i - 3, 1, 0] for i in range(3, 20)]
    tab = show("#from=m18&to=m19", data=many)
    tab.get_by_text("What links their lines: the nearest 6 of 17").wait_for()
    told = [text.splitlines()[0] for text in tab.locator("#panel .reasons > li").all_inner_texts()]
    assert told == [f"Method {i} uses Method {i - 3}" for i in (19, 18, 17, 16, 15, 14)]


# -- touching and reading


def test_touching_a_method_lights_its_line(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=resnet&down=2")
    drawn = set(methods(tab))
    assert lit(tab) == drawn
    face(tab, "DenseNet").hover()
    assert lit(tab) == {"DenseNet"} | lineage.ancestors("DenseNet") | lineage.descendants("DenseNet") & drawn
    tab.locator("#tip", has_text="dense blocks").wait_for()
    tab.keyboard.press("Escape")
    assert not tab.locator("#tip").is_visible()
    assert fragment(tab) == "#at=resnet&down=2", "the first Escape is for the tip"
    tab.mouse.move(5, 5)
    assert lit(tab) == drawn


def test_touching_a_line_tells_its_reason_and_a_click_keeps_it(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=wrn")
    methods(tab)
    edge = lineage.parents("WRN")[0]
    at, to = face(tab, "PreActResNet").locator("..").bounding_box(), face(tab, "WRN").bounding_box()
    middle = (at["x"] + at["width"] + to["x"]) / 2, to["y"] + to["height"] / 2
    tab.mouse.move(*middle)
    tab.locator("#tip", has_text=f"WRN scales PreActResNet: {edge.how} ({edge.where})").wait_for()
    tab.mouse.click(*middle)
    tab.locator("#panel", has_text=f"because {edge.why}").wait_for()
    assert fragment(tab) == "#at=wrn&link=wrn--preactresnet"


def test_the_panel_tells_of_a_method_and_leads_on(show: Callable[..., Any]) -> None:
    tab = show("#at=wrn")
    methods(tab)
    face(tab, "VGG").click()
    tab.locator("#panel", has_text="architecture · 2014 · family: AlexNet").wait_for()
    assert tab.locator("#panel h2 a").get_attribute("href").endswith("/method/vgg/")
    tab.locator("#panel", has_text="modifies AlexNet").wait_for()
    tab.get_by_role("button", name="Chain from WRN to here").click()
    assert fragment(tab) == "#from=wrn&to=vgg"
    tab.go_back()
    tab.get_by_role("button", name="Start here").click()
    assert fragment(tab) == "#at=vgg"
    tab.go_back()
    assert fragment(tab) == "#at=wrn&focus=vgg"


def test_the_legend_is_the_filter(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=resnet")
    drawn = methods(tab)
    assert tab.locator("#view .loose").count() == 0, "what is no descent begins switched off"
    tab.locator("#legend label", has_text="is inspired by").click()
    assert tab.locator("#view .loose").count() > 0
    assert fragment(tab) == "#at=resnet&without=contrasts_with,uses"
    assert set(drawn) < set(methods(tab))
    drawn = methods(tab)
    tab.locator("#legend label", has_text="modifies").click()
    tab.locator("#legend label", has_text="implied").click()
    assert tab.locator("#view .link.modifies, #view .link.implied").count() == 0
    assert tab.locator("#view .link.extends").count() > 0
    assert methods(tab) == drawn, "who stands there stays"
    assert tab.evaluate("document.activeElement.value") == "implied"
    tab.select_option("#legend select[name=to]", "2016")
    assert set(methods(tab)) == {name for name in drawn if lineage.node[name].year <= 2016}
    assert fragment(tab).endswith("&unsure=implied&years=1980-2016")


def test_other_relations_bring_in_whom_they_join_to_the_start(show: Callable[..., Any], lineage: Lineage) -> None:
    se = "Squeeze-and-Excitation"
    links = load().lineage(all_links=True).edges
    uses = [edge for edge in links if edge.relation == "uses" and se in (edge.child, edge.parent)]
    users = {name for edge in uses for name in (edge.child, edge.parent)} - {se}
    tab = show("#at=squeeze-and-excitation")
    before = set(methods(tab))
    assert len(users - before) > 20
    switch = tab.locator("#legend label", has_text="uses")
    would = int(switch.locator(".count").inner_text())
    assert would >= len(uses)
    switch.click()
    after = set(methods(tab))
    assert after == before | users
    assert int(switch.locator(".count").inner_text()) == would == tab.locator("#view .link.uses").count()
    tab.reload()
    assert set(methods(tab)) == after, "its address says all of it"
    face(tab, se).focus()
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("document.activeElement.ariaLabel").startswith("Global average pooling, ")
    face(tab, "MnasNet").focus()
    tab.keyboard.press("Shift+ArrowRight")
    assert lineage.descendants("MnasNet", 1) < set(methods(tab)), "they grow as any other"
    tab.keyboard.press("Shift+ArrowRight")
    tab.locator("#legend label", has_text="implied").click()
    implied = {edge.child for edge in uses if edge.evidence == "implied"}
    assert set(methods(tab)) == after - (implied - before)
    tab.locator("#legend label", has_text="implied").click()
    tab.select_option("#legend select[name=to]", "2019")
    assert set(methods(tab)) == {name for name in after if lineage.node[name].year <= 2019}
    tab.evaluate("location.hash = '#from=bam&to=squeeze-and-excitation&without='")
    face(tab, "MobileNetV3").wait_for()
    assert users < set(methods(tab)), "of a chain, both ends are starts"


def test_relations_that_bring_in_a_crowd_ask_first(show: Callable[..., Any]) -> None:
    crowd = grown(320)
    crowd["relations"].append({"name": "uses", "verb": "uses", "colour": "#5C6670", "descent": False})
    crowd["edges"] = [[i, 0, 1, 0] for i in range(1, 320)]
    tab = show("#at=m0", data=crowd)
    assert methods(tab) == ["Method 0"]
    tab.locator("#legend label", has_text="uses").click()
    assert "320 methods are too many" in tab.locator("#ask").inner_text()
    tab.locator("#legend label", has_text="uses").click()
    assert methods(tab) == ["Method 0"]


def test_an_address_restores_a_view_and_what_is_false_in_it_is_passed_over(show: Callable[..., Any]) -> None:
    tab = show("#at=wrn&up=2&down=x&children=preactresnet,nobody&without=<b>&years=9-1&unsure=%00&link=x&focus=nobody")
    assert {"WRN", "PreActResNet", "ResNet", "PyramidNet"} < set(methods(tab))
    assert fragment(tab) == "#at=wrn&up=2&children=preactresnet&without="
    tab.evaluate("location.hash = '#from=nobody&to=wrn'")
    tab.wait_for_url("**/#at=resnet")
    tab.get_by_text("Skip to the content").press("Enter")
    assert fragment(tab) == "#main"
    assert "VGG" in methods(tab)


def test_the_keyboard_is_enough(show: Callable[..., Any]) -> None:
    tab = show("#at=wrn")
    methods(tab)
    tab.locator("#everything").focus()
    stops = [tab.keyboard.press("Tab") or tab.evaluate("document.activeElement.ariaLabel || ''") for _ in range(3)]
    assert any(stop.startswith("WRN, ") for stop in stops)
    face(tab, "WRN").focus()
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("document.activeElement.ariaLabel").startswith("ResNet, ")
    tab.locator("#tip", has_text="ResNet").wait_for()
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate("document.activeElement.ariaLabel") == "ResNet modifies VGG"
    tab.keyboard.press("Enter")
    assert fragment(tab) == "#at=wrn&link=resnet--vgg"
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    assert fragment(tab) == "#at=wrn&focus=preactresnet"
    width = tab.locator("#view svg").bounding_box()["width"]
    tab.keyboard.press("+")
    assert tab.locator("#view svg").bounding_box()["width"] > 1.2 * width
    tab.keyboard.press("0")
    tab.keyboard.press("Escape")
    assert (panel(tab), fragment(tab)) == ("", "#at=wrn")
    tab.evaluate("location.hash = '#at=wrn&up=1&without='")
    face(tab, "VGG").wait_for(state="detached")
    tab.keyboard.press("Escape")
    assert fragment(tab) == "#at=wrn"


def test_readers_without_the_picture_have_the_same_as_text(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show("#at=wrn")
    methods(tab)
    tab.get_by_text("As text").click()
    edge = lineage.parents("WRN")[0]
    tab.locator("#words li", has_text=f"WRN scales PreActResNet: {edge.how} ({edge.where})").wait_for()
    assert tab.locator("#words li").count() == 6


# -- taking it away


def test_the_picture_can_be_taken_away(show: Callable[..., Any], tmp_path: Path) -> None:
    tab = show("#at=wrn", color_scheme="dark")
    methods(tab)
    with tab.expect_download() as given:
        tab.locator("#give-svg").click()
    assert given.value.suggested_filename == "lineage-at-wrn.svg"
    given.value.save_as(tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text("utf-8")
    root = ElementTree.fromstring(text)
    said = ["".join(one.itertext()) for one in root.iter() if one.tag.endswith(("text", "title"))]
    assert {"WRN", "PreActResNet", "2016"} < set(said)
    assert said[0] == "Lineage of WRN: 7 methods, 6 links of descent"
    assert any(one.endswith("/explore/#at=wrn") for one in said)
    assert not re.search("class=|style=|var\\(|href=|opacity", text), "it needs no style sheet"
    with tab.expect_download() as given:
        tab.locator("#give-png").click()
    given.value.save_as(tmp_path / "a.png")
    head = (tmp_path / "a.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20], "big") == 2 * float(root.attrib["width"])


def test_hostile_names_run_nothing(show: Callable[..., Any]) -> None:
    """What would run opens a dialog, logs an error or asks for something; the fixture refuses each."""
    names = [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "\"onfocus='alert(1)'",
        "${1}",
        "\u202e",
    ]
    hostile = grown(5)
    for node, name in zip(hostile["nodes"], names, strict=True):
        node[1] = name
    hostile["families"] = names[:2]
    tab = show("#at=m0&down=9", data=hostile)
    assert len(methods(tab)) == 5
    for one in tab.locator("#view .face").all():
        one.click()
        tab.locator("#panel h2").wait_for()
    tab.get_by_text("As text").click()
    tab.locator("#words li").first.wait_for()
    assert tab.locator("main :is(img, script, [onerror], [onfocus])").count() == 0


# -- everything at once


@needs_scripts
def test_everything_is_a_map_that_leads_to_each(show: Callable[..., Any]) -> None:
    tab = show()
    methods(tab)
    tab.locator("#everything").click()
    tab.locator("#whole canvas").first.wait_for()
    tab.locator("#whole .axis span", has_text="2015").wait_for()
    assert fragment(tab) == "#all"
    assert "349" in tab.locator("#said").inner_text()
    assert tab.locator("#legend [name=without] + .line").first.is_visible()
    assert not tab.locator("#legend [name=unsure] + .line").first.is_visible(), "the map has no dashes"
    assert tab.locator("#view .face").count() == 0
    middle = tab.locator("#whole .map").bounding_box()
    at = (middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    for _ in range(90):  # until something lies under the pointer
        tab.mouse.move(*at)
        if tab.evaluate("document.querySelector('#whole .map').style.cursor") == "pointer":
            break
        at = (at[0] + 7, at[1] - 3)
    tab.mouse.click(*at)
    tab.wait_for_url("**/#at=*")
    assert methods(tab)
    assert tab.locator("#legend [name=unsure] + .line").first.is_visible()


@needs_scripts
def test_the_map_can_be_taken_away(show: Callable[..., Any], tmp_path: Path) -> None:
    tab = show("#all", color_scheme="dark")
    tab.locator("#whole canvas").first.wait_for()
    tab.locator("#whole .axis span", has_text="2015").wait_for()
    with tab.expect_download() as given:
        tab.locator("#give-svg").click()
    assert given.value.suggested_filename == "lineage-all.svg"
    given.value.save_as(tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    found = Counter(one.tag.rpartition("}")[2] for one in root.iter())
    assert found["circle"] == 349
    assert found["path"] == int(re.findall(r"(\d+) links", tab.locator("#said").inner_text())[0])
    said = {"".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")}
    assert {"ResNet", "ViT", "2015"} < said
    with tab.expect_download() as given:
        tab.locator("#give-png").click()
    given.value.save_as(tmp_path / "a.png")
    head = (tmp_path / "a.png").read_bytes()[:24]
    assert int.from_bytes(head[16:20], "big") == 2 * float(root.attrib["width"])


@needs_scripts
def test_without_webgl_it_says_so_and_offers_ways_in(show: Callable[..., Any]) -> None:
    tab = show("#all", first="HTMLCanvasElement.prototype.getContext = () => null")
    tab.get_by_role("heading", name="needs WebGL").wait_for()
    assert tab.locator("#give-svg").is_hidden()
    tab.locator("#ask button", has_text="ViT").click()
    assert "ViT" in methods(tab)


def test_where_no_method_is_held_it_says_so(show: Callable[..., Any]) -> None:
    tab = show(data={**grown(3), "nodes": [], "edges": [], "start": [], "families": []})
    tab.get_by_text("No method is held here yet.").wait_for()
    assert not tab.locator("#choose, #stage").locator("visible=true").count()


def test_a_small_collection_is_drawn_whole_without_a_map(show: Callable[..., Any]) -> None:
    tab = show("#all", data=grown(40))
    assert len(methods(tab)) == 40
    assert not tab.locator("#whole").is_visible()


def test_the_picture_of_another_page_comes_to_life(show: Callable[..., Any], lineage: Lineage) -> None:
    tab = show(page="")
    link = tab.locator("figure .node a", has_text="PreActResNet")
    link.hover()
    dim = tab.locator("figure .node[opacity]").count()
    assert dim == len(lineage.descendants("ResNet", 1)) - 1, "all but its own line is dim"
    assert tab.locator("figure svg").get_attribute("aria-label")
    link.click()
    tab.wait_for_url("**/explore/#at=preactresnet")
