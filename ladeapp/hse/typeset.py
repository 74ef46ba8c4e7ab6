"""A process of its own: HTML comes in, a tagged PDF (PDF/UA-1) goes out. It knows nothing of the app, and fetches nothing but our own files.

    python -I typeset.py STATIC SECONDS BYTES <html >pdf

It ends with `MISSING` where WeasyPrint or its libraries are not installed.
"""

import resource
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

OURS = "https://static.invalid/"  # what addresses in the HTML are relative to; no such host exists
KINDS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
MISSING = 3
HEADER = ("Column", "Row")  # what a TH stands over: those of a table's first row its column


def main(static: str, seconds: str, most: str) -> int:
    """Bounded before anything is read: time on the processor, memory, and no file may grow."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(most), int(most)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pdf = typeset(sys.stdin.buffer.read().decode(), Path(static))
    except (ImportError, OSError):  # OSError: Pango is not there
        return MISSING
    sys.stdout.buffer.write(pdf)
    return 0


def typeset(html: str, static: Path) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        """Whatever the HTML asks for, only stylesheets, fonts and drawings from static/ are ever opened."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = own_file(url, static)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})

    page = HTML(string=html, base_url=OURS, url_fetcher=OnlyOurs(allowed_protocols=["https"], fail_on_errors=False))
    named = {one.get("id"): " ".join("".join(one.itertext()).split()) for one in page.etree_element.iter() if one.get("id")}
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda _document, pdf: finish(pdf, named)))


def own_file(url: str, static: Path) -> Path:
    """The file of ours that an address means. Raises ValueError for any other address."""
    path = (static / unquote(url.removeprefix(OURS))).resolve()
    if not url.startswith(OURS) or static.resolve() not in path.parents or path.suffix not in KINDS:
        raise ValueError("not one of our own files")
    return path


def finish(pdf: Any, named: dict[str, str]) -> None:
    """What WeasyPrint leaves undone."""
    running_heads_aside(pdf)
    headers_told(pdf)
    links_said(pdf, named)


def running_heads_aside(pdf: Any) -> None:
    """What stands at the top and foot of every page is no part of the text: WeasyPrint leaves it out of the tree, but does not say so."""
    objects = {one.reference: one for one in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    linked: set[Any] = set()
    waiting = list(root["K"])
    while waiting:
        reference = waiting.pop()
        if reference in objects and reference not in linked:
            linked.add(reference)
            waiting += objects[reference].get("K", ())
    nums = objects[root["ParentTree"]]["Nums"]
    for page, owners in zip(pdf.page_references, nums[1::2], strict=False):
        loose = {mcid for mcid, owner in enumerate(owners) if owner not in linked}
        stream = objects[objects[page]["Contents"]].stream
        for place, part in enumerate(stream):
            if isinstance(part, dict) and part.get("MCID") in loose:
                stream[place - 1], stream[place] = "/Artifact", type(part)({"Type": "/Pagination"})
        owners[:] = [b"null" if mcid in loose else owner for mcid, owner in enumerate(owners)]


def headers_told(pdf: Any) -> None:
    """Cells are tied to their headers already; readers that ask each header what it stands over are told too."""
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("S") == "/TH" and "ID" in one:
            row = str(one["ID"].string).split("-")[1]
            one["A"]["Scope"] = f"/{HEADER[row != '0']}"


def links_said(pdf: Any, named: dict[str, str]) -> None:
    """A link into the text says which heading it leads to, not that heading's address."""
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("Subtype") == "/Link" and named.get(str(one["Contents"].string)):
            one["Contents"] = type(one["Contents"])(named[str(one["Contents"].string)])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
