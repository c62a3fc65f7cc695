"""The peer of `kg site`: rdflib reads the Turtle, jinja2 writes a bare page of each entity's own triples and its Turtle.

`python -m benchmarks.plain_site GRAPH.ttl FOLDER`. No neighbours, no pictures, no results of queries, no data for scripts.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import rdflib

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table>{% for property, value in facts %}<tr><td>{{ property }}</td><td>{{ value }}</td></tr>{% endfor %}</table></body></html>"""
KINDS = ("method", "paper", "person", "venue", "dataset", "source", "link")


def main(graph: Path, folder: Path) -> None:
    found = rdflib.Graph().parse(graph, format="turtle")
    base = next(line for line in graph.open() if line.startswith("@base")).split("<")[1].split(">")[0]
    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    for subject in set(found.subjects()):
        address = str(subject).removeprefix(base)
        if address.partition("/")[0] not in KINDS or "/author/" in address:
            continue
        facts = sorted(found.predicate_objects(subject))
        place = folder / address / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(template.render(title=address, facts=facts), "utf-8")
        own = rdflib.Graph()
        for property, value in facts:
            own.add((subject, property, value))
        own.serialize(f"{folder / address}.ttl", format="turtle")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
