"""A made-up collection of any size, always the same: `python -m benchmarks.world 20000 FOLDER`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

FIRST = ("Ada", "Bo", "Chen", "Dana", "Eli", "Fei", "Gao", "Hana", "Ivo", "Jun")
WAYS = ("extends", "modifies", "scales", "simplifies", "combines", "searches")
HEAD = """title: A made-up collection
base: https://example.org/made-up/
description: Papers that nobody wrote, for measuring.
licence: https://creativecommons.org/publicdomain/zero/1.0/
creators: [Nobody]
"""
VENUES = """cvpr: {name: CVPR, full_name: Conference on Computer Vision, kind: conference}
tpami: {name: TPAMI, full_name: Transactions on Patterns, kind: journal}
"""
DATASETS = "imagenet-1k: {name: ImageNet-1k, full_name: ImageNet of a thousand classes}\n"


def entry(n: int, total: int, dice: random.Random) -> str:
    """Paper number `n`: its method descends from one or two of the 2,000 before it."""
    year = 1990 + n * 35 // total
    people = dict.fromkeys(f"{dice.choice(FIRST)} Name{dice.randrange(4000)}" for _ in range(dice.randint(2, 6)))
    parents = sorted({dice.randrange(max(0, n - 2000), n) for _ in range(dice.choice((1, 1, 1, 2)))} if n else ())
    lines = [
        f"title: A Study of Network {n} for Image Classification",
        f"authors: [{', '.join(people)}]",
        f"venue: {dice.choice(('cvpr', 'tpami'))}",
        f"year: {year}",
        f"posted: {year}-01",
        f"arxiv: {year % 100:02d}01.{n % 100000:05d}",
        "introduces:",
        f"  Net{n}:",
        f"    summary: Network number {n} with a small change.",
        f"    aliases: [Network-{n}]",
    ]
    if parents:
        lines.append("    descends_from:")
        lines += [
            f"      Net{parent}: {{by: {dice.choice(WAYS)}, how: changes part {dice.randrange(99)} of the block, "
            f"where: §{dice.randrange(1, 6)}, evidence: {dice.choice(('stated', 'implied'))}}}"
            for parent in parents
        ]
    else:
        lines.append("    root: The first of its kind.")
    lines += [
        "    results:",
        f"      - {{variant: Net{n}-50, dataset: imagenet-1k, split: val, top1: {dice.uniform(60, 88):.1f}, "
        "protocol: single-crop, size: 224, tier: claimed, where: Table 2}",
        "code:",
        f"  - {{url: https://github.com/lab{dice.randrange(500)}/net{n}, by: authors, framework: pytorch}}",
    ]
    return "\n".join(lines) + "\n"


def make(total: int, folder: Path) -> Path:
    """A home folder with `total` papers; an existing one of that size is left as it is."""
    papers = folder / "data" / "papers"
    if (folder / "kg.yaml").exists() and len(list(papers.iterdir())) == total:
        return folder
    papers.mkdir(parents=True, exist_ok=True)
    (folder / "data" / "venues.yaml").write_text(VENUES, "utf-8")
    (folder / "data" / "datasets.yaml").write_text(DATASETS, "utf-8")
    dice = random.Random(2014)
    for n in range(total):
        (papers / f"name{n}.yaml").write_text(entry(n, total, dice), "utf-8")
    (folder / "kg.yaml").write_text(HEAD, "utf-8")
    return folder


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
