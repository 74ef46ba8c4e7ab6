"""Papers that are written ahead, in three languages, with slots for what the app knows and marks where somebody has to fill in.

`{host}` is filled from the settings; `{host|Fill in: who runs the server}` says what to write while there is nothing to fill it with;
`[[Fill in: …]]` is always somebody's to write.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path

from markupsafe import Markup

from ..config import LANGUAGES
from . import paper

CONTENT = Path(__file__).parent.parent / "content"
DRAFTS = ("letter", "dpia")
SLOT = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")
MARK = re.compile(r"\[\[(.+?)\]\]")
MEANS = re.compile(r"([\\`*_\[\]{}<>|~#&])")  # what Markdown would read as more than a character
TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t([dh])>(.*?)</t\1>", re.DOTALL)


@cache
def text(draft: str, language: str) -> str:
    """A draft as it was written. Raises KeyError for one that we do not have, or in a language we do not speak."""
    if draft not in DRAFTS or language not in LANGUAGES:
        raise KeyError(draft, language)
    return (CONTENT / language / "papers" / f"{draft}.md").read_text(encoding="utf-8")


def filled(draft: str, language: str, facts: Mapping[str, str]) -> str:
    """The draft in Markdown, with every slot filled or marked. Raises KeyError for a draft that is not there, or a slot nobody knows."""

    def fill(slot: re.Match[str]) -> str:
        said = " ".join(facts[slot[1]].split())
        return MEANS.sub(r"\\\1", said) if said else f"[[{slot[2]}]]"

    return SLOT.sub(fill, text(draft, language))


def title(markdown: str) -> str:
    """The first heading, without its mark and without what Markdown needs escaped."""
    return re.sub(r"\\(.)", r"\1", markdown.partition("\n")[0].removeprefix("# "))


def page(markdown: str, tables: str) -> Markup:
    """The draft as HTML, below its title and the line with place and day; what is to be filled in is marked.

    tables    what a table is called: each has a name made of this and its number
    """
    number = count(1)
    html = TABLE.sub(lambda table: _table(table[1], f"{tables} {next(number)}"), str(paper.minutes(markdown.split("\n\n", 2)[2])))
    return Markup(MARK.sub(r'<mark class="fill">\1</mark>', html))  # noqa: S704 – markdown-it's own, in which HTML is words


def _table(inside: str, name: str) -> str:
    """A table with a name, whose rows and columns have headers, and whose cells name their column where it is told row by row."""
    heads = [cell[2] for cell in CELL.finditer(inside) if cell[1] == "h"]

    def row(found: re.Match[str]) -> str:
        cells = [cell[2] for cell in CELL.finditer(found[1])]
        if cells == heads:
            return "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in cells) + "</tr>"
        rest = "".join(f'<td data-head="{head}">{cell}</td>' for head, cell in zip(heads[1:], cells[1:], strict=True))
        return f'<tr><th scope="row">{cells[0]}</th>{rest}</tr>'

    return f'<table class="paper-table"><caption>{name}</caption>{ROW.sub(row, inside)}</table>'
