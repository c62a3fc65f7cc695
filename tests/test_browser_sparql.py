"""The SPARQL page in a real browser: it answers, stops, tells what is wrong, draws, and asks nobody for anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from browsers import need_browser, visits

from kg.site import vendor

sync_api = need_browser("the SPARQL page is")
if vendor.missing():
    pytest.skip("NO SCRIPTS: npm brought none, so the SPARQL page is NOT tested", allow_module_level=True)

BASE = "https://w3id.org/paperkin/image-classification/"
KG = "PREFIX kg: <https://w3id.org/paperkin/ontology#>\n"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def visit(browser: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Opens the page; `first` is a script that runs before those of the page."""
    with visits(browser, served) as open_page:
        yield lambda fragment="", first="", **options: open_page(
            f"sparql/{fragment}", prepare=lambda tab: tab.add_init_script(first), **options
        )


def query(text: str, more: str = "") -> str:
    return f"#query={quote(text, safe='')}{more}"


def rows(tab: Any) -> list[list[str]]:
    """The cells of the answer's table, once it is there."""
    tab.locator("#shown tbody tr").first.wait_for()
    found = tab.locator("#shown tbody tr").evaluate_all("all => all.map(row => [...row.cells].map(c => c.textContent))")
    return [[str(cell) for cell in row] for row in found]


def told(tab: Any, status: str) -> str:
    """What the page says, once it says something of the kind."""
    tab.locator("#status", has_text=status).wait_for()
    return str(tab.locator("#status").inner_text())


def fragment(tab: Any) -> str:
    return unquote(str(tab.evaluate("location.hash")))


def editor(tab: Any) -> str:
    return str(tab.locator(".CodeMirror").evaluate("element => element.CodeMirror.getValue()"))


def write(tab: Any, text: str) -> None:
    """Replaces what stands in the editor, by keyboard; the line ends are put in without the editor's indentation."""
    tab.locator(".CodeMirror textarea").focus()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text(text)


def taken(tab: Any, name: str) -> tuple[str, str]:
    """The name and the content of the file that a button gives."""
    with tab.expect_download() as found:
        tab.get_by_role("button", name=name, exact=True).click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes().decode()


# Questions and answers


def test_it_answers_the_first_named_query_by_itself(visit: Callable[..., Any]) -> None:
    tab = visit()
    assert ["2015-12", "ResNet"] in [row[:2] for row in rows(tab)]
    assert fragment(tab) == "#named=ancestors"
    assert tab.locator("#title").inner_text() == "Everything that a method descends from"
    assert tab.locator("#told").inner_text().startswith("11 rows in ")
    assert tab.locator("#page a").get_attribute("href") == "../query/ancestors/"


def test_examples_are_found_chosen_and_come_back_to(visit: Callable[..., Any]) -> None:
    tab = visit()
    rows(tab)
    tab.get_by_label("Filter the examples").fill("years numb")
    assert tab.locator("#none").is_visible()
    tab.get_by_label("Filter the examples").fill("built upon")
    tab.get_by_role("link", name="The methods that most others descend from").click()
    tab.locator("#title", has_text="most others").wait_for()
    assert ["ViT", "2020-10"] in [row[:2] for row in rows(tab)]
    assert fragment(tab) == "#named=most-built-upon"
    assert "DESC(?children)" in editor(tab)
    assert tab.locator("#examples a[aria-current]").count() == 1
    tab.go_back()
    tab.locator("#title", has_text="Everything that").wait_for()
    assert "descendsFrom+" in editor(tab)
    tab.go_forward()
    tab.locator("#title", has_text="most others").wait_for()


def test_an_own_query_is_typed_and_run_by_keyboard_and_is_a_link(visit: Callable[..., Any]) -> None:
    tab = visit("#named=size")
    rows(tab)
    write(tab, "SELECT (21 * 2 AS ?answer) WHERE {}")
    tab.keyboard.press("Control+Enter")
    tab.locator("#title", has_text="Your own query").wait_for()
    assert rows(tab) == [["42"]]
    assert fragment(tab) == "#query=SELECT (21 * 2 AS ?answer) WHERE {}"
    again = visit(tab.evaluate("location.hash"))
    assert rows(again) == [["42"]]
    assert editor(again) == editor(tab)


def test_a_named_query_keeps_its_name_when_it_is_typed(visit: Callable[..., Any]) -> None:
    tab = visit("#named=evidence")
    rows(tab)
    text = editor(tab)
    write(tab, "ASK {}")
    tab.get_by_role("button", name="Run").click()
    tab.locator("#shown", has_text="Yes").wait_for()
    write(tab, text)
    tab.keyboard.press("Control+Enter")
    rows(tab)
    assert fragment(tab) == "#named=evidence"


def test_tab_leaves_the_editor(visit: Callable[..., Any]) -> None:
    tab = visit()
    rows(tab)
    tab.locator(".CodeMirror textarea").focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "run"


def test_a_truth_value_is_one_word(visit: Callable[..., Any]) -> None:
    tab = visit(query("ASK { ?s ?p ?o }"))
    assert tab.locator("#shown .truth").inner_text() == "Yes"
    write(tab, "ASK { ?s ?s ?s }")
    tab.keyboard.press("Control+Enter")
    tab.locator("#shown .truth", has_text="No").wait_for()
    assert not tab.locator("#views").is_visible()
    assert not tab.locator("#take").is_visible()


def test_iris_lead_to_pages_and_numbers_sort(visit: Callable[..., Any], served: str) -> None:
    text = f"""SELECT ?it ?n ?say WHERE {{ VALUES (?it ?n ?say) {{
      (<{BASE}method/resnet> 9 "b") (<{BASE}result/x> 10 "<img src=x onerror=alert(1)>") (<javascript:alert(1)> 1 "a")
      (<https://example.org/a> 2 UNDEF) (<https://w3id.org/paperkin/ontology#Method> 3 "c"@en) }} }}"""
    tab = visit(query(text))
    assert [row[0] for row in rows(tab)] == [
        "method/resnet", "result/x", "javascript:alert(1)", "https://example.org/a", "kg:Method",
    ]  # fmt: skip
    links = tab.locator("#shown tbody a").evaluate_all("all => all.map(a => [a.getAttribute('href'), a.rel])")
    assert links == [
        ["../method/resnet/", ""],
        ["https://example.org/a", "noopener noreferrer"],
        ["https://w3id.org/paperkin/ontology#Method", "noopener noreferrer"],
    ]
    assert rows(tab)[1][2] == "<img src=x onerror=alert(1)>"
    tab.get_by_role("button", name="n", exact=True).click()
    assert [row[1] for row in rows(tab)] == ["10", "9", "3", "2", "1"]
    tab.get_by_role("button", name="say", exact=True).click()
    assert [row[2] for row in rows(tab)][1:] == ["a", "b", "c", ""]
    tab.get_by_role("link", name="method/resnet").click()
    tab.wait_for_url(f"{served}method/resnet/")


def test_many_rows_are_cut_on_the_page_and_whole_in_the_file(visit: Callable[..., Any]) -> None:
    tab = visit(query("SELECT ?s ?o WHERE { ?s a ?o } ORDER BY ?s ?o LIMIT 1234"))
    assert len(rows(tab)) == 1000
    assert "1,234 rows" in tab.locator("#told").inner_text()
    assert "the first 1,000 are shown" in tab.locator("#told").inner_text()
    name, text = taken(tab, "CSV")
    assert name == "answer.csv"
    assert text.startswith("s,o\r\nhttps://")
    assert text.count("\r\n") == 1235


def test_what_is_taken_away_is_exact(visit: Callable[..., Any]) -> None:
    tab = visit(
        query("""SELECT ?a ?b WHERE { VALUES (?a ?b) { ("x, \\"y\\"" 1.50) (<a:b> UNDEF) ("=1\\n2"@en "") } }""")
    )
    rows(tab)
    assert taken(tab, "CSV") == ("answer.csv", 'a,b\r\n"x, ""y""",1.5\r\na:b,\r\n"=1\n2",\r\n')
    name, text = taken(tab, "JSON")
    assert name == "answer.json"
    assert json.loads(text)["results"]["bindings"][1] == {"a": {"type": "uri", "value": "a:b"}}


def test_a_graph_is_a_table_of_triples_and_ntriples(visit: Callable[..., Any]) -> None:
    text = """CONSTRUCT { <a:s> <a:p> ?o } WHERE { VALUES ?o { "\\"\\\\\\n" 2 "x"@en <a:o> } }"""
    tab = visit(query(text))
    assert [row[2] for row in rows(tab)] == ['"\\\n', "2", "x", "a:o"]
    assert tab.locator("#told").inner_text().startswith("4 triples in ")
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert taken(tab, "N-Triples")[1].splitlines() == [
        '<a:s> <a:p> "\\"\\\\\\n" .', f'<a:s> <a:p> "2"^^{integer} .', '<a:s> <a:p> "x"@en .', "<a:s> <a:p> <a:o> .",
    ]  # fmt: skip
    assert not tab.get_by_role("button", name="JSON", exact=True).is_visible()


def links(tab: Any, table: str) -> dict[str, str]:
    """Where the cells of a table lead, by their text."""
    found = tab.locator(f"{table} tbody a").evaluate_all("all => all.map(a => [a.textContent, a.href])")
    return {str(text): str(href) for text, href in found}


@pytest.mark.parametrize("name", ["ancestors", "papers-at-venue", "venues", "sources"])
def test_names_lead_where_they_lead_on_the_page_of_the_query(name: str, visit: Callable[..., Any]) -> None:
    tab = visit(f"#named={name}")
    tab.locator("#shown tbody a[href^='../']").first.wait_for()
    found = links(tab, "#shown")
    tab.locator("#page a").click()
    tab.locator("h1").wait_for()
    assert found == links(tab, "main")


def test_only_a_name_in_a_column_of_its_kind_leads_to_a_page(visit: Callable[..., Any]) -> None:
    once = """SELECT ?method ?say ?venue WHERE { VALUES (?method ?say ?venue) {
      ("ResNet" "ResNet" "CVPR") ("resnet" "ViT" "ResNet") ("<img src=x>" "a" "CVPR 2016") (152 "b" UNDEF) } }"""
    asked: list[str] = []
    tab = visit(query("SELECT (1 AS ?one) WHERE {}"))
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    rows(tab)
    tab.locator(".CodeMirror").wait_for()
    assert "search.json" not in asked, "names are fetched when there are some"
    for text in (once, f"{once} ORDER BY ?method", once):
        write(tab, text)
        tab.keyboard.press("Control+Enter")
        tab.locator("#shown a").first.wait_for()
        hrefs = "all => all.map(a => [a.textContent, a.getAttribute('href'), a.parentElement.cellIndex])"
        found = tab.locator("#shown tbody a").evaluate_all(hrefs)
        assert sorted(found) == [
            ["CVPR", "../venue/cvpr/", 2], ["CVPR 2016", "../venue/cvpr/2016/", 2], ["ResNet", "../method/resnet/", 0],
        ]  # fmt: skip
    tab.get_by_role("button", name="method", exact=True).click()
    assert len(links(tab, "#shown")) == 3, "after sorting too"
    assert asked.count("search.json") == 1


def test_without_the_names_an_answer_is_still_one(visit: Callable[..., Any]) -> None:
    tab = visit("#named=ancestors", broken="search[.]json")
    assert "ResNet" in [row[1] for row in rows(tab)]
    tab.locator(".CodeMirror").wait_for()
    assert links(tab, "#shown") == {}


# When it does not answer


#: A filter, and whether a word on years helps when nothing is found.
YEARS = {
    "?paper fabio:hasPublicationYear ?year FILTER(?year >= 2022)": True,
    "?paper fabio:hasPublicationYear ?y FILTER(2022<?y)": True,
    "?paper fabio:hasPublicationYear ?y FILTER(xsd:integer(STR(?y)) > 2922)": False,
    "?paper fabio:hasPublicationYear ?y FILTER(STR(?y) = '?year > 2022')": False,
    "?paper fabio:hasPageCount ?n FILTER(?n > 2022)": False,
}


def test_a_year_compared_with_a_number_is_told_how_to(visit: Callable[..., Any]) -> None:
    tab = visit("#named=size")
    rows(tab)
    before = "PREFIX fabio: <http://purl.org/spar/fabio/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
    for where, helped in YEARS.items():
        write(tab, f"{before}SELECT ?paper WHERE {{ {where} }}")
        tab.keyboard.press("Control+Enter")
        said = tab.locator("#shown p", has_text="Nothing in the graph answers this.")
        said.wait_for()
        assert ("xsd:integer(STR(?year)) >= 2022" in said.inner_text()) == helped, where
        write(tab, "ASK {}")
        tab.keyboard.press("Control+Enter")
        tab.locator("#shown", has_text="Yes").wait_for()
    write(tab, f"{before}SELECT ?p WHERE {{ ?p fabio:hasPublicationYear ?y FILTER(xsd:integer(STR(?y)) >= 2022) }}")
    tab.keyboard.press("Control+Enter")
    assert len(rows(tab)) > 10, "what is told helps"


def test_stop_stops_and_the_page_answers_afterwards_without_fetching_again(visit: Callable[..., Any]) -> None:
    tab = visit(query(ENDLESS))
    stop = tab.get_by_role("button", name="Stop")
    tab.locator("#stop:enabled").wait_for()
    tab.wait_for_timeout(1500)
    assert stop.is_enabled(), "it would run for days"
    fetched: list[str] = []
    tab.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    stop.click()
    assert told(tab, "Stopped after").endswith(" s.")
    assert stop.is_disabled()
    write(tab, "SELECT (1 AS ?one) WHERE {}")
    tab.keyboard.press("Control+Enter")
    assert rows(tab) == [["1"]]
    assert not {"graph.ttl", "oxigraph_bg.wasm"} & set(fetched)


def test_another_query_takes_the_place_of_one_that_runs(visit: Callable[..., Any]) -> None:
    tab = visit(query(ENDLESS))
    tab.locator("#stop:enabled").wait_for()
    tab.wait_for_timeout(300)
    tab.get_by_role("link", name="How much of everything there is").click()
    assert len(rows(tab)) > 30
    assert fragment(tab) == "#named=size"


#: A query, and the sentence that is said of it.
WRONG = {
    "SELECT ?s WHERE {\n  ?s ?p ?o\n  LIMIT 1": "Line 3, column 3. This cannot stand here: LIMIT",
    "SELECT ?s WHERE { ?s kg:how ?o }": "Line 1, column 22. Prefix 'kg' is not defined.",
    "SELEC ?s WHERE { }": "Line 1, column 1. This cannot stand here: SELEC",
    "SELECT ?s WHERE {\n  ?s ?p ?o ": "The query ends too early: something that was opened is not closed.",
    "SELECT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o }": "A variable of the SELECT is neither grouped",
    "SELECT * WHERE { ?s ?p ?o FILTER(<a:f>(?s)) }": "The custom function <a:f> is not supported.",
    "INSERT DATA { <a:b> <a:b> <a:b> }": "INSERT would change the graph. Here it can only be read",
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }": "SERVICE would ask another server, and this page asks",
    " # nothing": "There is no query yet",
}


def test_what_is_wrong_is_told_in_a_sentence(visit: Callable[..., Any]) -> None:
    tab = visit("#named=size")
    rows(tab)
    for text, said in WRONG.items():
        write(tab, text)
        tab.keyboard.press("Control+Enter")
        assert len(told(tab, said)) < 160
        assert not tab.locator("#answer").is_visible()
    write(tab, "ASK {}")
    tab.keyboard.press("Control+Enter")
    tab.locator("#shown", has_text="Yes").wait_for()
    assert tab.locator("#status").inner_text() == ""
    assert tab.locator(".amiss").count() == 0


def test_words_that_only_look_like_it_are_no_service_and_no_update(visit: Callable[..., Any]) -> None:
    text = 'PREFIX kg: <https://e.org/service#> SELECT ?service WHERE { BIND("INSERT SERVICE" AS ?service) } # SERVICE'
    assert rows(visit(query(text))) == [["INSERT SERVICE"]]


def test_a_name_that_no_query_has_is_told(visit: Callable[..., Any]) -> None:
    tab = visit("#named=<img src=x>")
    assert told(tab, "There is no") == "There is no query named <img src=x> here."


def test_without_scripts_it_says_what_can_be_done(visit: Callable[..., Any]) -> None:
    tab = visit(java_script_enabled=False)
    assert "The engine needs JavaScript." in tab.locator("noscript").inner_text()
    assert not tab.locator("#sparql").is_visible()


def test_without_the_editor_there_is_a_field_to_write_in(visit: Callable[..., Any]) -> None:
    tab = visit("#named=size", broken="yasqe.min.js")
    rows(tab)
    tab.get_by_label("SPARQL query").fill("SELECT * WHERE {\n  ?s kg:how 1 }")
    tab.keyboard.press("Control+Enter")
    assert "Line 2, column" in told(tab, "A prefix is not declared.")
    tab.get_by_label("SPARQL query").fill("ASK {}")
    tab.keyboard.press("Control+Enter")
    tab.locator("#shown", has_text="Yes").wait_for()


@pytest.mark.parametrize("file", ["oxigraph_bg.wasm", "graph.ttl", "oxigraph.js"])
def test_an_engine_that_cannot_be_had_is_told(file: str, visit: Callable[..., Any]) -> None:
    tab = visit(broken=file)
    tab.locator("#status.amiss").wait_for()
    assert tab.locator("#stop").is_disabled()


# Writing


def test_what_is_written_before_the_editor_is_there_stays(visit: Callable[..., Any]) -> None:
    tab = visit(query(ENDLESS))
    area = tab.get_by_label("SPARQL query")
    area.fill("ASK {}")
    area.press("ArrowLeft")
    tab.locator(".CodeMirror-focused").wait_for()
    tab.keyboard.type("1")
    assert editor(tab) == "ASK {1}"


def test_a_click_below_the_text_is_one_into_it(visit: Callable[..., Any]) -> None:
    tab = visit(query("ASK {}"))
    tab.locator(".CodeMirror").wait_for()
    box = tab.locator(".yasqe").bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.9)
    tab.locator(".CodeMirror-focused").wait_for(timeout=5000)
    tab.keyboard.press("Control+a")
    tab.keyboard.type("ASK {1}")
    assert editor(tab) == "ASK {1}"
    assert tab.evaluate("getSelection().toString()") == ""


def test_terms_of_the_ontology_are_offered_and_their_prefix_is_declared(visit: Callable[..., Any]) -> None:
    tab = visit()
    rows(tab)
    write(tab, "SELECT ?child WHERE { ?child ")
    tab.keyboard.type("kg:desc")
    offers = tab.locator(".CodeMirror-hints li")

    def take() -> None:
        tab.keyboard.press("Enter")
        sync_api.expect(offers).to_have_count(0)  # an offer that has just come is taken a frame later

    sync_api.expect(offers).to_have_text(["kg:descendsFrom"])
    take()
    tab.keyboard.type(" ?parent . ?child a kg:Arch")
    sync_api.expect(offers).to_have_text(["kg:Architecture"])
    take()
    tab.keyboard.type(" . ?pa")
    sync_api.expect(offers).to_have_text(["?parent"])
    take()
    tab.keyboard.type(" a kg:Block } LIMIT 3")
    assert editor(tab) == (
        f"{KG}SELECT ?child WHERE {{ ?child kg:descendsFrom ?parent . ?child a kg:Architecture . "
        "?parent a kg:Block } LIMIT 3"
    )


def test_what_can_stand_at_a_place_is_offered_on_demand(visit: Callable[..., Any]) -> None:
    tab = visit()
    rows(tab)
    offers = tab.locator(".CodeMirror-hints li")
    for text, first in [("PREFIX sk", "skos: <http://www.w3.org/2004/02/skos/core#>"), ("ASK { ?x a ", "kg:Result")]:
        write(tab, text)
        tab.keyboard.press("Control+Space")
        offers.first.wait_for()
        assert offers.first.inner_text() == first
        tab.keyboard.press("Escape")
    write(tab, 'ASK { ?x ?y "kg:')
    tab.keyboard.press("Control+Space")
    tab.wait_for_timeout(200)
    assert offers.count() == 0, "nothing is offered inside a text"


# The network


def test_an_answer_is_drawn_as_a_network(visit: Callable[..., Any]) -> None:
    tab = visit("#named=longest-chain")
    rows(tab)
    loaded = tab.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).join()")
    assert "sigma" not in loaded, "what draws is fetched only when it is asked for"
    tab.get_by_role("button", name="Network").click()
    tab.locator(".network canvas").first.wait_for()
    assert fragment(tab) == "#named=longest-chain&view=network"
    assert tab.locator("#shown .legend").inner_text().startswith("10 nodes, 9 links")
    assert tab.locator(".network").get_attribute("aria-label") == "Network of 10 nodes; the table says the same"
    for name in ("Nearer", "Farther", "The whole picture"):
        tab.get_by_role("button", name=name).click()
    tab.go_back()
    assert len(rows(tab)) == 9
    tab.go_forward()
    tab.locator(".network canvas").first.wait_for()


def test_a_node_leads_to_its_page_and_its_name_is_that_of_the_thing(visit: Callable[..., Any], served: str) -> None:
    text = f"CONSTRUCT {{ <a:a> <a:p> <{BASE}method/resnet> }} WHERE {{}}"
    tab = visit(query(text, "&view=network"))
    tab.locator(".network canvas").first.wait_for()
    assert "2 nodes, 1 link: p" in tab.locator(".legend").inner_text()
    frame = tab.locator(".network").bounding_box()
    tab.mouse.click(frame["x"] + 90 + 240, frame["y"] + 36)
    tab.wait_for_url(f"{served}method/resnet/")


def test_a_crowd_is_drawn_in_part_until_more_is_asked_for(visit: Callable[..., Any]) -> None:
    tab = visit(query(f"{KG}SELECT ?paper ?person WHERE {{ ?paper kg:authorship/kg:author ?person }}", "&view=network"))
    tab.locator(".network canvas").first.wait_for()
    assert "The first 300 of " in tab.locator(".legend").inner_text()
    tab.get_by_role("button", name="Draw all").click()
    tab.locator(".legend", has_not_text="first").wait_for()


def test_what_is_no_network_says_so_and_gives_an_example(visit: Callable[..., Any]) -> None:
    tab = visit(query("SELECT (1 AS ?one) WHERE {}", "&view=network"))
    tab.get_by_role("link", name="an example").click()
    tab.locator(".network canvas").first.wait_for()
    assert "CONSTRUCT" in editor(tab)
    assert "links: inspiredBy" in tab.locator(".legend").inner_text()


def test_without_webgl_it_says_so(visit: Callable[..., Any]) -> None:
    tab = visit("#named=longest-chain&view=network", first="HTMLCanvasElement.prototype.getContext = () => null")
    assert tab.locator("#shown p").inner_text().startswith("This browser has no WebGL")
    tab.get_by_role("button", name="Table").click()
    assert len(rows(tab)) == 9


# Looks


SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) shifted += hadRecentInput ? 0 : value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [1400, 360])
def test_it_begins_at_its_top_and_stays_where_it_is(width: int, visit: Callable[..., Any]) -> None:
    tab = visit(first=SHIFTS, viewport={"width": width, "height": 900})
    rows(tab)
    tab.locator(".CodeMirror").wait_for()
    tab.wait_for_timeout(300)
    assert tab.evaluate("[scrollY, document.querySelector('.yasqe').scrollTop]") == [0, 0]
    assert tab.evaluate("shifted") < 0.1


def test_another_example_is_shown_from_its_first_line(visit: Callable[..., Any]) -> None:
    tab = visit("#named=longest-chain")
    tab.locator(".CodeMirror").wait_for()
    tab.locator(".yasqe").evaluate("frame => { frame.scrollTop = 99; }")
    assert tab.locator(".yasqe").evaluate("frame => frame.scrollTop") == 99
    tab.get_by_role("link", name="Everything that a method descends from").click()
    tab.locator("#title", has_text="Everything that").wait_for()
    assert tab.locator(".yasqe").evaluate("frame => frame.scrollTop") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_out_of_reach(scheme: str, width: int, visit: Callable[..., Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: NOT checked")
    tab = visit("#named=longest-chain", viewport={"width": width, "height": 800}, color_scheme=scheme)
    rows(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = axe.Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in grave] == []
