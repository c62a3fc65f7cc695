"""The charts of the site in a real browser: every point is a row that fits the choices, and says which."""

from __future__ import annotations

import csv
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import test_browser_search as search

expect = search.sync_api.expect
folder, address, visit = search.folder, search.address, search.visit

#: What the charts show unless something else is chosen.
USUAL = {"dataset": "imagenet-1k", "split": "val", "protocol": "single-crop", "evaluation": "", "trained_on": ""}


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    """What the charts are made of."""
    found: dict[str, Any] = json.loads((folder / "under/here/charts/results.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def rows(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]


@pytest.fixture
def chart(visit: Callable[..., Any]) -> Callable[..., Any]:
    def open_chart(fragment: str = "", **options: Any) -> Any:
        tab = visit("charts/" + fragment, **options)
        tab.locator("#charts").wait_for()
        return tab

    return open_chart


def fitting(rows: list[dict[str, Any]], **wanted: Any) -> list[dict[str, Any]]:
    return [row for row in rows if all(row[key] == value for key, value in {**USUAL, **wanted}.items())]


def points(tab: Any) -> int:
    return int(tab.locator(".points path").count())


def pick(tab: Any, **choices: str) -> None:
    for name, value in choices.items():
        tab.select_option(f"select[name={name}]", value)


def fragment(tab: Any) -> str:
    return str(tab.evaluate("decodeURIComponent(location.hash)"))


def point(tab: Any, name: str) -> Any:
    """The first point whose words begin with a name and its year."""
    return tab.locator(f'.points path[aria-label^="{name} ("]').first


def open_point(tab: Any, name: str) -> None:
    point(tab, name).focus()
    tab.keyboard.press("Enter")


def facts(tab: Any) -> dict[str, str]:
    terms, values = (tab.locator(f"#panel {tag}").all_inner_texts() for tag in ("dt", "dd"))
    return dict(zip(terms, values, strict=True))


def test_the_first_chart_is_the_best_of_each_method_under_one_protocol(
    chart: Callable[..., Any], rows: list[dict[str, Any]]
) -> None:
    tab = chart()
    shown = [row for row in fitting(rows) if row["top1"] is not None]
    best = {(row["method"], row["tier"]) for row in shown}
    assert points(tab) == len(best)
    said = tab.locator("#caption").inner_text()
    methods = len({method for method, _ in best})
    assert said.startswith(f"{len(best)} points: the best top-1 of each of {methods} methods on imagenet-1k val")
    assert "single-crop, trained or fine-tuned, on its own training part" in said
    reasons = re.findall(r"(?:^|, )(\d[\d,]*) ", said.partition("results: ")[2])
    left = sum(int(number.replace(",", "")) for number in reasons)
    assert len(best) + left == len(rows), "what is left out is counted to the last row"
    assert tab.locator("#mixed").inner_text() == ""


def test_every_choice_narrows_to_the_rows_that_match(chart: Callable[..., Any], rows: list[dict[str, Any]]) -> None:
    tab = chart()
    pick(tab, each="all")
    assert points(tab) == sum(row["top1"] is not None for row in fitting(rows))
    pick(tab, tier="claimed")
    assert points(tab) == sum(row["top1"] is not None for row in fitting(rows, tier="claimed"))
    pick(tab, y="top5")
    assert points(tab) == sum(row["top5"] is not None for row in fitting(rows, tier="claimed"))
    pick(tab, tier="any", y="top1", trained="ImageNet-1k + ImageNet-21k")
    trained = fitting(rows, trained_on="ImageNet-1k + ImageNet-21k")
    assert points(tab) == sum(row["top1"] is not None for row in trained)
    pick(tab, trained="own training part", protocol="unstated", evaluation="linear-probe")
    assert points(tab) == len(fitting(rows, protocol="unstated", evaluation="linear-probe"))
    pick(tab, protocol="10-crop", evaluation="k-nn")
    assert tab.locator("#picture").inner_text() == "No result fits these choices."
    tab.get_by_role("button", name="Reset").click()
    assert fragment(tab) == ""
    assert points(tab) > 100


def test_parameters_lie_on_a_log_axis(chart: Callable[..., Any], rows: list[dict[str, Any]]) -> None:
    tab = chart("#x=params&each=all")
    drawn = [row for row in fitting(rows) if row["params"] is not None and row["top1"] is not None]
    assert points(tab) == len(drawn)
    assert tab.get_by_text("parameters, millions (log)").is_visible()
    ticks = tab.locator("#picture svg text").evaluate_all(
        "all => all.map((one) => [one.textContent, one.getBoundingClientRect().x])"
    )
    at = dict(ticks)
    assert at["100"] - at["10"] == pytest.approx(at["1000"] - at["100"], abs=8)
    assert at["20"] - at["10"] == pytest.approx(at["200"] - at["100"], abs=8)


def test_groups_have_a_colour_and_a_symbol_and_the_legend_switches_them(chart: Callable[..., Any]) -> None:
    tab = chart("#by=protocol")
    buttons = tab.locator("#legend button")
    looks = buttons.locator("path").evaluate_all(
        "all => all.map((one) => [one.getAttribute('fill'), one.getAttribute('d')])"
    )
    assert len(looks) == 6
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == len(looks)
    before = points(tab)
    button = tab.locator("#legend button", has_text="unstated")
    count = int(button.locator(".count").inner_text())
    button.focus()
    tab.keyboard.press("Space")
    assert points(tab) == before - count
    assert fragment(tab) == "#by=protocol&off=unstated"
    assert "in groups switched off" in tab.locator("#caption").inner_text()
    assert tab.evaluate("document.activeElement.dataset.name") == "unstated"
    expect(tab.locator("#legend button", has_text="unstated")).to_have_attribute("aria-pressed", "false")
    tab.keyboard.press("Space")
    assert points(tab) == before


def test_claims_are_filled_and_reproductions_outlined(chart: Callable[..., Any]) -> None:
    tab = chart()
    tiers = tab.locator(".points path").evaluate_all(
        "all => all.map((one) => [one.getAttribute('fill') === 'var(--paper)', one.ariaLabel.includes('reproduced')])"
    )
    assert all(hollow == reproduced for hollow, reproduced in tiers)
    assert {hollow for hollow, _ in tiers} == {True, False}


def test_many_groups_end_in_others(chart: Callable[..., Any]) -> None:
    tab = chart("#by=trained")
    names = tab.locator("#legend button > span:first-of-type").all_inner_texts()
    assert len(names) == 8
    assert names[0] == "own training part"
    assert names[-1] == "others"


def test_a_mixture_is_told_and_can_be_told_apart(chart: Callable[..., Any]) -> None:
    tab = chart()
    pick(tab, protocol="any")
    assert tab.locator("#mixed").inner_text() == "They differ in protocol: group by protocol."
    tab.get_by_role("button", name="group by protocol").click()
    assert fragment(tab) == "#by=protocol"
    assert tab.locator("#mixed").inner_text() == ""


def test_the_address_restores_and_back_goes_back(chart: Callable[..., Any]) -> None:
    tab = chart()
    first = points(tab)
    pick(tab, x="params", tier="reproduced")
    then = points(tab)
    assert fragment(tab) == "#x=params&tier=reproduced"
    tab.go_back()
    tab.go_back()
    assert points(tab) == first
    assert tab.locator("select[name=x]").input_value() == "year"
    tab.go_forward()
    tab.go_forward()
    assert points(tab) == then
    again = chart("#x=params&tier=reproduced")
    assert points(again) == then
    assert again.locator("select[name=tier]").input_value() == "reproduced"


def test_a_false_address_is_passed_over_and_put_right(chart: Callable[..., Any]) -> None:
    tab = chart("#x=<script>&by=constructor&protocol=%00&tier=claimed&lineage=7")
    assert fragment(tab) == "#tier=claimed"
    assert points(tab) > 20
    assert chart("#at=nobody/nothing").locator("#panel").is_hidden()


def test_touching_a_point_tells_the_row(chart: Callable[..., Any]) -> None:
    tab = chart("#tier=reproduced")
    point(tab, "NFNet").hover(force=True)
    said = tab.locator("#tip").inner_text().split("\n")
    assert said[0].startswith("NFNet (2021): dm_nfnet_f6")
    assert said[1].startswith("top-1 86.")
    assert said[2].startswith("parameters 438.36 million, image size")
    assert said[3:] == [
        "single-crop, trained or fine-tuned, reproduced",
        "training data own training part",
        "timm, results-imagenet.csv",
    ]
    tab.mouse.move(5, 5)
    assert tab.locator("#tip").is_hidden()


def test_a_click_opens_the_row_with_ways_to_its_method(chart: Callable[..., Any], address: str) -> None:
    tab = chart("#tier=reproduced")
    point(tab, "NFNet").click(force=True)
    assert tab.locator("#panel h2").inner_text() == "NFNet"
    told = facts(tab)
    assert told["parameters"] == "438.36 million"
    assert told["protocol"] == "single-crop"
    assert told["source"] == "timm"
    links = tab.locator("#panel a").evaluate_all("all => all.map((one) => one.href)")
    assert links == [f"{address}method/nfnet/", f"{address}explore/#at=nfnet"]
    assert fragment(tab).startswith("#tier=reproduced&at=nfnet/dm_nfnet_f6")
    tab.go_back()
    assert tab.locator("#panel").is_hidden()
    again = chart("#tier=reproduced&" + urlencode({"at": "nfnet"}))
    assert facts(again) == told, "a method alone means its best point"


def test_the_keyboard_goes_from_point_to_point(chart: Callable[..., Any]) -> None:
    tab = chart()
    assert tab.locator('.points path[tabindex="0"]').count() == 1
    place = "(({ x, y }) => [x, y])(document.activeElement.getBoundingClientRect())"
    point(tab, "SENet").focus()
    left, _ = tab.evaluate(place)
    tab.keyboard.press("ArrowRight")
    right, high = tab.evaluate(place)
    assert right > left
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(place)[1] > high
    tab.keyboard.press("Home")
    assert tab.evaluate("document.activeElement.ariaLabel").startswith("VGG (2014)")
    assert tab.locator("#tip").inner_text().startswith("VGG (2014)")
    assert tab.locator('.points path[tabindex="0"]').count() == 1
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "VGG"
    assert tab.evaluate("document.activeElement.textContent") == "VGG"
    tab.keyboard.press("Escape")
    assert tab.locator("#panel").is_hidden()
    assert tab.evaluate("document.activeElement.ariaLabel").startswith("VGG (2014)")


def test_lineage_is_drawn_on_demand(chart: Callable[..., Any]) -> None:
    tab = chart("#protocol=any&by=family")
    arrows = tab.locator(".links path")
    assert arrows.count() == 0
    open_point(tab, "WRN")
    tab.get_by_role("button", name="Show its lineage here").click()
    assert fragment(tab).startswith("#lineage=own&protocol=any&at=wrn/")
    said = tab.locator("#links li").all_text_contents()
    assert "WRN scales PreActResNet" in said
    assert "PreActResNet modifies ResNet" in said
    assert arrows.count() == len(said)
    names = tab.locator(".labels text").all_text_contents()
    assert {"WRN", "PreActResNet", "ResNet"} <= set(names)
    pick(tab, lineage="all")
    assert arrows.count() > 100
    assert arrows.count() == tab.locator("#links li").count()
    assert tab.locator("#legend .signs").get_by_text("modifies").is_visible()


def test_a_way_over_methods_that_are_not_shown_is_drawn_as_one(
    chart: Callable[..., Any], told: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    shown = {row["method"] for row in fitting(rows, tier="reproduced")}
    parents: dict[int, set[int]] = {}
    for child, parent, _ in told["edges"]:
        parents.setdefault(child, set()).add(parent)
    child, above = next(
        (child, above)
        for child in sorted(shown)
        for between in sorted(parents.get(child, set()) - shown)
        for above in sorted(parents.get(between, set()) & shown - parents[child])
    )
    (id, name, *_), other = told["methods"][child], told["methods"][above][1]
    tab = chart(f"#tier=reproduced&lineage=own&at={id}")
    said = tab.locator("#links li").all_text_contents()
    assert f"{name} descends, through others, from {other}" in said


def test_only_claims_have_a_line_of_the_best_over_the_years(chart: Callable[..., Any]) -> None:
    """A reproduction stands at the year of its method, though its weights may have been trained long after."""
    tab = chart()
    lines, signs = tab.locator(".best path"), tab.locator("#legend .signs")
    assert lines.count() == 1
    assert "best so far: claimed" in signs.inner_text()
    assert "best so far: reproduced" not in signs.inner_text()
    why = "the weights may be years younger, so no line of the best runs through them."
    assert why in tab.locator("#caption").inner_text()
    pick(tab, tier="reproduced")
    assert points(tab) > 20
    assert lines.count() == 0
    assert tab.locator(".labels text").count() > 5, "names need no line"
    pick(tab, x="params", tier="any")
    assert why not in tab.locator("#caption").inner_text()
    assert lines.count() == 2
    assert {"best for its cost: claimed", "best for its cost: reproduced"} <= set(signs.inner_text().split("\n"))
    pick(tab, line="no")
    assert lines.count() == 0


def held(told: dict[str, Any], rows: list[dict[str, Any]], method: str) -> list[dict[str, Any]]:
    """What a chart can show of a method: its numbers on the data set where it has most."""
    own = [row for row in rows if told["methods"][row["method"]][0] == method]
    of = Counter((row["dataset"], row["split"]) for row in own).most_common(1)[0][0]
    there = [row for row in own if (row["dataset"], row["split"]) == of]
    return [row for row in there if row["top1"] is not None] or there


def test_the_page_of_a_method_leads_to_every_number_of_it(
    visit: Callable[..., Any], told: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    sized = {row["method"] for row in rows if row["params"] is not None}
    unsized = next(told["methods"][row["method"]][0] for row in rows if row["method"] not in sized)
    for method in ("convnext", "resnet", unsized, "googlenet"):
        own = held(told, rows, method)
        tab = visit(f"method/{method}/")
        tab.get_by_role("link", name="See them in the chart").click()
        tab.locator("#picture svg").wait_for()
        assert fragment(tab) == f"#method={method}"
        assert points(tab) == len(own)
        said = tab.locator(".points path").evaluate_all("all => all.map((one) => one.ariaLabel)")
        for protocol, n in Counter(row["protocol"] for row in own).items():
            words = "protocol unstated" if protocol == "unstated" else protocol
            assert sum(f"; {words}, " in one for one in said) == n
        if method == unsized:
            years = tab.locator("#picture svg text").filter(has_text=re.compile(r"^20\d\d$"))
            assert years.count() == 2, "the year of a single point is told"
        assert tab.get_by_text("unknown", exact=True).count() == (method == "resnet"), "not every ResNet tells its size"
        alike = len({(row["protocol"], row["evaluation"], row["trained_on"]) for row in own}) == 1
        assert ("do not compare; each point says its own" in tab.locator("#caption").inner_text()) != alike
        tab.locator("#points").scroll_into_view_if_needed()
        body = tab.locator("#points tbody tr")
        expect(body).to_have_count(len(own))
        tab.reload()
        expect(tab.locator(".points path")).to_have_count(len(own))


def test_one_method_is_a_choice_like_the_others(
    chart: Callable[..., Any], told: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    tab = chart()
    first = points(tab)
    pick(tab, method="resnet")
    assert fragment(tab) == "#method=resnet"
    own = held(told, rows, "resnet")
    names = tab.locator("#legend button > span:first-of-type").all_inner_texts()
    assert set(names) == {row["protocol"] for row in own}, "no group without a point"
    pick(tab, by="trained", tier="claimed")
    assert fragment(tab) == "#by=trained&tier=claimed&method=resnet"
    claimed = sum(row["tier"] == "claimed" for row in own)
    assert points(tab) == claimed
    again = chart("#by=trained&tier=claimed&method=resnet")
    assert points(again) == claimed
    assert again.locator("select[name=protocol]").input_value() == "any"
    pick(tab, by="protocol", tier="any", method="any")
    assert points(tab) == first
    assert fragment(tab) == ""
    assert fragment(chart("#method=nobody")) == ""


def test_the_panel_leads_to_every_number_of_a_method(
    chart: Callable[..., Any], told: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    tab = chart("#tier=reproduced")
    open_point(tab, "NFNet")
    tab.get_by_role("button", name="Every number of it").click()
    assert points(tab) == len(held(told, rows, "nfnet"))
    assert fragment(tab).startswith("#method=nfnet&at=nfnet/dm_nfnet_f6")
    assert tab.locator("#panel h2").inner_text() == "NFNet"
    assert tab.get_by_role("button", name="Every number of it").count() == 0


def test_names_do_not_cover_one_another(chart: Callable[..., Any]) -> None:
    tab = chart("#each=all&x=params")
    boxes = tab.locator(".labels text").evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(boxes) > 5
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = a["left"] >= b["right"] or b["left"] >= a["right"]
            assert apart or a["top"] + 2 >= b["bottom"] or b["top"] + 2 >= a["bottom"]


def test_the_table_has_the_points_and_the_columns(chart: Callable[..., Any], told: dict[str, Any]) -> None:
    tab = chart("#tier=claimed")
    tab.locator("#points").scroll_into_view_if_needed()
    table = tab.locator("#points tbody tr")
    table.first.wait_for()
    assert table.count() == points(tab)
    heads = tab.locator("#points th:visible").all_inner_texts()
    assert heads[:6] == ["method", "variant", "top-1, %", "top-5, %", "parameters, M", "multiply-adds, G"]
    assert not {"data set", "split", "protocol", "evaluation", "training data", "tier"} & set(heads)
    assert tab.locator("#points > p").first.inner_text() == (
        "In every row: data set imagenet-1k, split val, protocol single-crop, evaluation trained or fine-tuned, "
        "training data own training part, tier claimed. The CSV has all columns."
    )
    with tab.expect_download() as given:
        tab.locator("#points").get_by_role("button", name="CSV").click()
    lines = Path(given.value.path()).read_text("utf-8").splitlines()
    assert len(lines) == points(tab) + 1
    assert len(next(csv.reader(lines))) == len(told["columns"]), "the CSV keeps every column"
    tab.get_by_role("button", name="top-1, %").click()
    cells = [float(row.split("\t")[2]) for row in table.all_inner_texts()]
    assert cells == sorted(cells, reverse=True)
    pick(tab, tier="reproduced")
    tab.locator("#points").scroll_into_view_if_needed()
    expect(table).to_have_count(points(tab))


def test_the_table_leaves_out_what_is_empty_and_tells_what_differs(chart: Callable[..., Any]) -> None:
    tab = chart("#method=resnet")
    tab.locator("#points").scroll_into_view_if_needed()
    tab.locator("#points tbody tr").first.wait_for()
    heads = tab.locator("#points th:visible").all_inner_texts()
    assert heads[:4] == ["variant", "top-1, %", "top-5, %", "parameters, M"]
    assert {"protocol", "training data"} <= set(heads)
    assert not {"method", "multiply-adds, G"} & set(heads)
    meant = tab.locator("#points [data-meant]:visible").first
    assert meant.evaluate("one => getComputedStyle(one, '::after').content") == '"own training part"'


@pytest.mark.parametrize("at", ["", "#method=convnext"])
def test_a_narrow_table_begins_with_a_number_and_keeps_its_first_column(chart: Callable[..., Any], at: str) -> None:
    tab = chart(at, viewport={"width": 360, "height": 800})
    tab.locator("#points").scroll_into_view_if_needed()
    tab.locator("#points tbody tr").first.wait_for()
    top1 = tab.get_by_role("button", name="top-1, %").bounding_box()
    assert top1["x"] + top1["width"] <= 360
    first = tab.locator("#points tbody tr").first.locator("td:visible").first
    before = first.bounding_box()["x"]
    tab.locator("#points .table").evaluate("one => { one.scrollLeft = 300; }")
    assert tab.get_by_role("button", name="top-1, %").bounding_box()["x"] < before
    assert first.bounding_box()["x"] == before


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("at", ["", "#method=convnext"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (360, 800)])
def test_little_moves_while_it_loads(visit: Callable[..., Any], width: int, height: int, at: str) -> None:
    def late(route: Any) -> None:
        time.sleep(0.5)
        route.continue_()

    def prepare(page: Any) -> None:
        page.add_init_script(SHIFTS)
        page.route("**/results.json", late)

    tab = visit("charts/" + at, prepare=prepare, viewport={"width": width, "height": height})
    tab.locator("#picture svg").wait_for()
    tab.wait_for_timeout(200)
    assert tab.evaluate("shifts") < 0.1


def test_the_chart_can_be_taken_away_as_a_picture(chart: Callable[..., Any]) -> None:
    tab = chart()
    with tab.expect_download() as given:
        tab.get_by_role("button", name="SVG").click()
    assert given.value.suggested_filename == "chart.svg"
    text = Path(given.value.path()).read_text("utf-8")
    assert "<style" not in text
    assert "var(--" not in text
    assert text.count("<path") >= points(tab)
    for said in ("the best top-1 of each of", ">MobileNetV2<", "best so far: claimed"):
        assert said in text, "legend and caption go with it"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 820, 360])
def test_it_fits_every_screen(chart: Callable[..., Any], width: int, scheme: str) -> None:
    tab = chart("#at=resnet", viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.locator("#picture svg").bounding_box()["width"] > min(width - 50, 500)
    if width == 360:
        assert not tab.locator("select[name=protocol]").is_visible()
        tab.get_by_role("button", name="More choices").click()
    assert tab.locator("select[name=protocol]").is_visible()
    tab.set_viewport_size({"width": 700, "height": 800})
    expect(tab.locator("#picture svg")).to_have_attribute("width", "660")


def test_hostile_text_runs_nothing(visit: Callable[..., Any], told: dict[str, Any]) -> None:
    """What would run opens a dialog, logs an error or asks for something; the fixture refuses each."""
    hostile = "</script><img src=x onerror=alert(1)>"
    methods = [['x/../"><b>', hostile, since, family, hostile] for _, _, since, family, _ in told["methods"]]
    texts = [
        [value if isinstance(value, (int, float)) else value and hostile for value in row] for row in told["rows"][:40]
    ]
    tab = visit()
    answer = {**told, "methods": methods, "families": [hostile] * len(told["families"]), "rows": texts}
    tab.route("**/results.json", lambda route: route.fulfill(json=answer))
    tab.goto(f"{tab.url}charts/#each=all&lineage=all")
    tab.locator(".points path").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == hostile
    tab.locator("#points").scroll_into_view_if_needed()
    tab.locator("#points tbody tr").first.wait_for()
    assert tab.evaluate("document.querySelectorAll('main img, main script, main [onerror], main b').length") == 0


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_axe_finds_nothing(chart: Callable[..., Any], width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: NOT checked")
    fragment = "#tier=claimed&x=params&at=wrn&lineage=own"
    tab = chart(fragment, viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.locator("#points").scroll_into_view_if_needed()
    tab.locator("#points tbody tr").first.wait_for()
    tab.locator(".points path").first.focus()
    search.offers(tab, "resnet")
    assert axe.Axe().run(tab).response["violations"] == []
    search.offers(tab, "qwertzuiop")
    assert axe.Axe().run(tab, "header").response["violations"] == []


def test_what_cannot_be_loaded_is_told(visit: Callable[..., Any]) -> None:
    for broken in ("results[.]json", "plot[.]umd"):
        tab = visit("charts/", broken=broken)
        tab.locator("#failed").wait_for()
        assert "could not be loaded" in tab.locator("#failed").inner_text()
        assert tab.locator("#charts").bounding_box() is None, "its place is given up"


def test_without_a_script_the_way_to_the_numbers_is_shown(visit: Callable[..., Any]) -> None:
    tab = visit("charts/", java_script_enabled=False)
    link = tab.get_by_role("link", name="leaderboards of the data sets")
    assert link.get_attribute("href") == "../dataset/"
    assert tab.locator("#charts").bounding_box() is None, "no place is kept for what does not come"
