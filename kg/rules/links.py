"""What must hold of methods and of the links between them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.catalog import Catalog, Resolved
from kg.errors import Problem


def no_own_parent(catalog: Catalog) -> Iterator[Problem]:
    """A method does not link to itself, not even by an alias."""
    for link in catalog.links:
        if link.child.id == link.parent.id:
            yield _at(link, f"{link.child.label} is its own parent")


def one_link_a_pair(catalog: Catalog) -> Iterator[Problem]:
    """Between two methods stands one link, for its IRI is made of their ids."""
    seen: dict[tuple[str, str], Resolved] = {}
    for link in catalog.links:
        first = seen.setdefault((link.child.id, link.parent.id), link)
        if first is not link:
            where = f"under {first.path[2]} at {first.child.entry.place(first.path, key=True)}"
            yield _at(link, f"{link.child.label} already links to {link.parent.label} {where}", "keep one")


def no_cycles(catalog: Catalog) -> Iterator[Problem]:
    """Nothing is built on itself by way of others. The whole cycle is told."""
    above: dict[str, list[Resolved]] = {}
    for link in catalog.links:
        if link.relation != "contrasts_with" and link.child.id != link.parent.id:
            above.setdefault(link.child.id, []).append(link)
    done: set[str] = set()
    for start in above:
        trail: list[Resolved] = []
        on_trail, turns = {start}, [iter(above[start] if start not in done else ())]
        while turns:
            step = next(turns[-1], None)
            if step is None:
                turns.pop()
                done.add(trail[-1].parent.id if trail else start)
                on_trail.discard(trail.pop().parent.id if trail else start)
            elif step.parent.id in on_trail:
                yield _cycle([*trail, step])
            elif step.parent.id not in done:
                trail.append(step)
                on_trail.add(step.parent.id)
                turns.append(iter(above.get(step.parent.id, ())))


def _cycle(trail: list[Resolved]) -> Problem:
    start = next(n for n, link in enumerate(trail) if link.child.id == trail[-1].parent.id)
    circle = trail[start:]
    places = [_at(link, "") for link in circle]
    lines = "".join(
        f"\n    {link.child.label} -> {link.parent.label} at {place.file}:{place.line}:{place.column}"
        for link, place in zip(circle, places, strict=True)
    )
    return _at(circle[0], f"a cycle of {len(circle)} links:{lines}")


def no_child_before_its_parent(catalog: Catalog) -> Iterator[Problem]:
    """What is built on something is no older than it; months are compared where both are known."""
    for link in catalog.links:
        if link.relation == "contrasts_with":
            continue
        length = min(len(link.child.since), len(link.parent.since))
        if link.child.since[:length] < link.parent.since[:length]:
            yield _at(
                link,
                f"{link.child.label} ({link.child.since}) is older than {link.parent.label} ({link.parent.since})",
                f"see {link.parent.place}",
            )


def every_method_has_a_reason(catalog: Catalog) -> Iterator[Problem]:
    """A method descends from something, or says why it does not."""
    for one in catalog.methods.values():
        if not one.method.descends_from and not one.method.root:
            yield one.entry.problem(
                one.path, f"{one.label} has no parent", "add `descends_from:`, or `root:` with the reason", key=True
            )
        if one.method.descends_from and one.method.root:
            message = f"{one.label} has both a parent and a reason to have none"
            yield one.entry.problem((*one.path, "root"), message, key=True)


def stated_links_have_a_place(catalog: Catalog) -> Iterator[Problem]:
    """What is `stated` is stated somewhere."""
    for link in catalog.links:
        if link.link.evidence == "stated" and not link.link.where:
            yield _at(link, "stated, but not where", "add `where:` (§3, Table 2, README), or weaken the evidence")


def _at(link: Resolved, message: str, hint: str = "") -> Problem:
    return link.child.entry.problem(link.path, message, hint, key=True)
