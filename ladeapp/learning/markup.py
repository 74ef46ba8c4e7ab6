"""A text's Markdown as cards: each sentence by itself, each mark of a source a link; whatever else there may be is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from .rules import sentence_starts

BLOCKS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote"}
INLINE = {"strong": "strong", "em": "em"}

_parser = MarkdownIt("commonmark", {"html": False}).disable("reference")  # a definition would vanish without a word


class Refused(Exception):
    """Something that has no place in a text. `line` counts from 1 in what was read."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@dataclass(frozen=True)
class Written:
    """One card: its title, its HTML, where it begins, and its Markdown without the title."""

    title: str
    html: Markup
    line: int
    source: str


class Marks:
    """The sources in the order in which they are first mentioned, and how often each is."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def html(self, key: str) -> Markup:
        self.counts[key] = self.counts.get(key, 0) + 1
        number = list(self.counts).index(key) + 1
        return Markup('<a class="noted" id="mark-{0}-{1}" href="#source-{0}" data-mark="{0}">{0}</a>').format(number, self.counts[key])


def cards(text: str) -> tuple[list[Written], Marks]:
    """Every card of a text. Raises Refused."""
    tokens, lines, marks = _parser.parse(text), text.splitlines(), Marks()
    begins = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    if not begins or begins[0] != 0:
        raise Refused(1, "a text begins with the title of its first card, after ##")
    written = []
    for at, end in zip(begins, [*begins[1:], len(tokens)], strict=True):
        line = _line(tokens[at])
        if tokens[at].tag != "h2":
            raise Refused(line, "only ## begins a card")
        body = tokens[at + 3 : end]
        if not body:
            raise Refused(line, "a card without a text")
        last = _line(tokens[end]) - 1 if end < len(tokens) else len(lines)
        html = Markup("").join(_Card(marks).pieces(body))
        written.append(Written(_title(tokens[at + 1]), html, line, "\n".join(lines[line:last])))
    return written, marks


def _title(token: Token) -> str:
    if any(child.type != "text" for child in token.children or ()):
        raise Refused(_line(token), "a card's title is plain words")
    return _plain(token.content, _line(token))


class _Card:
    """Writes the HTML of one card; sentences are numbered from 1, its title being 0."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.sentence, self.open = marks, 0, False

    def pieces(self, tokens: Sequence[Token]) -> Iterator[Markup]:
        for token in tokens:
            if token.type == "inline":
                yield from self._sentences(token)
                continue
            kind, _, end = token.type.rpartition("_")
            if kind not in BLOCKS:
                raise Refused(_line(token), f"{token.type.removesuffix('_open')} has no place in a card")
            if not token.hidden:
                yield (Markup("</{}>") if end == "close" else Markup("<{}>")).format(BLOCKS[kind])

    def _sentences(self, token: Token) -> Iterator[Markup]:
        line, parts = _line(token), list(_parts(token))
        starts, at, tags = set(sentence_starts("".join(value for kind, value in parts if kind == "text"))), 0, list[str]()
        for kind, value in parts:
            if kind == "mark":
                yield self.marks.html(value)
            elif kind == "close":
                yield Markup("</{}>").format(tags.pop())
            elif kind == "open":
                if at in starts:
                    starts.remove(at)
                    yield self._begin(tags)
                tags.append(value)
                yield Markup("<{}>").format(value)
            else:
                _plain(value, line)
                for letter in value:
                    if at in starts:
                        starts.remove(at)
                        yield self._begin(tags)
                    at += 1
                    yield escape(letter)
        self.open = False
        yield Markup("</span>")

    def _begin(self, tags: list[str]) -> Markup:
        """Close the sentence before, whatever is open in it, and open the next with the same."""
        closing = [Markup("</{}>").format(tag) for tag in reversed(tags)] + [Markup("</span>")] if self.open else []
        self.open, self.sentence = True, self.sentence + 1
        opening = [Markup('<span data-sentence="{}">').format(self.sentence), *(Markup("<{}>").format(tag) for tag in tags)]
        return Markup("").join(closing + opening)


def _parts(token: Token) -> Iterator[tuple[str, str]]:
    """text, mark, open and close, in order. Raises Refused for anything else."""
    for child in token.children or ():
        kind, _, end = child.type.rpartition("_")
        if child.type == "softbreak":
            yield "text", " "
        elif child.type == "text":
            before, *marked = child.content.split("[^")
            yield "text", before
            for piece in marked:
                key, closed, after = piece.partition("]")
                if not closed or not key.replace("-", "").isalnum():
                    raise Refused(_line(token), "a mark is [^key]")
                yield "mark", key
                yield "text", after
        elif kind in INLINE:
            yield end, INLINE[kind]
        else:
            raise Refused(_line(token), f"{child.type.removesuffix('_open')} has no place in a card")


def _plain(text: str, line: int) -> str:
    if "<" in text or "://" in text or "](" in text:
        raise Refused(line, "no HTML, address or picture has a place in a card")
    return text


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1
