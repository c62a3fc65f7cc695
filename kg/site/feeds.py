"""What machines read of a site: the map for search engines, and the feed of papers (Sitemaps 0.9, RFC 4287).

Comes in: paths and cards. Goes out: XML as bytes. Nothing in them depends on when or where the site was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.export.escape import xml
from kg.site.facts import Card
from kg.site.overview import since

#: Papers in the feed, and addresses that one map may have (Sitemaps 0.9).
FEED, MAP = 100, 50_000


def sitemaps(address: str, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The map of the pages; several with an index of them where they are too many for one."""
    pages = sorted(path.removesuffix("index.html") for path in paths if path.endswith("index.html"))
    parts = [pages[i : i + MAP] for i in range(0, len(pages), MAP)]
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    maps = ["sitemap.xml"] if len(parts) < 2 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(maps, parts, strict=True):
        urls = "".join(f"<url><loc>{xml(address + path)}</loc></url>\n" for path in part)
        yield name, _document(f"<urlset {space}>\n{urls}</urlset>")
    if len(parts) > 1:
        told = "".join(f"<sitemap><loc>{xml(address + name)}</loc></sitemap>\n" for name in maps)
        yield "sitemap.xml", _document(f"<sitemapindex {space}>\n{told}</sitemapindex>")
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode()


def feed(address: str, base: str, title: str, papers: Iterable[Card]) -> bytes:
    """The newest papers as an Atom feed, each dated by its first public version: the entries carry no other date."""
    newest = sorted(papers, key=lambda card: (_date(card), card["id"]), reverse=True)[:FEED]
    updated = _date(newest[0]) if newest else "1970-01-01T00:00:00Z"
    entries = "".join(_entry(address, base, card) for card in newest)
    return _document(
        f'<feed xmlns="http://www.w3.org/2005/Atom">\n<title>{xml(title)}</title>\n<id>{xml(base)}</id>\n'
        f'<updated>{updated}</updated>\n<link href="{xml(address)}"/>\n'
        f'<link rel="self" href="{xml(address)}feed.xml"/>\n'
        f"{entries}</feed>"
    )


def _entry(address: str, base: str, card: Card) -> str:
    path = f"paper/{card['id']}/"
    introduced = ", ".join(row["method"] for row in card.get("introduces", ()))
    authors = "".join(f"<author><name>{xml(one['author'])}</name></author>" for one in card["authors"])
    return (
        f"<entry><title>{xml(card['title'])}</title><id>{xml(base + path[:-1])}</id><updated>{_date(card)}</updated>"
        f'<link href="{xml(address + path)}"/>{authors}<summary>{xml(f"Introduces {introduced}")}</summary></entry>\n'
    )


def _date(card: Card) -> str:
    """The first day that the first public version may have."""
    year, _, month = since(card).partition("-")
    return f"{year}-{month or '01'}-01T00:00:00Z"


def _document(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
