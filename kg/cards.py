"""All that is known of a method, paper, person, venue, data set or source as plain data: of one, or of all of a kind.

Comes in: a `Graph`. Goes out: cards, the first part of each as one mapping, the others as lists of mappings. What
`kg show` tells, the pages of a site show, and both give away as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.graph import _PREFIXES, _RELATIONS, Entity, Graph
from kg.lineage import DESCENT
from kg.store import Answer, Term, value
from kg.vocab import compact

#: For each kind of entity: the parts of its card, each a query over `?it`. Columns are the keys of the JSON; one that
#: ends in `_id` names an entity by its id, one that ends in `_path` by kind and id.
_PARTS: dict[str, dict[str, str]] = {
    "method": {
        "method": """SELECT ?name ?class ?summary ?root ?introduced_in ?introduced_in_id ?since {
            ?it rdfs:label ?name ; a ?class ; kg:introducedBy ?introduced_in_id .
            ?introduced_in_id dcterms:title ?introduced_in ; fabio:hasPublicationYear ?year .
            FILTER(?class != kg:Method)
            OPTIONAL { ?it dcterms:description ?summary } OPTIONAL { ?it kg:rootReason ?root }
            OPTIONAL { ?introduced_in_id kg:posted ?posted } BIND(STR(COALESCE(?posted, ?year)) AS ?since) }""",
        "aliases": "SELECT ?alias { ?it skos:altLabel ?alias } ORDER BY ?alias",
        "comes_from": """SELECT ?relation ?parent ?parent_id ?how ?why ?where ?evidence {
            ?link kg:child ?it ; kg:parent ?parent_id ; kg:relation ?relation ; kg:how ?how .
            ?parent_id rdfs:label ?parent .
            ?link kg:evidence ?evidence . FILTER(?relation != kg:contrastsWith)
            OPTIONAL { ?link kg:why ?why } OPTIONAL { ?link kg:where ?where } } ORDER BY ?relation ?parent ?link""",
        "led_to": """SELECT ?relation ?child ?child_id ?how {
            ?link kg:parent ?it ; kg:relation ?relation ; kg:child ?child_id ; kg:how ?how .
            ?child_id rdfs:label ?child . FILTER(?relation != kg:contrastsWith) } ORDER BY ?relation ?child ?link""",
        "not_to_be_confused_with": """SELECT ?method ?method_id ?how ?where ?evidence {
            ?link kg:child ?it ; kg:relation kg:contrastsWith ; kg:parent ?method_id ; kg:how ?how .
            ?method_id rdfs:label ?method . ?link kg:evidence ?evidence .
            OPTIONAL { ?link kg:where ?where } } ORDER BY ?method ?link""",
        "results": """SELECT ?variant ?data ?data_id ?split ?protocol ?evaluation ?trained_on ?size ?top1 ?top5
              ?params ?madds ?tier ?source ?source_path ?where ?note {
            ?r kg:evaluates ?it ; kg:variant ?variant ; kg:dataset ?data_id ; kg:split ?split ; kg:protocol ?protocol ;
              kg:tier ?tier ; kg:where ?where ; prov:hadPrimarySource ?source_path .
            ?data_id rdfs:label ?data . ?source_path dcterms:title ?source .
            OPTIONAL { ?r kg:imageSize ?size } OPTIONAL { ?r kg:top1 ?top1 } OPTIONAL { ?r kg:top5 ?top5 }
            OPTIONAL { ?r kg:parameters ?params } OPTIONAL { ?r kg:multiplyAdds ?madds }
            OPTIONAL { ?r kg:evaluation ?evaluation } OPTIONAL { ?r skos:note ?note }
            OPTIONAL { SELECT ?r (GROUP_CONCAT(?set; SEPARATOR=" + ") AS ?trained_on) {
              SELECT ?r ?set { ?r kg:evaluates ?it ; kg:trainingData/rdfs:label ?set } ORDER BY ?r ?set } GROUP BY ?r }
            } ORDER BY ?tier DESC(?top1) ?variant ?r""",
        "code": """SELECT ?url ?by ?framework {
            ?it kg:introducedBy ?paper . ?url kg:implements ?paper ; kg:maintainer ?by .
            OPTIONAL { ?url kg:framework ?framework } } ORDER BY ?by ?url""",
        "same_as": "SELECT ?iri { ?it skos:exactMatch ?iri } ORDER BY ?iri",
    },
    "paper": {
        "paper": """SELECT ?title ?venue ?venue_id ?year ?posted ?arxiv ?doi ?url ?note {
            ?it dcterms:title ?title ; fabio:hasPublicationYear ?year .
            OPTIONAL { ?it kg:publishedIn ?venue_id . ?venue_id rdfs:label ?venue } OPTIONAL { ?it kg:posted ?posted }
            OPTIONAL { ?it fabio:hasArXivId ?arxiv } OPTIONAL { ?it bibo:doi ?doi }
            OPTIONAL { ?it schema:url ?url } OPTIONAL { ?it skos:note ?note } }""",
        "authors": """SELECT ?author ?author_id {
            ?it kg:authorship ?a . ?a schema:position ?n ; kg:printedName ?author ; kg:author ?author_id }
            ORDER BY ?n""",
        "introduces": """SELECT ?method ?method_id ?summary {
            ?it kg:introduces ?method_id . ?method_id rdfs:label ?method
            OPTIONAL { ?method_id dcterms:description ?summary } } ORDER BY ?method ?method_id""",
        "code": """SELECT ?url ?by ?framework ?listed_as {
            ?url kg:implements ?it ; kg:maintainer ?by .
            OPTIONAL { ?url kg:framework ?framework } OPTIONAL { ?url kg:listedAs ?listed_as } }
            ORDER BY ?by ?url ?listed_as""",
        "seen_in": """SELECT ?source ?source_id {
            ?it dcterms:source ?source_id . ?source_id dcterms:title ?source } ORDER BY ?source""",
        "listed": """SELECT ?source ?source_id ?section ?name ?authors ?venue ?top1 ?top5 ?note {
            ?l kg:lists ?it ; kg:listedName ?name ; kg:listedIn ?source_id . ?source_id dcterms:title ?source .
            OPTIONAL { ?l kg:listedSection ?section } OPTIONAL { ?l kg:listedAuthors ?authors }
            OPTIONAL { ?l kg:listedVenue ?venue }
            OPTIONAL { ?l kg:listedTop1 ?top1 } OPTIONAL { ?l kg:listedTop5 ?top5 } OPTIONAL { ?l skos:note ?note } }
            ORDER BY ?source ?name""",
    },
    "person": {
        "person": "SELECT ?name { ?it a foaf:Person ; foaf:name ?name }",
        "also_printed": """SELECT DISTINCT ?name {
            { ?it skos:altLabel ?name } UNION { ?a kg:author ?it ; kg:printedName ?name }
            FILTER NOT EXISTS { ?it foaf:name ?name } } ORDER BY ?name""",
        "papers": """SELECT ?year ?title ?title_id ?venue {
            ?title_id dcterms:creator ?it ; dcterms:title ?title ; fabio:hasPublicationYear ?year .
            OPTIONAL { ?title_id kg:publishedIn/rdfs:label ?venue } } ORDER BY ?year ?title""",
        "methods": """SELECT ?since ?method ?method_id {
            ?p dcterms:creator ?it ; kg:introduces ?method_id ; fabio:hasPublicationYear ?year .
            ?method_id rdfs:label ?method .
            OPTIONAL { ?p kg:posted ?posted } BIND(STR(COALESCE(?posted, ?year)) AS ?since) }
            ORDER BY ?since ?method""",
        "wrote_with": """SELECT ?name ?name_id (COUNT(?p) AS ?papers) {
            ?p dcterms:creator ?it, ?name_id . ?name_id foaf:name ?name FILTER(?name_id != ?it) }
            GROUP BY ?it ?name_id ?name ORDER BY DESC(?papers) ?name""",
        "same_as": "SELECT ?iri { ?it schema:sameAs ?iri } ORDER BY ?iri",
    },
    "venue": {
        "venue": """SELECT ?name ?full_name ?kind {
            ?it rdfs:label ?name ; dcterms:title ?full_name ; kg:venueKind ?kind }""",
        "papers": """SELECT ?year ?title ?title_id {
            ?title_id kg:publishedIn ?it ; dcterms:title ?title ; fabio:hasPublicationYear ?year }
            ORDER BY ?year ?title""",
    },
    "dataset": {
        "dataset": """SELECT ?name ?full_name ?url {
            ?it a kg:Dataset ; rdfs:label ?name ; dcterms:title ?full_name OPTIONAL { ?it schema:url ?url } }""",
        "results": """SELECT ?method ?method_id (COUNT(?r) AS ?results) {
            ?r kg:dataset ?it ; kg:evaluates ?method_id . ?method_id rdfs:label ?method }
            GROUP BY ?it ?method_id ?method ORDER BY DESC(?results) ?method""",
        "trained_with": """SELECT ?method ?method_id (COUNT(?r) AS ?results) {
            ?r kg:trainingData ?it ; kg:evaluates ?method_id . ?method_id rdfs:label ?method }
            GROUP BY ?it ?method_id ?method ORDER BY DESC(?results) ?method""",
    },
    "source": {
        "source": """SELECT ?title ?url ?licence {
            ?it a kg:Source ; dcterms:title ?title OPTIONAL { ?it schema:url ?url }
            OPTIONAL { ?it dcterms:rights ?licence } }""",
        "rows": """SELECT ?name ?paper ?paper_id {
            ?l kg:listedIn ?it ; kg:listedName ?name ; kg:lists ?paper_id . ?paper_id dcterms:title ?paper }
            ORDER BY ?name""",
        "results": """SELECT ?method ?method_id (COUNT(?r) AS ?results) {
            ?r prov:hadPrimarySource ?it ; kg:evaluates ?method_id . ?method_id rdfs:label ?method }
            GROUP BY ?it ?method_id ?method ORDER BY DESC(?results) ?method""",
    },
}

#: Parts that are lists of plain values, and the one column of each.
_ONE = {"aliases": "alias", "also_printed": "name", "same_as": "iri"}
#: Columns of our own terms.
_TERMS = ("class", "relation")


def card(graph: Graph, entity: Entity) -> dict[str, Any]:
    """All parts that have something to say: the first as one mapping, the others as lists of mappings."""
    found = _head(entity)
    for n, (part, query) in enumerate(_PARTS[entity.kind].items()):
        # What a query groups by must be a variable.
        text = query.replace("?it", f"<{entity.iri}>").replace(f"GROUP BY <{entity.iri}>", "GROUP BY ?it")
        answer = graph.store.ask(_PREFIXES + text)
        _put(found, part, n == 0, [_row(answer, row, graph.base) for row in answer.rows])
    return found


def cards(graph: Graph, kind: str) -> Iterator[dict[str, Any]]:
    """The cards of all entities of a kind, by IRI: each part is asked once for all of them."""
    found = {iri: _head(graph.entity(kind, iri)) for iri in sorted(graph.names(kind))}
    for n, (part, query) in enumerate(_PARTS[kind].items()):
        answer = graph.store.ask(_PREFIXES + query.replace("?", "?it ?", 1))
        rows: dict[str, list[dict[str, str]]] = {}
        of = answer.variables.index("it")
        for row in answer.rows:
            rows.setdefault(value(row[of]), []).append(_row(answer, row, graph.base))
        for iri in found.keys() & rows.keys():
            _put(found[iri], part, n == 0, rows[iri])
    yield from found.values()


def _head(entity: Entity) -> dict[str, Any]:
    return {"kind": entity.kind, "id": entity.id, "iri": entity.iri}


def _put(found: dict[str, Any], part: str, first: bool, rows: list[dict[str, str]]) -> None:
    rows.sort(key=lambda row: row.get("relation", DESCENT[0]) not in DESCENT)
    if first:
        found |= rows[0]
    elif rows:
        found[part] = [row[one] for row in rows] if (one := _ONE.get(part)) else rows


def _row(answer: Answer, row: tuple[Term, ...], base: str) -> dict[str, str]:
    cells = zip(answer.variables, row, strict=True)
    return {name: _cell(name, value(term), base) for name, term in cells if term is not None and name != "it"}


def _cell(name: str, text: str, base: str) -> str:
    if name in _TERMS:
        return _plain(text)
    if name.endswith("_path"):
        return text.removeprefix(base)
    return text.removeprefix(base).partition("/")[2] if name.endswith("_id") else text


def _plain(text: str) -> str:
    """Our own terms as one word: `kg:inspiredBy` is `inspired_by`."""
    short = compact(text)
    word = short.removeprefix("kg:") if short != text else text
    return _RELATIONS.get(word, word)
