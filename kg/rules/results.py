"""What must hold of results."""

from __future__ import annotations

from collections.abc import Iterator

from kg.catalog import Catalog, Measured
from kg.entries import Result
from kg.errors import Problem
from kg.vocab import slug

#: More than any network has had: a slip in the unit.
_MOST = (("params", 50_000, "millions"), ("madds", 20_000, "billions"), ("size", 2_000, "pixels"))


def results_say_something(catalog: Catalog) -> Iterator[Problem]:
    """A result has a number, and a reproduced one says who measured it."""
    for one in catalog.results:
        if not (one.result.top1 or one.result.top5):
            yield one.problem("a result without a number", "add top1 or top5")
        if one.result.tier == "reproduced" and not one.result.source:
            yield one.problem("reproduced, but not by whom", "add `source:`, an id of data/sources.yaml")


def claims_are_the_papers_own(catalog: Catalog) -> Iterator[Problem]:
    """What is claimed is claimed by the paper."""
    for one in catalog.results:
        if one.result.tier == "claimed" and one.result.source:
            yield one.problem(f"claimed, yet by {one.result.source}", "reproduced? else leave `source:` out", "source")


def numbers_are_plausible(catalog: Catalog) -> Iterator[Problem]:
    """Accuracies are percent, parameters millions, multiply-adds billions, sizes pixels: none was ever beyond these."""
    for one in catalog.results:
        for key in ("top1", "top5"):
            if 0 < float(getattr(one.result, key) or 0) <= 1:
                yield one.problem(f"{key} {getattr(one.result, key)} percent", "a fraction? write percent", key)
        for key, most, unit in _MOST:
            if float(getattr(one.result, key) or 0) > most:
                yield one.problem(f"{key} {getattr(one.result, key)} {unit} are more than ever", f"write {unit}", key)


def measured_once(catalog: Catalog) -> Iterator[Problem]:
    """Results of a method can be told apart."""
    seen: dict[str, Measured] = {}
    for one in catalog.results:
        first = seen.setdefault(result_key(one.method.id, one.result), one)
        if first is not one:
            where = first.problem("").place
            if one.result.variant == first.result.variant:
                message = f'"{one.result.variant}" is the same measurement as the one at {where}'
                yield one.problem(message, "variant, protocol or size must differ")
            else:
                message = f'"{one.result.variant}" gives the same id as "{first.result.variant}" at {where}'
                yield one.problem(message, "add a word that tells them apart", "variant")
        if not slug(one.result.variant):
            yield one.problem(f'the variant "{one.result.variant}" gives no id', "add a letter or a digit", "variant")


def result_key(method: str, result: Result) -> str:
    """What tells a result apart, as one id: method, variant, data, protocol, size, tier, training data, source."""
    keys = ("variant", "dataset", "split", "protocol", "size", "evaluation", "tier")
    words = [
        method,
        *(getattr(result, key) or "" for key in keys),
        *sorted(set(result.trained_on)),
        result.source or "",
    ]
    return "--".join(slug(word) for word in words if word)
