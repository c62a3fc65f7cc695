"""All that is known of a method, paper, person or venue, as a card, as JSON, as Turtle; and of a chain of links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from kg.graph import _PREFIXES, _RELATIONS, Entity, Graph
from kg.lineage import DESCENT, Edge, Node
from kg.store import value
from kg.terminal import DOWNWARD, Style, clean, columns, said, wrapped
from kg.vocab import compact

#: For each kind of entity: the parts of its card, each a query over `?it`. Columns are the keys of the JSON.
_PARTS: dict[str, dict[str, str]] = {
    "method": {
        "method": """SELECT ?name ?class ?summary ?root ?introduced_in ?since {
            ?it rdfs:label ?name ; a ?class ; kg:introducedBy ?p .
            ?p dcterms:title ?introduced_in ; fabio:hasPublicationYear ?year .
            FILTER(?class != kg:Method)
            OPTIONAL { ?it dcterms:description ?summary } OPTIONAL { ?it kg:rootReason ?root }
            OPTIONAL { ?p kg:posted ?posted } BIND(STR(COALESCE(?posted, ?year)) AS ?since) }""",
        "aliases": "SELECT ?alias { ?it skos:altLabel ?alias } ORDER BY ?alias",
        "comes_from": """SELECT ?relation ?parent ?how ?why ?where ?evidence {
            ?link kg:child ?it ; kg:parent/rdfs:label ?parent ; kg:relation ?relation ; kg:how ?how .
            ?link kg:evidence ?evidence . FILTER(?relation != kg:contrastsWith)
            OPTIONAL { ?link kg:why ?why } OPTIONAL { ?link kg:where ?where } } ORDER BY ?relation ?parent ?link""",
        "led_to": """SELECT ?relation ?child ?how {
            ?link kg:parent ?it ; kg:relation ?relation ; kg:child/rdfs:label ?child ; kg:how ?how .
            FILTER(?relation != kg:contrastsWith) } ORDER BY ?relation ?child ?link""",
        "not_to_be_confused_with": """SELECT ?method ?how ?where ?evidence {
            ?link kg:child ?it ; kg:relation kg:contrastsWith ; kg:parent/rdfs:label ?method ; kg:how ?how .
            ?link kg:evidence ?evidence . OPTIONAL { ?link kg:where ?where } } ORDER BY ?method ?link""",
        "results": """SELECT ?variant ?data ?split ?protocol ?evaluation ?trained_on ?size ?top1 ?top5 ?params ?madds
              ?tier ?source ?where ?note {
            ?r kg:evaluates ?it ; kg:variant ?variant ; kg:dataset/rdfs:label ?data ; kg:split ?split ;
              kg:protocol ?protocol ; kg:tier ?tier ; kg:where ?where ; prov:hadPrimarySource/dcterms:title ?source .
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
        "paper": """SELECT ?title ?venue ?year ?posted ?arxiv ?doi ?url ?note {
            ?it dcterms:title ?title ; fabio:hasPublicationYear ?year .
            OPTIONAL { ?it kg:publishedIn/rdfs:label ?venue } OPTIONAL { ?it kg:posted ?posted }
            OPTIONAL { ?it fabio:hasArXivId ?arxiv } OPTIONAL { ?it bibo:doi ?doi }
            OPTIONAL { ?it schema:url ?url } OPTIONAL { ?it skos:note ?note } }""",
        "authors": "SELECT ?name { ?it kg:authorship ?a . ?a schema:position ?n ; kg:printedName ?name } ORDER BY ?n",
        "introduces": """SELECT ?method ?summary {
            ?it kg:introduces ?m . ?m rdfs:label ?method OPTIONAL { ?m dcterms:description ?summary } }
            ORDER BY ?method ?m""",
        "code": """SELECT ?url ?by ?framework ?listed_as {
            ?url kg:implements ?it ; kg:maintainer ?by .
            OPTIONAL { ?url kg:framework ?framework } OPTIONAL { ?url kg:listedAs ?listed_as } }
            ORDER BY ?by ?url ?listed_as""",
        "seen_in": "SELECT ?source { ?it dcterms:source/dcterms:title ?source } ORDER BY ?source",
        "listed": """SELECT ?source ?section ?name ?venue ?top1 ?top5 ?note {
            ?l kg:lists ?it ; kg:listedName ?name ; kg:listedIn/dcterms:title ?source .
            OPTIONAL { ?l kg:listedSection ?section } OPTIONAL { ?l kg:listedVenue ?venue }
            OPTIONAL { ?l kg:listedTop1 ?top1 } OPTIONAL { ?l kg:listedTop5 ?top5 } OPTIONAL { ?l skos:note ?note } }
            ORDER BY ?source ?name""",
    },
    "person": {
        "person": "SELECT ?name { ?it foaf:name ?name }",
        "also_printed": """SELECT DISTINCT ?name {
            { ?it skos:altLabel ?name } UNION { ?a kg:author ?it ; kg:printedName ?name }
            FILTER NOT EXISTS { ?it foaf:name ?name } } ORDER BY ?name""",
        "papers": """SELECT ?year ?title ?venue {
            ?p dcterms:creator ?it ; dcterms:title ?title ; fabio:hasPublicationYear ?year .
            OPTIONAL { ?p kg:publishedIn/rdfs:label ?venue } } ORDER BY ?year ?title""",
        "methods": """SELECT ?since ?method {
            ?p dcterms:creator ?it ; kg:introduces/rdfs:label ?method ; fabio:hasPublicationYear ?year .
            OPTIONAL { ?p kg:posted ?posted } BIND(STR(COALESCE(?posted, ?year)) AS ?since) }
            ORDER BY ?since ?method""",
        "wrote_with": """SELECT ?name (COUNT(?p) AS ?papers) {
            ?p dcterms:creator ?it, ?other . ?other foaf:name ?name FILTER(?other != ?it) }
            GROUP BY ?other ?name ORDER BY DESC(?papers) ?name""",
    },
    "venue": {
        "venue": """SELECT ?name ?full_name ?kind {
            ?it rdfs:label ?name ; dcterms:title ?full_name ; kg:venueKind ?kind }""",
        "papers": """SELECT ?year ?title {
            ?p kg:publishedIn ?it ; dcterms:title ?title ; fabio:hasPublicationYear ?year } ORDER BY ?year ?title""",
    },
    "dataset": {
        "dataset": """SELECT ?name ?full_name ?url {
            ?it rdfs:label ?name ; dcterms:title ?full_name OPTIONAL { ?it schema:url ?url } }""",
        "results": """SELECT ?method (COUNT(?r) AS ?results) {
            ?r kg:dataset ?it ; kg:evaluates ?m . ?m rdfs:label ?method }
            GROUP BY ?m ?method ORDER BY DESC(?results) ?method""",
    },
    "source": {
        "source": """SELECT ?title ?url ?licence {
            ?it dcterms:title ?title OPTIONAL { ?it schema:url ?url } OPTIONAL { ?it dcterms:rights ?licence } }""",
        "rows": """SELECT ?name ?paper { ?l kg:listedIn ?it ; kg:listedName ?name ; kg:lists/dcterms:title ?paper }
            ORDER BY ?name""",
        "results": """SELECT ?method (COUNT(?r) AS ?results) {
            ?r prov:hadPrimarySource ?it ; kg:evaluates ?m . ?m rdfs:label ?method }
            GROUP BY ?m ?method ORDER BY DESC(?results) ?method""",
    },
}

#: Rows of one part that a reader is shown.
_SHOWN = 24

#: What the head of a card says already, or only machines want.
_HEAD = ("kind", "id", "name", "title", "class", "iri")

_TURTLE = """CONSTRUCT { ?s ?p ?o } {
  { VALUES ?s { ?it } } UNION { ?s kg:child ?it } UNION { ?s kg:evaluates ?it } UNION { ?s kg:lists ?it }
  UNION { ?it kg:authorship ?s } UNION { ?s kg:implements ?it }
  ?s ?p ?o }"""


def card(graph: Graph, entity: Entity) -> dict[str, Any]:
    """All parts that have something to say: the first as one mapping, the others as lists of mappings."""
    found: dict[str, Any] = {"kind": entity.kind, "id": entity.id, "iri": entity.iri}
    for n, (part, query) in enumerate(_PARTS[entity.kind].items()):
        answer = graph.store.ask(_PREFIXES + query.replace("?it", f"<{entity.iri}>"))
        rows = [
            {
                name: _plain(value(term)) if name in ("class", "relation") else value(term)
                for name, term in zip(answer.variables, row, strict=True)
                if term is not None
            }
            for row in answer.rows
        ]
        rows.sort(key=lambda row: row.get("relation", DESCENT[0]) not in DESCENT)
        if n == 0:
            found |= rows[0]
        elif rows:
            found[part] = [next(iter(row.values())) for row in rows] if len(answer.variables) == 1 else rows
    return found


def _plain(text: str) -> str:
    """Our own terms as one word: `kg:inspiredBy` is `inspired_by`."""
    short = compact(text)
    word = short.removeprefix("kg:") if short != text else text
    return _RELATIONS.get(word, word)


def turtle(graph: Graph, entity: Entity) -> bytes:
    """The entity with its links, results, listings, authorships and repositories, as Turtle."""
    from kg.export.turtle import turtle as written
    from kg.rdf import Block

    blocks: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, value_ in graph.store.ask(_PREFIXES + _TURTLE.replace("?it", f"<{entity.iri}>")).rows:
        blocks.setdefault(str(subject), []).append((str(predicate), str(value_)))
    return b"".join(written((Block(one, facts) for one, facts in sorted(blocks.items())), graph.base))


def text(found: dict[str, Any], style: Style) -> Iterator[str]:
    """The card for a reader."""
    name = found.get("name") or found["title"]
    kind = found.get("class", found["kind"]).lower()
    yield f"{style.bold(clean(name))}  {style.dim(kind)}"
    facts = {key: told for key, told in found.items() if isinstance(told, str) and key not in _HEAD}
    for key, told in facts.items():
        yield from said(key.replace("_", " "), told, style, across=max(map(len, facts)))
    for key, told in found.items():
        if isinstance(told, list):
            yield ""
            yield style.bold(key.replace("_", " "))
            if isinstance(told[0], str):
                yield from said("", ", ".join(told), style, indent=0)
            else:
                for row in told[:_SHOWN]:
                    yield from said("", _sentence(key, row), style, indent=0)
                if len(told) > _SHOWN:
                    yield style.dim(f"      and {len(told) - _SHOWN} more: --format json tells all")


def _sentence(part: str, row: dict[str, str]) -> str:
    """A row of a card as one line."""
    if "how" in row:
        relation = row.get("relation", "")
        words = f"{DOWNWARD[relation] if 'child' in row else relation.replace('_', ' ')} ".lstrip()
        end = row.get("parent") or row.get("child") or row["method"]
        source = [row[key] for key in ("where", "evidence") if key in row]
        where = f" ({', '.join(source)})" if source else ""
        why = f" — because {row['why']}" if "why" in row else ""
        return f"{words}{end}: {row['how']}{why}{where}"
    if part == "results" and "variant" in row:
        numbers = [f"top-{n} {row[f'top{n}']} %" for n in (1, 5) if f"top{n}" in row]
        size = f" at {row['size']} px" if "size" in row else ""
        params = f", {row['params']} M parameters" if "params" in row else ""
        params += f", {row['madds']} G multiply-adds" if "madds" in row else ""
        how = f", {row['evaluation']}" if "evaluation" in row else ""
        how += f", trained on {row['trained_on']}" if "trained_on" in row else ""
        note = f" — {row['note']}" if "note" in row else ""
        who = f"{row['source']}, " if row["tier"] == "reproduced" else ""
        told = f"{row['data']} {row['split']}, {row['protocol']}{size}{how}"
        return f"{row['variant']}: {', '.join(numbers)} on {told}{params} ({row['tier']}, {who}{row['where']}){note}"
    return " · ".join(row.values())


def chain_text(hops: Sequence[Edge], nodes: dict[str, Node], style: Style) -> Iterator[str]:
    """A chain, newest first, a link a paragraph: relation, how, why, where, evidence."""
    names = [hops[0].child, *(edge.parent for edge in hops)]
    yield from map(style.bold, wrapped(clean(" -> ".join(names)), style.width))
    for edge in hops:
        child, parent = (f"{clean(name)} ({nodes[name].year})" for name in (edge.child, edge.parent))
        source = clean(f"{edge.evidence}, {edge.where}" if edge.where else edge.evidence)
        yield ""
        if columns(f"{child} {edge.relation} {parent}  {source}") <= style.width:
            yield f"{child} {style.relation(edge.relation)} {parent}  {style.dim(source)}"
        else:
            yield from wrapped(f"{child} {edge.relation.replace('_', ' ')} {parent}", style.width)
            yield from said("", source, style)
        yield from said("how", edge.how, style)
        yield from said("why", edge.why, style)


def chain_json(one: str, other: str, hops: Sequence[Edge]) -> dict[str, Any]:
    """The contract's shape of a chain: its ends, the newer first, and its links. Without links `one` is `other`."""
    newer, older = (hops[0].child, hops[-1].parent) if hops else (one, other)
    return {"from": newer, "to": older, "hops": [asdict(hop) for hop in hops]}
