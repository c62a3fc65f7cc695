"""Every problem of a collection: what reading and the graph rules find, then what SHACL finds in the graph."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kg import queries, rdf, rules, sparql
from kg.catalog import Catalog, Measured, load
from kg.errors import DataError, Problem, QueryError
from kg.export.turtle import ntriples
from kg.home import Home
from kg.rules.results import result_key


class Checked(NamedTuple):
    """All problems in order of place, the catalog they were found in, and whether the shapes were tried on it."""

    problems: list[Problem]
    catalog: Catalog
    shapes: bool


def check(home: Home) -> Checked:
    """Everything that is wrong with a collection.

    The shapes are tried only if nothing stops a build: they see a graph, and there is none else.
    """
    catalog, problems = load(home.folder)
    problems += [*rules.check(catalog), *_query_problems(home)]
    sound = not any(problem.level == "error" for problem in problems)
    told = {problem.place for problem in problems}
    shapes = [one for one in (_shape_problems(home, catalog) if sound else []) if one.place not in told]
    return Checked(sorted({*problems, *shapes}), catalog, sound)


def annotation(problem: Problem) -> str:
    """A problem as GitHub's workflow command that marks the line in a change."""
    text = problem.text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = problem.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{problem.level} file={file},line={problem.line},col={problem.column}::{text}"


def _query_problems(home: Home) -> list[Problem]:
    """Named queries that cannot be read or may not run."""
    found: list[Problem] = []
    for folder in home.folders("queries"):
        for path in sorted(folder.glob("*.rq")):
            file = f"queries/{path.name}"
            try:
                query = queries.read(path)
                sparql.check(query.text)
                if "gaps" in query.tags:
                    queries.check_gap(query)
            except QueryError as error:
                found.append(Problem(file, 1, 1, str(error)))
            except DataError as error:
                found += (Problem(file, one.line, one.column, one.message, one.hint) for one in error.problems)
    return found


def _shape_problems(home: Home, catalog: Catalog) -> list[Problem]:
    from kg.ontology import shape_problems

    data = b"".join(ntriples(sorted(rdf.blocks(catalog))))
    results = {result_key(one.method.id, one.result): one for one in catalog.results}
    found = [
        _placed(catalog, results, violation.focus, f"{violation.property}: {violation.message}".removeprefix(": "))
        for folder in home.folders("ontology")
        if (folder / "shapes.ttl").is_file()
        for violation in shape_problems(data, folder)
    ]
    return sorted(set(found))


def _placed(catalog: Catalog, results: dict[str, Measured], focus: str, message: str) -> Problem:
    """A problem of a node of the graph, at the entry that the node comes from."""
    kind, _, rest = focus.removeprefix(catalog.collection.base).partition("/")
    id = rest.split("/")[0].split("--")[0]
    if kind == "paper" and id in catalog.entries:
        return catalog.entries[id].problem((), message)
    if kind == "result" and rest in results:
        return results[rest].problem(message)
    for link in catalog.links if kind == "link" else ():
        if f"{link.child.id}--{link.parent.id}" == rest:
            return link.child.entry.problem(link.path, message, key=True)
    if kind in ("method", "link") and id in catalog.methods:
        method = catalog.methods[id]
        return method.entry.problem(method.path, f"{rest}: {message}", key=True)
    table = f"data/{'people' if kind == 'person' else f'{kind}s'}.yaml"
    return Problem(table if (catalog.home / Path(table)).exists() else "kg.yaml", 1, 1, f"{focus}: {message}")
