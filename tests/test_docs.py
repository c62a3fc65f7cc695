"""What the documents say is what happens: every console block is run, every derived page is current."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import sys
from pathlib import Path

import pytest
from shell import seen

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    path
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
    if path.exists()
]
BLOCK = re.compile(r"^```(console|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text("utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The collection alone, where a reader may write."""
    shutil.copy(ROOT / "kg.yaml", tmp_path)
    for name in ("data", "queries", "ontology"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def seen_in_terminal(command: str, folder: Path) -> str:
    """What a terminal of 100 columns shows of a command."""
    env = {**os.environ, "COLUMNS": "100", "LINES": "40", "NO_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    return seen(["sh", "-c", command], folder, env)


def steps(block: str) -> list[tuple[str, str]]:
    """Commands with what they are said to print."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
    return found


def matches(said: str, shown: str) -> bool:
    """A line `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in said.splitlines(keepends=True))
    return re.fullmatch(pattern, shown) is not None


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text("utf-8")], ids=lambda page: page.name
)
def test_console_blocks_print_what_they_say(page: Path, checkout: Path) -> None:
    run = 0
    for language, block in blocks(page):
        if language == "yaml" and (named := re.match(r"# ([\w/]+[.]yaml)\n", block)):
            (checkout / named[1]).parent.mkdir(parents=True, exist_ok=True)
            (checkout / named[1]).write_text(block, "utf-8")
            continue
        for command, said in steps(block) if language == "console" else ():
            shown = seen_in_terminal(command, checkout)
            assert matches(said, shown), f"{page.name}: $ {command}\nsaid:\n{said}\nshown:\n{shown}"
            run += 1
    assert run >= 1


def test_readme_runs_enough() -> None:
    assert sum(len(steps(block)) for language, block in blocks(ROOT / "README.md") if language == "console") >= 8


def test_readme_has_the_two_commands_and_one_picture() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in text
    assert "make test" in text
    picture = re.search(r"!\[[^\]]+\]\((docs/pictures/[^)]+)\)", text)
    assert picture
    assert (ROOT / picture[1]).stat().st_size > 20_000


@pytest.mark.parametrize("name", runpy.run_path(str(ROOT / "docs" / "generate.py"))["PAGES"])
def test_derived_pages_are_current(name: str) -> None:
    make = runpy.run_path(str(ROOT / "docs" / "generate.py"))["PAGES"][name]
    assert (ROOT / name).read_text("utf-8") == make(), "run: python docs/generate.py"


def test_links_between_documents_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_every_verb_is_in_the_readme_or_the_guide() -> None:
    from kg.cli import kg

    told = "".join(page.read_text("utf-8") for page in PAGES)
    assert len(kg.commands) >= 10
    for verb, command in kg.commands.items():
        assert f"kg {verb}" in told, verb
        assert command.help, verb
