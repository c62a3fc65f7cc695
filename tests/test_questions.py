"""Competency questions to the collection of this repository, with answers written by hand from a source.

Each item of `questions/<kind>.yaml` holds `question` in words, `source` of the answer, `ask`, a command or SPARQL, and
`answer`: for a query its rows (those of one column as plain values), for `path` the chain from the newer method down,
for `common` the ancestors, for `lineage` the other methods that it reaches; `among` in place of `answer` if more may
belong to it.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from shell import kg

from kg.build import build
from kg.home import Home

ROOT = Path(__file__).parent.parent
FILES = sorted((Path(__file__).parent / "questions").glob("*.yaml"))
QUESTIONS = [(path.stem, one) for path in FILES for one in yaml.safe_load(path.read_text("utf-8"))]
KEYS = {"question", "source", "ask", "answer", "among"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection of this repository, built apart."""
    folder = tmp_path_factory.mktemp("questions") / "collection"
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "kg.yaml", folder)
    build(Home(folder))
    return folder


def asked(ask: str, home: Path) -> Any:
    """What a command or a query says, as the questions write it."""
    words = shlex.split(ask) if ask.startswith("kg ") else ["kg", "query", ask]
    verb = words[1]
    done = kg(*words[1:], "--format", "csv" if verb == "query" else "json", cwd=home)
    assert done.code == 0, done.err
    if verb == "query":
        rows = list(csv.reader(io.StringIO(done.out)))[1:]
        return [row[0] if len(row) == 1 else row for row in rows]
    found = json.loads(done.out)
    if verb == "path":
        return [found["from"], *(hop["parent"] for hop in found["hops"])]
    if verb == "common":
        return found["ancestors"]
    return [node["name"] for node in found["nodes"] if node["name"] != found["root"]]


def texts(answer: Any) -> Any:
    """Numbers and rows of a question as the text that a query gives."""
    return [texts(one) for one in answer] if isinstance(answer, list) else "" if answer is None else str(answer)


@pytest.mark.parametrize(("kind", "one"), QUESTIONS, ids=[one["question"] for _, one in QUESTIONS])
def test_it_answers_as_the_source_does(kind: str, one: dict[str, Any], home: Path) -> None:
    found = asked(one["ask"], home)
    ordered = one["ask"].startswith("kg path") or "ORDER BY" in one["ask"]
    if "among" in one:
        assert [row for row in texts(one["among"]) if row not in found] == []
    else:
        expected = texts(one["answer"])
        assert found == expected if ordered else sorted(found) == sorted(expected)


def test_there_are_questions_of_every_kind() -> None:
    kinds = Counter(kind for kind, _ in QUESTIONS)
    assert sum(kinds.values()) >= 60
    assert set(kinds) == {
        "ancestors", "authors", "code", "common", "counts", "not-descent", "paths", "results", "venues",
    }  # fmt: skip
    assert min(kinds.values()) >= 5


def test_every_question_says_where_its_answer_stands() -> None:
    for kind, one in QUESTIONS:
        assert set(one) <= KEYS, f"{kind}: {one}"
        assert one["question"].endswith("?")
        assert one["source"]
        assert ("answer" in one) != ("among" in one)
    assert len({one["question"] for _, one in QUESTIONS}) == len(QUESTIONS)
