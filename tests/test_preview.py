"""The preview: files of the folder and nothing else, to this machine and nobody else."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sites import serving

from kg.errors import PlaceError
from kg.site.preview import HOST, server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("preview")
    site = folder / "site"
    (site / "method" / "wrn").mkdir(parents=True)
    (site / "empty").mkdir()
    (folder / "secret.txt").write_text("secret")
    for name in ("index.html", "method/wrn/index.html", "method/wrn.ttl", "a.js", "a.wasm", "a.jsonld", "a.svg"):
        (site / name).write_text(name)
    with serving(site) as found:
        yield found


def ask(address: str, path: str, host: str = "", method: str = "GET") -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(HOST, urlsplit(address).port or 0, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or urlsplit(address).netloc)
    connection.endheaders()
    answer = connection.getresponse()
    try:
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/method/wrn/", "text/html; charset=utf-8"),
        ("/method/wrn.ttl", "text/turtle; charset=utf-8"),
        ("/a.js", "text/javascript; charset=utf-8"),
        ("/a.wasm", "application/wasm"),
        ("/a.jsonld", "application/ld+json"),
        ("/a.svg", "image/svg+xml"),
    ],
)
def test_each_file_is_told_for_what_it_is(address: str, path: str, kind: str) -> None:
    status, headers, body = ask(address, path)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert body


def test_an_iri_leads_to_its_page(address: str) -> None:
    status, headers, _ = ask(address, "/method/wrn")
    assert (status, headers["Location"]) == (301, "/method/wrn/")


@pytest.mark.parametrize("path", ["/../secret.txt", "/..%2fsecret.txt", "/method/../../secret.txt", "/empty/", "/none"])
def test_nothing_else_is_told(address: str, path: str) -> None:
    status, _, body = ask(address, path)
    assert status == 404
    assert b"secret" not in body.replace(b"secret.txt", b"")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example:80", "[::1]:80"])
def test_a_name_from_elsewhere_is_refused(address: str, host: str) -> None:
    assert ask(address, "/", host)[0] == 403


def test_nothing_can_be_sent_to_it(address: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert ask(address, "/index.html", method=method)[0] == 501


def test_it_listens_on_the_loopback_address_alone(tmp_path: Path) -> None:
    with server(tmp_path, 0) as running:
        assert running.server_address[0] == "127.0.0.1"
        with pytest.raises(PlaceError, match="name another with --port"):
            server(tmp_path, running.server_port)
