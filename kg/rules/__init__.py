"""What must hold of a collection as a graph: each rule is a function from a `Catalog` to its problems.

`RULES` say what no graph may have, so they stop a build; `DOUBTS` say what a curator owes a reader, and only
`kg check` asks for it, as a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.catalog import Catalog
from kg.errors import Problem
from kg.rules import links, papers, references, results

Rule = Callable[[Catalog], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    links.no_own_parent,
    links.one_link_a_pair,
    links.no_cycles,
    links.no_child_before_its_parent,
    papers.identifiers_stand_once,
    papers.repositories_stand_once,
    papers.frameworks_fit_the_name,
    papers.homonyms_name_their_papers,
    papers.rows_stand_once,
    references.references_exist,
    results.measured_once,
)
DOUBTS: tuple[Rule, ...] = (
    links.every_method_has_a_reason,
    links.stated_links_have_a_place,
    papers.repositories_agree,
    papers.dates_agree,
    references.start_is_known,
    results.results_say_something,
    results.claims_are_the_papers_own,
    results.numbers_are_plausible,
)


def check(catalog: Catalog, rules: Sequence[Rule] = ()) -> list[Problem]:
    """Every breach of the given rules, or of all there are, in order of place; that of a doubt is a warning."""
    found = {problem for rule in rules or RULES for problem in rule(catalog)}
    doubts = () if rules else DOUBTS
    return sorted(found | {replace(problem, level="warning") for rule in doubts for problem in rule(catalog)})
