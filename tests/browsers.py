"""A headless Chromium for tests of pages: loudly missing where there is none, and strict with what pages do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: The last one draws WebGL without a graphics card.
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--enable-unsafe-swiftshader",
]  # fmt: skip
#: Milliseconds that a page may take for what a test waits for; machines that test are busy.
PATIENCE = 60_000


def need_browser(what: str) -> Any:
    """playwright's `sync_api`; skips a whole test file where there is no browser."""
    if CHROMIUM is None:
        pytest.skip(f"NO BROWSER: no chromium on the path, so {what} NOT tested here", allow_module_level=True)
    reason = f"NO BROWSER: playwright is not installed, so {what} NOT tested"
    sync_api = pytest.importorskip("playwright.sync_api", reason=reason)
    sync_api.expect.set_options(timeout=PATIENCE)
    return sync_api


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield launched
        launched.close()


@contextmanager
def tab(browser: Any, origin: str, **options: Any) -> Iterator[Any]:
    """A page of its own; at the end nothing may have been logged as an error, raised, asked, or fetched elsewhere."""
    faults: list[str] = []
    context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    ours = (origin, "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(ours) else faults.append(f"asked {asked.url}"))
    try:
        yield page
    finally:
        context.close()
    assert faults == []
