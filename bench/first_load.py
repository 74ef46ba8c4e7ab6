"""What a first visit costs on the wire: the page, its styles, its modules and what those import."""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from flask import Flask

LINKED = re.compile(r"""<(?:link|script)\b[^>]*?(?:href|src)=["']([^"']+\.(?:css|js))["']""")
IMPORTED = re.compile(r"""(?:\bfrom|^import)\s*["'](\.[^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Load:
    """Bytes as answered to `Accept-Encoding: gzip`, by kind, and how many requests. Icons and the manifest are not counted."""

    html: int
    css: int
    js: int
    requests: int
    html_by_proxy: bool  # the page left us plain; counted as the proxy in front would compress it

    @property
    def kilobytes(self) -> float:
        return (self.html + self.css + self.js) / 1000


def first_load(app: Flask, path: str, cookie: str = "") -> Load:
    """Load a page with nothing in the cache."""
    client = app.test_client(use_cookies=False)
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    page = client.get(path, headers=headers)
    assert page.status_code == 200, f"{path}: {page.status_code}"
    plain = page.headers.get("Content-Encoding") != "gzip"
    html = page.data if plain else gzip.decompress(page.data)
    size = len(gzip.compress(page.data, 6)) if plain else len(page.data)
    wanted, seen, sizes = list(dict.fromkeys(LINKED.findall(html.decode()))), set(), {"css": 0, "js": 0}
    while wanted:
        url = wanted.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url, headers=headers)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        sizes[url.rpartition(".")[2]] += len(answer.data)
        if url.endswith(".js"):
            text = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
            wanted += [urljoin(url, name) for name in IMPORTED.findall(text.decode())]
    return Load(size, sizes["css"], sizes["js"], 1 + len(seen), plain)
