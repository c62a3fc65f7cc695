"""What must hold of results."""

from __future__ import annotations

from collections.abc import Iterator

from kg.catalog import Catalog, Measured
from kg.entries import Result
from kg.errors import Problem
from kg.vocab import slug


def results_say_something(catalog: Catalog) -> Iterator[Problem]:
    """A result has a number, and a reproduced one says who measured it."""
    for one in catalog.results:
        if not (one.result.top1 or one.result.top5):
            yield one.problem("a result without a number", "add top1 or top5")
        if one.result.tier == "reproduced" and not one.result.source:
            yield one.problem("reproduced, but not by whom", "add `source:`, an id of data/sources.yaml")


def measured_once(catalog: Catalog) -> Iterator[Problem]:
    """Results of a method can be told apart."""
    seen: dict[str, Measured] = {}
    for one in catalog.results:
        first = seen.setdefault(result_key(one.method.id, one.result), one)
        if first is not one:
            where = first.problem("").place
            message = f'"{one.result.variant}" is the same measurement as "{first.result.variant}" at {where}'
            yield one.problem(message, "variant, protocol or size must differ")


def result_key(method: str, result: Result) -> str:
    """What tells a result apart, as one id: method, variant, data, protocol, size, tier, training data, source."""
    keys = ("variant", "dataset", "split", "protocol", "size", "evaluation", "tier")
    words = [method, *(getattr(result, key) or "" for key in keys), *result.trained_on, result.source or ""]
    return "--".join(slug(word) for word in words if word)
