"""The command line: verbs of a few lines each over the modules below."""

from __future__ import annotations

import math
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.console import out, progress, run, show_json, show_lines, tell
from kg.errors import DataError, UsageError, did_you_mean

_TABLES = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt")
#: Chains that `path --all` tells.
_MOST = 1000
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


@kg.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
def check(form: str) -> None:
    """Every problem in the collection: schema, cross-references, graph rules, SHACL."""
    from kg import checking

    try:
        found, catalog, whole = checking.check(_home())
        place = f"{len(catalog.entries)} papers, {len(catalog.methods)} methods, {len(catalog.links)} links"
    except DataError as error:
        found, place, whole = error.problems, "the collection", False
    if form == "json":
        show_json([asdict(problem) for problem in found])
    else:
        show_lines(checking.annotation(problem) if form == "github" else str(problem) for problem in found)
    tell(f"{len(found) or 'no'} problem{'s' if len(found) != 1 else ''} in {place}")
    if not whole:
        tell("mend the errors and check again: the shapes, and what broken entries lead to, were not checked")
    sys.exit(1 if found else 0)


@kg.command()
@click.option("-o", "--output", metavar="DIR", help="Folder to build into (default: build/ of the collection).")
@click.option("--wait", is_flag=True, help="Wait for a build that is in progress.")
def build(output: str | None, wait: bool) -> None:
    """Write graph.ttl, graph.nt, graph.jsonld, void.ttl and the store; all or nothing."""
    from kg.build import build as run

    made = run(_home(), Path(output) if output else None, wait)
    place = os.path.relpath(made.folder) if made.folder.is_relative_to(os.environ.get("PWD", "/")) else made.folder
    tell(f"{made.papers} papers, {made.methods} methods, {made.links} links: {made.triples} triples in {place}")


@kg.command()
@click.argument("q", metavar="QUERY")
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter.")
@click.option("--format", "form", type=click.Choice(_TABLES), help="Default: table on a terminal, csv in a pipe.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint in place of the local graph.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Give up after S seconds.")
def query(q: str, given: tuple[str, ...], form: str | None, endpoint: str | None, timeout: float | None) -> None:
    """Answer a named query, a .rq file, - (stdin) or SPARQL text."""
    from kg import sparql
    from kg.terminal import Style, answered

    graph = _graph()
    if timeout is not None and not timeout < math.inf:
        raise UsageError(f"{timeout} seconds are no time limit")
    read = sys.stdin.buffer.read(sparql.MAX_BYTES + 1).decode("utf-8", "replace") + "\n" if q == "-" else q
    asked = graph.question(read)
    if wrong := [one for one in given if "=" not in one]:
        raise UsageError(f'"{wrong[0]}" is no NAME=VALUE')
    values = {name: told for name, _, told in (one.partition("=") for one in given)}
    for parameter in asked.parameters:
        if parameter.name not in values and parameter.default is not None:
            tell(f"{parameter.name}={parameter.default} (default; change it with -p {parameter.name}=...)")
    text = graph.bind(asked, values)
    if endpoint:
        from kg.remote import answer as ask

        answer = ask(endpoint, text, timeout or 60.0)
    else:
        answer = graph.ask(text, timeout)
    usual = {"select": "csv", "graph": "ttl", "ask": "table"}[answer.form]
    out(answered(answer, form or ("table" if sys.stdout.isatty() else usual), graph.base, Style.of_stdout()))


@kg.command()
def queries() -> None:
    """The named queries with summary and parameters."""
    from kg import queries as named
    from kg.terminal import Style, said

    style = Style.of_stdout()
    for one in named.load(_home().folders("queries")).values():
        told = " ".join(f"-p {parameter.name}={parameter.default or '...'}" for parameter in one.parameters)
        show_lines([f"{style.bold(one.name)}  {style.dim(told)}".rstrip(), *said("", one.summary, style, 0)])


@kg.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def stats(form: str) -> None:
    """How much of everything there is: papers, methods, links, results, people."""
    from kg import report
    from kg.terminal import Style

    found = report.size(_graph())
    if form == "json":
        show_json(found)
    else:
        show_lines(report.size_text(found, Style.of_stdout()))


@kg.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def gaps(form: str) -> None:
    """What is missing or weak: no parent and no reason, no number, no code, one source, our judgement alone."""
    from kg import report
    from kg.terminal import Style

    found = report.gaps(_graph())
    if form == "json":
        show_json(found)
    else:
        show_lines(report.gaps_text(found, Style.of_stdout()))
    sys.exit(1 if any("problem" in gap for gap in found) else 0)


@kg.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text")
def show(name: str, form: str) -> None:
    """All that is known of a method, paper, person or venue."""
    from kg import cards
    from kg import show as shown
    from kg.terminal import Style

    graph = _graph()
    entity = graph.find(name)
    if form == "ttl":
        out([shown.turtle(graph, entity)])
    elif form == "json":
        show_json(cards.card(graph, entity))
    else:
        show_lines(shown.text(cards.card(graph, entity), Style.of_stdout()))


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
        above, below = tree(found, style), tree(found, style, down=True)
        out(lines({"up": above, "down": below, "both": chain(above, ["", "descendants"], below)}[way]), output)
    elif form == "html":
        from kg.render import page

        out([page(found, title=f"Lineage of {found.root}").encode()], output)
    else:
        from kg.export.formats import LINEAGE_FORMATS

        out(LINEAGE_FORMATS[form].write(found), output)


@kg.command()
@click.argument("a")
@click.argument("b")
@click.option("--all", "every", is_flag=True, help="Every chain, not only the shortest that leaves nothing out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def path(a: str, b: str, every: bool, form: str) -> None:
    """The chain between two methods, each link with its reason."""
    from kg.show import chain_json, chain_text
    from kg.terminal import Style

    (one, other), whole = _graph().above(a, b)
    chains = (sorted(islice(whole.paths(one, other), _MOST), key=len) or [[]]) if every else [whole.path(one, other)]
    if form == "json":
        found = [chain_json(one, other, hops) for hops in chains]
        show_json(found if every else found[0])
        return
    for n, hops in enumerate(chains):
        told = chain_text(hops, whole.node, Style.of_stdout()) if hops else [f"{one} is {other}"]
        show_lines([""] * (n > 0) + list(told))
    if len(chains) == _MOST:
        tell(f"stopped after {_MOST} chains")


@kg.command()
@click.argument("a")
@click.argument("b")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def common(a: str, b: str, form: str) -> None:
    """The nearest common ancestors of two methods."""
    from kg.terminal import Style, title

    (one, other), whole = _graph().above(a, b)
    found = whole.common(one, other)
    if form == "json":
        show_json({"of": [one, other], "ancestors": found})
    for name in found if form == "text" else ():
        show_lines(title(whole.node[name], Style.of_stdout()))
    if not found and form == "text":
        tell(f"{one} and {other} have no common ancestor")


@kg.command("graph")
@click.option("--only", type=click.Choice(["lineage", "authors", "venues", "code"]), default="lineage")
@click.option("-o", "--output", metavar="FILE.html", default="graph.html", show_default=True)
def graph_(only: str, output: str) -> None:
    """The whole collection as an interactive network."""
    from kg.network import network
    from kg.render import page

    graph = _graph()
    out([page(network(graph, only), title=graph.title, note=only if only != "lineage" else "").encode()], output)
    tell(f"{output}: open it in a browser" if output != "-" else "open it in a browser")


@kg.command()
@click.option("-o", "--output", metavar="DIR", default="site", show_default=True, help="Folder of the site.")
@click.option("--url", metavar="URL", help="Where it will be found (default: the base of the collection's IRIs).")
@click.option("--wait", is_flag=True, help="Wait for another that writes there.")
@click.option("--preview", is_flag=True, help="Then serve it to this machine's browser, until Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="For --preview; 0: any.")
def site(output: str, url: str | None, wait: bool, preview: bool, port: int) -> None:
    """The whole collection as a site of static pages that needs no server."""
    from kg.site import preview as previews
    from kg.site.press import site as run

    serving = previews.server(Path(output), port) if preview else None
    with progress("pages") as told:
        made = run(_graph(), Path(output), url or "", told, wait)
    changed = f"{made.changed} files new or changed" if made.changed else "nothing changed"
    tell(f"{made.pages} pages in {output}, {changed}")
    for name in made.without:
        tell(f"left out: {name}, whose scripts are not here; `python -m kg.site.vendor` gets them, with npm")
    if serving:
        tell(f"http://{previews.HOST}:{serving.server_port}/ (Ctrl-C ends it)")
        with suppress(KeyboardInterrupt):
            serving.serve_forever()


@kg.command()
@click.argument("form", metavar="FORMAT")
@click.option("-o", "--output", metavar="FILE", help="Write to a file (default: stdout).")
def export(form: str, output: str | None) -> None:
    """The whole graph in another format; `kg export list` names them."""
    from kg.export.formats import FORMATS

    if form == "list":
        show_lines(f"{name:<12}{one.help}" for name, one in FORMATS.items())
    elif form not in FORMATS:
        raise UsageError(f'no format "{form}"; {did_you_mean(form, list(FORMATS)) or ", ".join(FORMATS)}')
    elif output and output != "-":
        FORMATS[form].save(_graph(), Path(output))
    else:
        out(FORMATS[form].write(_graph()))


def main() -> None:
    """The entry point."""
    run(kg)
