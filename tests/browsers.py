"""A headless Chromium for tests of pages: loudly missing where there is none, and strict with what pages do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
def visits(browser: Any, origin: str) -> Iterator[Callable[..., Any]]:
    """Opens pages below an address, each a context of its own; at the end none may have logged an error, raised, asked
    or fetched anything from elsewhere.

    `broken` are files that cannot be had, a pattern; `prepare` is called with a page before it goes anywhere.
    """
    faults: list[str] = []
    ours = (origin, "data:", "blob:")
    with ExitStack() as contexts:

        def visit(
            path: str = "", broken: str = "", prepare: Callable[[Any], None] | None = None, **options: Any
        ) -> Any:
            usual = {"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"}
            context = browser.new_context(**usual | options)
            contexts.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("console", lambda said: faults.append(said.text) if said.type == "error" and not broken else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
            page.on("request", lambda asked: asked.url.startswith(ours) or faults.append(f"asked {asked.url}"))
            if broken:
                context.route(re.compile(broken), lambda route: route.abort())
            if prepare:
                prepare(page)
            page.goto(origin + path)
            return page

        yield visit
    assert faults == []
