"""What is known of one thing as text and as Turtle; and a chain of links as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from kg.graph import _PREFIXES, Entity, Graph
from kg.lineage import Edge, Node
from kg.terminal import DOWNWARD, Style, clean, columns, said, wrapped

#: Rows of one part that a reader is shown.
_SHOWN = 24

#: What the head of a card says already, or only machines want.
_HEAD = ("kind", "id", "name", "title", "class", "iri")

_TURTLE = """CONSTRUCT { ?s ?p ?o } {
  { VALUES ?s { ?it } } UNION { ?s kg:child ?it } UNION { ?s kg:evaluates ?it } UNION { ?s kg:lists ?it }
  UNION { ?it kg:authorship ?s } UNION { ?s kg:implements ?it }
  ?s ?p ?o }"""


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
    facts = {key: told for key, told in _words(found).items() if isinstance(told, str) and key not in _HEAD}
    for key, told in facts.items():
        yield from said(key.replace("_", " "), told, style, across=max(map(len, facts)))
    for key, told in found.items():
        if isinstance(told, list):
            yield ""
            yield style.bold(key.replace("_", " "))
            rows = [_words(row) if isinstance(row, dict) else {key: row} for row in told]
            if all(len(row) == 1 for row in rows):
                yield from said("", ", ".join(text for row in rows for text in row.values()), style, indent=0)
            else:
                for row in rows[:_SHOWN]:
                    yield from said("", _sentence(key, row), style, indent=0)
                if len(told) > _SHOWN:
                    yield style.dim(f"      and {len(told) - _SHOWN} more: --format json tells all")


def _words(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what only machines follow."""
    return {key: told for key, told in row.items() if not key.endswith(("_id", "_path"))}


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
