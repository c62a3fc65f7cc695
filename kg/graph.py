"""A built collection, ready to be asked: by query, by name, by lineage. What `kg.load()` gives."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import __version__, publish, sparql
from kg.errors import DataError, NotFound, PlaceError, QueryError, did_you_mean
from kg.home import Home, find
from kg.lineage import Edge, Lineage, Node
from kg.store import Answer, Store, literal, named_node, value
from kg.vocab import PREFIXES, fold, slug, unique

if TYPE_CHECKING:
    import rdflib

    from kg.queries import Query

_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())

#: Class, main name and other names of each kind of entity.
_NAMES = {
    "method": ("kg:Method", "rdfs:label", "skos:altLabel"),
    "paper": ("kg:Paper", "dcterms:title", "fabio:hasArXivId"),
    "person": ("foaf:Person", "foaf:name", "skos:altLabel"),
    "venue": ("kg:Venue", "rdfs:label", "dcterms:title|skos:altLabel"),
    "dataset": ("kg:Dataset", "rdfs:label", "dcterms:title"),
    "source": ("kg:Source", "dcterms:title", "dcterms:title"),
}

_METHODS = """SELECT DISTINCT ?it ?name ?class ?posted ?year ?paper ?title ?venue ?url {
  %s ?it rdfs:label ?name ; kg:introducedBy ?paper ; a ?class . FILTER(?class != kg:Method)
  ?paper dcterms:title ?title ; fabio:hasPublicationYear ?year .
  OPTIONAL { ?paper kg:posted ?posted } OPTIONAL { ?paper schema:url ?url }
  OPTIONAL { ?paper kg:publishedIn/rdfs:label ?venue }
}"""

_LINKS = """SELECT DISTINCT ?it ?parent ?relation ?how ?why ?where ?evidence {
  %s ?link kg:child ?it ; kg:parent ?parent ; kg:relation ?relation ; kg:how ?how ; kg:evidence ?evidence .
  OPTIONAL { ?link kg:why ?why } OPTIONAL { ?link kg:where ?where }
}"""

#: The named query that lists what there is of a kind.
_LISTS = {"paper": "papers", "person": "people", "venue": "venues", "dataset": "datasets", "source": "sources"}

_KINDS = {"Architecture": "architecture", "Block": "block", "Technique": "technique", "SearchSpace": "search-space"}
_RELATIONS = {"inspiredBy": "inspired_by", "contrastsWith": "contrasts_with"}

_SAID = {"version", "base", "title", "store"}  # what the manifest of a build says beside its files


class Entity(NamedTuple):
    """Something that has a name: its kind, id, IRI and label."""

    kind: str
    id: str
    iri: str
    label: str


class Graph:
    """The graph of one collection.

    `store` answers SPARQL, `rdflib` is the same graph for rdflib, `base` is what its IRIs begin with.
    """

    def __init__(self, home: Home, folder: Path) -> None:
        said = publish.manifest(folder)
        if not said or _SAID - said.keys():
            raise PlaceError(f"no build in {folder}; run `kg build`")
        self.home, self.folder = home, folder
        self.base, self.title = str(said["base"]), str(said["title"])
        self._store = folder / str(said["store"])
        self._names: dict[str, dict[str, list[str]]] = {}

    @cached_property
    def store(self) -> Store:
        for _ in range(20):
            try:
                return Store.open(self._store)
            except PlaceError:  # a build may be taking its place just now
                time.sleep(0.02)
                said = publish.manifest(self.folder) or {}
                self._store = self.folder / str(said.get("store", self._store.name))
        return Store.open(self._store)

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        import rdflib

        graph = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph.parse(self.folder / "graph.nt", format="nt")

    def ask(self, text: str, timeout: float | None = None) -> Answer:
        """The answer to SPARQL text that has no parameters left."""
        if left := sparql.parameters(text):
            raise QueryError(f"no value for {', '.join(left)}; give it with -p {left[0].removesuffix('_iri')}=...")
        sparql.check(text)
        return self.store.ask(text, timeout)

    def question(self, text: str) -> Query:
        """The named query of that name, that in a `.rq` file, or else the text itself as a query.

        Raises `NotFound` for a name that no query bears, `QueryError` for a file that is not there.
        """
        from kg import queries

        if text.endswith(".rq"):
            if not Path(text).is_file():
                raise QueryError(f"no file {text}")
            return queries.read(Path(text))
        if any(char in text for char in "{ \n"):
            return queries.parse(text)
        return queries.find(text, queries.load(self.home.folders("queries")))

    def bind(self, query: Query, given: Mapping[str, Any]) -> str:
        """A query's text with its parameters: those given, else their defaults. Names become IRIs."""
        known = {parameter.name for parameter in query.parameters}
        for name in given:
            if name not in known:
                hint = did_you_mean(name, list(known)) or f"it has {', '.join(sorted(known)) or 'none'}"
                raise QueryError(f'"{query.name}" has no parameter "{name}"; {hint}')
        terms = {}
        for parameter in query.parameters:
            told = given.get(parameter.name, parameter.default)
            if told is None:
                raise QueryError(f'"{query.name}" needs a value: -p {parameter.name}=...')
            terms[parameter.variable] = self._term(parameter.name, parameter.kind, str(told))
        return sparql.bind(query.text, terms)

    def _term(self, name: str, kind: str, told: str) -> str:
        if kind == "iri":
            return named_node(told) if ":" in told and "//" in told else f"<{self.find(told, name).iri}>"
        if kind in ("integer", "number"):
            try:
                return str(int(told)) if kind == "integer" else repr(float(told))
            except ValueError:
                raise QueryError(f'"{told}" is not a number, which "{name}" must be') from None
        return literal(told)

    def find(self, name: str, kind: str = "") -> Entity:
        """The entity of that name: by id, label or alias, without regard to case; methods first.

        Raises `NotFound` with the nearest names, or with the candidates if several bear the name.
        """
        kinds = [kind] if kind in _NAMES else list(_NAMES)
        names = {one: self.names(one) for one in kinds}
        for one in kinds:
            for wanted in (f"{self.base}{one}/{name}", f"{self.base}{one}/{name.lower()}"):
                if wanted in names[one]:
                    return self.entity(one, wanted)
        folded, slugged = fold(name), slug(name)
        for match in (lambda label: fold(label) == folded, lambda label: bool(slugged) and slug(label) == slugged):
            for one in kinds:
                found = sorted(iri for iri, labels in names[one].items() if any(map(match, labels)))
                if len(found) == 1:
                    return self.entity(one, found[0])
                if found:
                    ids = ", ".join(iri[len(self.base) + len(one) + 1 :] for iri in found)
                    raise NotFound(f'several bear the name "{name}"; name one by id: {ids}')
        known = [label for one in kinds for labels in names[one].values() for label in labels]
        what = f"no {kind}" if kind in _NAMES else "nothing"
        lists = f"`kg query {_LISTS.get(kind, 'methods')}` lists what there is"
        few = f"there is {', '.join(sorted(known)) or 'none'}" if kind and len(known) <= 12 else lists
        hint = did_you_mean(name, known) or few
        raise NotFound(f'{what} called "{name}"; {hint}')

    def entity(self, kind: str, iri: str) -> Entity:
        """The entity at an IRI of this graph."""
        return Entity(kind, iri[len(self.base) + len(kind) + 1 :], iri, self.names(kind)[iri][0])

    def names(self, kind: str) -> dict[str, list[str]]:
        """What each entity of a kind is called, by IRI: first by a name that is its own, then by label and aliases.

        A label that several bear gets the id behind it.
        """
        if kind not in self._names:
            found: dict[str, list[str]] = {}
            of, main, other = _NAMES[kind]
            rows = self._rows(f"SELECT * {{ ?it a {of} ; {main} ?label OPTIONAL {{ ?it {other} ?more }} }}")
            for it, label, more in rows:
                labels = found.setdefault(value(it), [value(label)])
                if more is not None:
                    labels.append(value(more))
            own = unique({iri: (labels[0], iri.rpartition("/")[2]) for iri, labels in found.items()})
            self._names[kind] = {iri: list(dict.fromkeys((own[iri], *labels))) for iri, labels in found.items()}
        return self._names[kind]

    def lineage(
        self,
        name: str = "",
        up: bool = True,
        down: bool = False,
        depth: int | None = None,
        all_links: bool = False,
    ) -> Lineage:
        """Methods above and below `name`, or all of them without a name; by descent only unless `all_links`.

        What is only set apart from one of them is there too with `all_links`, but not what it is built on in turn.
        """
        if not name:
            return self._whole if all_links else self._whole.descent
        root = self.find(name, "method")
        way, aside = ("kg:buildsOn*", "/kg:contrastsWith?") if all_links else ("kg:descendsFrom*", "")
        below = f"?it {aside[1:]}{aside and '/'}{way} <{root.iri}>"
        nodes = [*([f"<{root.iri}> {way}{aside} ?it"] if up else []), *([below] if down else [])]
        links = [*([f"<{root.iri}> {way} ?it"] if up else []), *([below] if down else [])]
        return self._part(root.label, _union(nodes), _union(links), all_links).around(root.label, up, down, depth)

    def above(self, *names: str) -> tuple[list[str], Lineage]:
        """The labels of some methods, and everything that any of them descends from."""
        roots = [self.find(name, "method") for name in names]
        reach = _union(f"<{root.iri}> kg:descendsFrom* ?it" for root in roots)
        return [root.label for root in roots], self._part("", reach, reach, all_links=False)

    def _part(self, root: str, nodes_reached: str, links_reached: str, all_links: bool) -> Lineage:
        names = self.names("method")
        nodes = {value(row[0]): _node(row, self.base, names) for row in self._rows(_METHODS % nodes_reached)}
        edges = []
        for row in self._rows(_LINKS % links_reached):
            child, parent = value(row[0]), value(row[1])
            edge = _edge(row, nodes, child, parent) if child in nodes and parent in nodes else None
            if edge and (all_links or edge.is_descent):
                edges.append(edge)
        edges.sort(key=lambda edge: (edge.child, edge.parent))
        return Lineage(root, sorted(nodes.values(), key=lambda node: (node.year, node.id)), edges)

    @cached_property
    def _whole(self) -> Lineage:
        return self._part("", "", "", all_links=True)

    def _rows(self, text: str) -> list[tuple[Any, ...]]:
        return self.store.ask(_PREFIXES + text).rows


def _union(patterns: Iterable[str]) -> str:
    return " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)


def _node(row: tuple[Any, ...], base: str, names: Mapping[str, list[str]]) -> Node:
    it, _, kind, posted, year, paper, title, venue, url = map(value, row)
    return Node(
        it[len(base) + len("method/") :],
        names[it][0],
        _KINDS[kind.rpartition("#")[2]],
        int((posted or year)[:4]),
        *(paper[len(base) + len("paper/") :], title, venue, url),
    )


def _edge(row: tuple[Any, ...], nodes: dict[str, Node], child: str, parent: str) -> Edge:
    relation = value(row[2]).rpartition("#")[2]
    return Edge(nodes[child].name, nodes[parent].name, _RELATIONS.get(relation, relation), *map(value, row[3:]))


def load(home: str | PathLike[str] | None = None) -> Graph:
    """The graph of a collection, built first if its files are newer than the last build.

    Without `home`: the collection around the current folder, else the one that ships with the package. If the
    files have problems, the last good build answers and the problems are told on stderr; without one, `DataError`.
    """
    place = find(home)
    target = place.built
    if _stale(place, target):
        from kg.build import build

        try:
            build(place, target, wait=True)
        except DataError as error:
            if not publish.manifest(target):
                raise
            told = f"{len(error.problems)} problem{'s' * (len(error.problems) > 1)}"
            print(f"kg: {told} in the collection (`kg check`); answering from the last good build", file=sys.stderr)
        except PlaceError as error:
            if not publish.manifest(target):
                raise
            print(f"kg: {error}; answering from the last build", file=sys.stderr)
    return Graph(place, target)


def _stale(home: Home, target: Path) -> bool:
    said = publish.manifest(target)
    if not said or _SAID - said.keys() or said["version"] != __version__ or not (target / str(said["store"])).is_dir():
        return True
    if not (home.folder / "data").is_dir():
        return True
    built = (target / publish.MANIFEST).stat().st_mtime_ns
    # The time of the last change of an inode cannot be set back, as that of the content is by `cp -p` or `tar`.
    return any(
        max(s.st_mtime_ns, s.st_ctime_ns) > built for s in (path.stat() for path in home.inputs() if path.exists())
    )
