"""The command line: verbs of a few lines each over the modules below, and the one place where errors become exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.errors import DataError, KgError, PlaceError, Problem, QueryError, UsageError

_TABLES = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt")
_TREES = ("tree", "json", "mermaid", "dot", "graphml", "gexf", "html")


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog="More: https://w3id.org/paperkin")
@click.option("--home", metavar="DIR", help="Folder of the collection (default: around here, else the bundled one).")
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def kg(context: click.Context, home: str | None) -> None:
    """A curated list of papers as a knowledge graph: query it, follow lineages, publish it."""
    context.obj = home


def _home() -> Any:
    from kg.home import find

    return find(click.get_current_context().obj)


def _graph() -> Any:
    from kg.graph import load

    return load(click.get_current_context().obj)


def _out(chunks: Iterable[bytes], path: str | None = None) -> None:
    """To a file, whole or not at all, or to stdout."""
    if path and path != "-":
        from kg.publish import write

        write(Path(path), chunks)
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def _lines(text: Iterable[str]) -> None:
    from kg.terminal import lines

    _out(lines(text))


def _json(found: Any, path: str | None = None) -> None:
    _out([json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"], path)


def _tell(text: str) -> None:
    click.echo(text, err=True)


@kg.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
def check(form: str) -> None:
    """Every problem in the collection: schema, cross-references, graph rules, SHACL."""
    from kg.checking import check as problems_of

    found, catalog = problems_of(_home())
    if form == "json":
        keys = ("file", "line", "column", "message", "hint")
        _json([{key: getattr(problem, key) for key in keys} for problem in found])
    else:
        _lines(_github(problem) if form == "github" else str(problem) for problem in found)
    counts = f"{len(catalog.entries)} papers, {len(catalog.methods)} methods, {len(catalog.links)} links"
    _tell(f"{len(found)} problem{'s' if len(found) != 1 else ''} in {counts}" if found else f"no problems in {counts}")
    if found:
        sys.exit(1)


def _github(problem: Problem) -> str:
    text = problem.text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = problem.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::error file={file},line={problem.line},col={problem.column}::{text}"


@kg.command()
@click.option("-o", "--output", metavar="DIR", help="Folder to build into (default: build/ of the collection).")
@click.option("--wait", is_flag=True, help="Wait for a build that is in progress.")
def build(output: str | None, wait: bool) -> None:
    """Write graph.ttl, graph.nt, graph.jsonld, void.ttl and the store; all or nothing."""
    from kg.build import build as run

    made = run(_home(), Path(output) if output else None, wait)
    _tell(f"{made.papers} papers, {made.methods} methods, {made.links} links: {made.triples} triples in {_near(made.folder)}")


def _near(path: Path) -> str:
    """A path as short as it can be told from here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


@kg.command()
@click.argument("q", metavar="QUERY")
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter.")
@click.option("--format", "form", type=click.Choice(_TABLES), help="Default: table on a terminal, csv in a pipe.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint in place of the local graph.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Give up after S seconds.")
def query(q: str, given: tuple[str, ...], form: str | None, endpoint: str | None, timeout: float | None) -> None:
    """Answer a named query, a .rq file, - (stdin) or SPARQL text."""
    from kg import sparql

    graph = _graph()
    asked = _asked(q, graph)
    values = dict(_pair(one) for one in given)
    text = graph.bind(asked, values)
    for parameter in asked.parameters:
        if parameter.name not in values:
            _tell(f"{parameter.name}={parameter.default} (default; change it with -p {parameter.name}=...)")
    if endpoint:
        from kg.remote import ask
        from kg.store import read_answer

        answer = read_answer(*ask(endpoint, text, sparql.check(text, remote=True), timeout=timeout or 60.0))
    else:
        answer = graph.ask(text, timeout)
    _show_answer(answer, form, graph.base)


def _pair(text: str) -> tuple[str, str]:
    name, equals, told = text.partition("=")
    if not equals:
        raise UsageError(f'"{text}" is no NAME=VALUE')
    return name, told


def _asked(q: str, graph: Any) -> Any:
    from kg import queries

    if q == "-":
        return queries.parse(sys.stdin.buffer.read().decode("utf-8", "replace"))
    if q.endswith(".rq"):
        if not Path(q).is_file():
            raise QueryError(f"no file {q}")
        return queries.read(Path(q))
    if any(char in q for char in "{ \n"):
        return queries.parse(q)
    return queries.find(q, queries.load(graph.home.folders("queries")))


def _show_answer(answer: Any, form: str | None, base: str) -> None:
    from kg.terminal import Style, markdown, table

    shown = sys.stdout.isatty()
    chosen = form or ("table" if shown else "ttl" if answer.form == "graph" else "csv" if answer.form == "select" else "table")
    if chosen == "table":
        _lines(table(answer, base, Style.of_stdout()))
    elif chosen == "md":
        _lines(markdown(answer, base))
    else:
        _out([answer.serialize(chosen)])


@kg.command()
def queries() -> None:
    """The named queries with summary and parameters."""
    from kg import queries as named
    from kg.terminal import Style, said

    style = Style.of_stdout()
    for one in named.load(_home().folders("queries")).values():
        told = " ".join(f"-p {parameter.name}={parameter.default or '...'}" for parameter in one.parameters)
        _lines([f"{style.bold(one.name)}  {style.dim(told)}".rstrip(), *said("", one.summary, style, 0)])


@kg.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text")
def show(name: str, form: str) -> None:
    """All that is known of a method, paper, person or venue."""
    from kg import show as cards
    from kg.terminal import Style

    graph = _graph()
    entity = graph.find(name)
    if form == "ttl":
        _out([cards.turtle(graph, entity)])
    elif form == "json":
        _json(cards.card(graph, entity))
    else:
        _lines(cards.text(cards.card(graph, entity), Style.of_stdout()))


@kg.command()
@click.argument("name")
@click.option("--up", "way", flag_value="up", default=True, help="Ancestors (default).")
@click.option("--down", "way", flag_value="down", help="Descendants.")
@click.option("--both", "way", flag_value="both", help="Ancestors and descendants.")
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="At most N links away.")
@click.option("--all-links", is_flag=True, help="Also what is used, what inspired, what is set apart.")
@click.option("--format", "form", type=click.Choice(_TREES), default="tree")
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
def lineage(name: str, way: str, depth: int | None, all_links: bool, form: str, output: str | None) -> None:
    """The ancestors and descendants of a method."""
    found = _graph().lineage(name, way != "down", way != "up", depth, all_links)
    if form == "tree":
        from kg.terminal import Style, lines, tree

        style = Style.of_stdout() if not output else Style()
        text = list(tree(found, style)) if way != "down" else []
        if way != "up":
            text += (["", "descendants"] if text else []) + list(tree(found, style, down=True))
        _out(lines(text), output)
    elif form == "json":
        _json(found.as_json(), output)
    elif form == "html":
        from kg.render import page

        _out([page(found, title=f"Lineage of {found.root}").encode()], output)
    else:
        from kg.export.formats import LINEAGE_FORMATS

        _out(LINEAGE_FORMATS[form].write(found), output)


@kg.command()
@click.argument("a")
@click.argument("b")
@click.option("--all", "every", is_flag=True, help="Every chain, not only the shortest that leaves nothing out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def path(a: str, b: str, every: bool, form: str) -> None:
    """The chain between two methods, each link with its reason."""
    from itertools import islice

    from kg.terminal import Style, chain

    graph = _graph()
    one, other = (graph.find(name, "method").label for name in (a, b))
    whole = graph.lineage()
    chains = list(islice(whole.paths(one, other), 1000)) if every else [whole.path(one, other)]
    if form == "json":
        found = [{"from": hops[0].child, "to": hops[-1].parent, "hops": [_hop(hop) for hop in hops]} for hops in chains if hops]
        same = {"from": one, "to": other, "hops": list[Any]()}
        _json(found if every else (found or [same])[0])
        return
    for n, hops in enumerate(chains):
        _lines([*([""] if n else []), *(chain(hops, whole.node, Style.of_stdout()) if hops else [f"{one} is {other}"])])
    if len(chains) == 1000:
        _tell("stopped after 1000 chains")


def _hop(edge: Any) -> dict[str, str]:
    from dataclasses import asdict

    return asdict(edge)


@kg.command()
@click.argument("a")
@click.argument("b")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def common(a: str, b: str, form: str) -> None:
    """The nearest common ancestors of two methods."""
    graph = _graph()
    one, other = (graph.find(name, "method").label for name in (a, b))
    whole = graph.lineage()
    found = whole.common(one, other)
    if form == "json":
        _json({"of": [one, other], "ancestors": found})
        return
    _lines(f"{name}  {whole.node[name].year}  {whole.node[name].title}" for name in found)
    if not found:
        _tell(f"{one} and {other} have no common ancestor")


@kg.command("graph")
@click.option("--only", type=click.Choice(["lineage", "authors", "venues", "code"]), default="lineage")
@click.option("-o", "--output", metavar="FILE.html", default="graph.html", show_default=True)
def graph_(only: str, output: str) -> None:
    """The whole collection as an interactive network."""
    from kg.network import network
    from kg.render import page

    graph = _graph()
    _out([page(network(graph, only), title=graph.title, note=only if only != "lineage" else "").encode()], output)
    _tell(f"{output}: open it in a browser")


@kg.command()
@click.argument("form", metavar="FORMAT")
@click.option("-o", "--output", metavar="FILE", help="Write to a file (default: stdout).")
def export(form: str, output: str | None) -> None:
    """The whole graph in another format; `kg export list` names them."""
    from kg.errors import did_you_mean
    from kg.export.formats import FORMATS

    if form == "list":
        _lines(f"{name:<12}{one.help}" for name, one in FORMATS.items())
        return
    if form not in FORMATS:
        raise UsageError(f'no format "{form}"; {did_you_mean(form, list(FORMATS)) or ", ".join(FORMATS)}')
    _out(FORMATS[form].write(_graph()), output)


def main() -> None:
    """The entry point: runs a verb and turns what it raises into a message and an exit code."""
    try:
        sys.exit(_run(lambda: kg.main(standalone_mode=False, prog_name="kg")))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _run(verb: Callable[[], Any]) -> int:
    try:
        told = verb()
        sys.stdout.flush()
        return told if isinstance(told, int) else 0
    except DataError as error:
        shown = "\n".join(map(str, error.problems[:100]))
        more = len(error.problems) - 100
        _tell(shown + (f"\nand {more} more; `kg check` tells all" if more > 0 else ""))
        return error.exit_code
    except KgError as error:
        _tell(f"kg: {error}")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        _tell("kg: interrupted; nothing changed")
        return 130
    except BrokenPipeError:
        raise
    except OSError as error:
        _tell("kg: " + f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))
        return PlaceError.exit_code


if __name__ == "__main__":
    main()
