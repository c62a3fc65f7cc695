"""Writes the pages and files that derive from the code: `python docs/generate.py`; a test holds them current."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from kg import entries, queries
from kg.entries.reading import json_schema
from kg.entries.values import EXPECTED

HERE = Path(__file__).resolve().parent.parent
KINDS = (
    entries.Paper, entries.Method, entries.Descent, entries.Result, entries.Repository, entries.Listing,
    entries.Reproduction, entries.Numbers, entries.Source, entries.Venue, entries.Person, entries.Dataset,
    entries.Collection,
)  # fmt: skip
WHERE = {
    "Paper": "the file itself",
    "Method": "under `introduces:`, by its label",
    "Descent": "under `descends_from:`, by the parent's name; `uses:`, `inspired_by:` and `contrasts_with:` take the same without `by:`",
    "Result": "one of `results:`",
    "Repository": "one of `code:`",
    "Listing": "one of `listed:`, by the source's id",
    "Reproduction": "`data/results/<source>.yaml`",
    "Numbers": "one of the rows of such a table",
    "Venue": "`data/venues.yaml`, by id",
    "Person": "`data/people.yaml`, by id",
    "Dataset": "`data/datasets.yaml`, by id",
    "Collection": "`kg.yaml`",
    "Source": "`data/sources.yaml`, by id; lists whose rows are kept stand under `sources:` in `kg.yaml`",
}


def values(hint: Any) -> str:
    """What a value looks like, where the type says it."""
    for part in (hint, *get_args(hint)):
        if get_origin(part) is Literal:
            return f" One of {', '.join(get_args(part))}."
        if told := EXPECTED.get(getattr(part, "pattern", None) or ""):
            return f" {told[0].upper()}{told[1:]}."
    return next((found for part in get_args(hint) if get_args(part) and (found := values(part))), "")


def keys(kind: type) -> Iterator[str]:
    """The keys of an entry class as rows of a Markdown table."""
    hints = get_type_hints(kind, include_extras=True)
    for field in sorted(fields(kind), key=lambda field: field.name != "by"):
        info = next(extra for extra in hints[field.name].__metadata__ if getattr(extra, "description", None))
        told: dict[str, Any] = info.json_schema_extra or {}
        required = "yes" if field.default is field.default_factory else ""
        property = f"`{told['property']}`" if "property" in told else ""
        yield f"| `{field.name}` | {required} | {info.description}{values(hints[field.name])} | {property} |"


def entry_page() -> str:
    """docs/entries.md."""
    lines = [
        "# What an entry may say",
        "",
        "Every key, from the declarations in `kg/entries`. An entry is one YAML file, `data/papers/<id>.yaml`;",
        "editors that speak the YAML language server complete and check it with `ontology/entry.schema.json`.",
    ]
    for kind in KINDS:
        lines += ["", f"## {kind.__name__}", "", f"{(kind.__doc__ or '').strip()} Stands: {WHERE[kind.__name__]}.", ""]
        lines += ["| key | needed | what it says | RDF |", "|---|---|---|---|", *keys(kind)]
    return "\n".join(lines) + "\n"


def query_page() -> str:
    """docs/queries.md."""
    lines = [
        "# Named queries",
        "",
        "`kg query NAME` answers one; `-p name=value` sets a parameter. Names of methods, people and",
        "papers are found by id, label or alias.",
    ]
    for one in queries.load([HERE / "queries"]).values():
        given = " ".join(
            f"-p {p.name}={p.default}" if " " not in str(p.default) else f"-p {p.name}='{p.default}'"
            for p in one.parameters
        )
        lines += [
            "",
            f"## {one.name}",
            "",
            one.summary,
            "",
            one.description.strip(),
            "",
            f"```\nkg query {one.name} {given}".rstrip() + "\n```",
        ]
    return "\n".join(lines) + "\n"


PAGES = {
    "docs/entries.md": entry_page,
    "docs/queries.md": query_page,
    "ontology/entry.schema.json": lambda: json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n",
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), "utf-8")
