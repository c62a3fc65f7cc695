"""The third-party scripts: pinned, checked, of no particular registry; and an installation that goes on without npm."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shell import ROOT

from kg.site import vendor

NPM = ROOT / "kg" / "site" / "npm"
LOCK: dict[str, Any] = json.loads((NPM / "package-lock.json").read_text("utf-8"))
#: Gives one line of stderr and the exit code to whoever asks for npm.
STUB = "#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n"


@pytest.fixture(scope="module")
def carried() -> Path:
    """The folder with the files."""
    if vendor.missing():
        assert shutil.which("npm") is None, "npm is here, the scripts are not; run: python -m kg.site.vendor"
        pytest.skip("NO NPM: the third-party scripts are not there, so they are NOT tested here")
    return vendor.folder()


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of the path."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def npm(tools: Path, script: str) -> None:
    (tools / "npm").write_text(script)
    (tools / "npm").chmod(0o755)


# The lock file


def test_versions_are_exact_and_those_of_the_lock() -> None:
    wanted = json.loads((NPM / "package.json").read_text("utf-8"))["dependencies"]
    assert LOCK["packages"][""]["dependencies"] == wanted
    assert {name: LOCK["packages"][f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert set(wanted) == {package for package, _ in vendor.FILES.values()}


def test_the_lock_has_a_hash_for_all_and_a_host_for_none() -> None:
    packages = [entry for name, entry in LOCK["packages"].items() if name]
    assert all(re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"]) for entry in packages)
    assert not [entry for entry in packages if "resolved" in entry or "hasInstallScript" in entry]
    assert "omit-lockfile-registry-resolved=true" in (NPM / ".npmrc").read_text("utf-8"), "npm would write them again"


def test_git_ignores_what_is_fetched() -> None:
    command = ["git", "check-ignore", "--quiet", "kg/site/vendor/oxigraph.js"]
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


# The files


def test_the_manifest_tells_all(carried: Path) -> None:
    entries = vendor.manifest()
    assert list(entries) == sorted(vendor.FILES)
    for name, entry in entries.items():
        assert (carried / name).stat().st_size == entry["bytes"] > 1000
        assert LOCK["packages"][f"node_modules/{entry['package']}"]["version"] == entry["version"]
        assert entry["licence"] in ("MIT", "ISC", "MIT OR Apache-2.0")
        assert re.fullmatch(r"sha384-[A-Za-z0-9+/]{64}", entry["integrity"])


def test_nothing_else_lies_there_and_every_licence_is_told(carried: Path) -> None:
    assert {file.name for file in carried.iterdir()} == {*vendor.FILES, vendor.LICENCES, "manifest.json"}
    licences = (carried / vendor.LICENCES).read_text("utf-8")
    for name, entry in LOCK["packages"].items():
        if name:
            assert f"{name.removeprefix('node_modules/')} {entry['version']}: " in licences
    assert licences.count("Copyright") > 40


def test_the_engine_takes_the_address_of_its_module(carried: Path) -> None:
    """So `web_bg.wasm` may bear the name that we give it."""
    assert "({module_or_path} = module_or_path)" in (carried / "oxigraph.js").read_text("utf-8")


@pytest.fixture
def copied(carried: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(carried, tmp_path / "vendor"))


def test_files_that_are_right_are_left_alone(copied: Path, tools: Path, capfd: pytest.CaptureFixture[str]) -> None:
    vendor.fetch(copied)
    assert (vendor.missing(copied), capfd.readouterr()) == ([], ("", "")), "npm would have been missed"


def tampered(folder: Path) -> None:
    with (folder / "oxigraph.js").open("a") as file:
        file.write(" ")


def removed(folder: Path) -> None:
    (folder / "oxigraph.js").unlink()


def forgotten(folder: Path) -> None:
    record = json.loads((folder / "manifest.json").read_text("utf-8"))
    del record["files"]["oxigraph.js"]
    (folder / "manifest.json").write_text(json.dumps(record), "utf-8")


@pytest.mark.parametrize("harm", [tampered, removed, forgotten])
def test_a_file_that_is_not_right_is_noticed(
    harm: Callable[[Path], None], copied: Path, tools: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    harm(copied)
    assert vendor.missing(copied) == ["oxigraph.js"]
    vendor.fetch(copied)
    assert "npm is not on the path" in capfd.readouterr().err, "it would have been fetched again"


def test_a_lock_file_that_changed_is_noticed(copied: Path, tools: Path, capfd: pytest.CaptureFixture[str]) -> None:
    manifest = (copied / "manifest.json").read_text("utf-8")
    (copied / "manifest.json").write_text(re.sub('"lock": "sha384-....', '"lock": "sha384-AAAA', manifest), "utf-8")
    vendor.fetch(copied)
    assert "npm is not on the path" in capfd.readouterr().err
    assert vendor.missing(copied) == [], "what was there stays"


# Without npm


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "npm is not on the path"),
        (STUB, "npm failed (ENOTFOUND)"),
        ("#!/bin/sh\nexit 7\n", "npm failed (exit code 7)"),
        ("#!/bin/sh\n", "No such file or directory"),
    ],
)
def test_an_installation_goes_on_and_says_what_is_left_out(
    script: str | None, said: str, tools: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if script is not None:
        npm(tools, script)
    vendor.fetch(tmp_path / "vendor")
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert said in told.err
    assert "python -m kg.site.vendor" in told.err
    assert not (tmp_path / "vendor").exists()
    assert vendor.missing(tmp_path / "vendor") == list(vendor.FILES)
    assert vendor.manifest(tmp_path / "vendor") == {}


def test_a_damaged_manifest_is_none(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", "utf-8")
    assert vendor.manifest(tmp_path) == {}


def test_the_hook_finds_its_way(tools: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Loaded by path, as hatchling does, in a tree of which nothing is installed."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: nobody tries the hook here")
    shutil.copytree(NPM, tmp_path / "kg" / "site" / "npm")
    shutil.copy(vendor.__file__, tmp_path / "kg" / "site")
    npm(tools, STUB)
    code = f"""import runpy
hook = runpy.run_path({str(ROOT / ".ci" / "hatch_build.py")!r})["Fetch"]
hook({str(tmp_path)!r}, {{}}, None, None, "", "wheel").initialize("standard", {{}})"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "npm failed (ENOTFOUND)" in done.stderr


def test_slow_npm_brings_the_same_bytes_again(carried: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if shutil.which("npm") is None:
        pytest.skip("NO NPM: nobody tries to fetch the third-party scripts here")
    vendor.fetch(tmp_path / "vendor")
    if re.search("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT", told := capfd.readouterr().err):
        pytest.skip(f"NO NETWORK: nobody fetches the third-party scripts here: {told}")
    assert (told, vendor.missing(tmp_path / "vendor")) == ("", [])
    for file in carried.iterdir():
        assert file.read_bytes() == (tmp_path / "vendor" / file.name).read_bytes(), file.name
