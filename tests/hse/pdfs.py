"""A PDF as those read it who do not see it: its tree of tags, its metadata, and whether anything stands outside both."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, NullObject

PAINTS = {b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"INLINE IMAGE"}


class Pdf:
    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def text(self) -> str:
        return " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())

    @property
    def xmp(self) -> str:
        return str(self.root["/Metadata"].get_data().decode())

    def tags(self) -> list[Any]:
        """Every element of the tree, in the order in which it is read."""
        return list(below(self.root["/StructTreeRoot"]))

    def kinds(self, kind: str) -> list[Any]:
        return [tag for tag in self.tags() if tag["/S"] == kind]

    def headings(self) -> list[int]:
        return [int(tag["/S"][2]) for tag in self.tags() if tag["/S"][1:] in {"H1", "H2", "H3", "H4", "H5", "H6"}]

    def fonts(self) -> list[Any]:
        found = [font.get_object() for page in self.reader.pages for font in page["/Resources"].get("/Font", {}).values()]
        return [child.get_object() for font in found for child in font.get("/DescendantFonts", [font])]

    def links(self) -> list[Any]:
        notes = [note.get_object() for page in self.reader.pages for note in page.get("/Annots", [])]
        return [note for note in notes if note["/Subtype"] == "/Link"]

    def untagged(self) -> list[str]:
        """What is painted without being an artifact or a part of the tree."""
        owners = _parents(self.root["/StructTreeRoot"]["/ParentTree"])
        known = {_key(tag) for tag in self.tags()}
        return [found for page in self.reader.pages for found in self._loose(page, owners.get(page.get("/StructParents"), []), known)]

    def _loose(self, page: Any, owners: Any, known: set[Any]) -> Iterator[str]:
        within: list[bool] = []
        for operands, operator in ContentStream(page["/Contents"].get_object(), self.reader).operations:
            if operator in {b"BMC", b"BDC"}:
                mcid = operands[1].get("/MCID") if len(operands) > 1 else None
                owner = owners[mcid].get_object() if mcid is not None and mcid < len(owners) else NullObject()
                is_in_tree = not isinstance(owner, NullObject) and _key(owner) in known
                within.append(operands[0] == "/Artifact" or is_in_tree)
            elif operator == b"EMC":
                within.pop()
            elif operator in PAINTS and not any(within):
                yield f"{operator!r} on page {page.page_number + 1}"


def below(element: Any) -> Iterator[Any]:
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from below(found)


def _parents(tree: Any) -> dict[int, Any]:
    nums = tree.get_object()["/Nums"]
    return {int(nums[n]): nums[n + 1].get_object() for n in range(0, len(nums), 2)}


def _key(element: Any) -> Any:
    return element.indirect_reference.idnum if element.indirect_reference else id(element)
