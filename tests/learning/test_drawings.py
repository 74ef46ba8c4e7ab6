"""The learning series' drawings: one for each item, built up part by part, ink alone until the last brings the charge."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

APP = Path(__file__).resolve().parents[2] / "ladeapp"
DRAWINGS = APP / "templates/learning/drawings"
ITEMS = {
    f"{path.parent.name}-{path.stem.partition('-')[2]}": path
    for path in sorted(APP.glob("content/nb/learning/*/*.md"))
    if path.stem[0].isdigit()
}
MOST = 6000  # bytes
SHAPES = {"path", "circle", "rect", "ellipse"}
PLACES = {"d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "class", "stroke-width", "stroke-linecap"}
WORN = set(re.findall(r"\.drawing \.([\w-]+)", (APP / "static/css/drawing.css").read_text()))

each = pytest.mark.parametrize("name", sorted(ITEMS))


def drawn(name: str) -> ET.Element:
    return ET.fromstring((DRAWINGS / f"{name}.svg").read_text())


def test_every_item_has_its_drawing_and_no_drawing_is_left_over() -> None:
    assert len(ITEMS) == 16
    assert {path.stem for path in DRAWINGS.iterdir()} == set(ITEMS)


@each
def test_a_drawing_is_small_and_leaves_its_size_to_the_page(name: str) -> None:
    drawing = drawn(name)
    assert len((DRAWINGS / f"{name}.svg").read_bytes()) < MOST
    assert drawing.attrib == {
        "viewBox": "0 0 360 220", "aria-hidden": "true", "class": "drawing", "fill": "none", "stroke": "currentColor",
        "stroke-width": "2.5", "stroke-linecap": "round", "stroke-linejoin": "round",
    }  # fmt: skip


@each
def test_its_parts_are_counted_from_one_and_no_more_than_the_cards(name: str) -> None:
    parts = sorted(int(part.attrib["data-part"]) for part in drawn(name))
    assert parts == list(range(1, len(parts) + 1))
    cards = len(re.findall(r"^## ", ITEMS[name].read_text(), re.MULTILINE))
    assert 3 <= len(parts) <= min(6, cards)


@each
def test_the_charge_is_one_area_and_comes_last(name: str) -> None:
    charged = [part.attrib["data-part"] for part in drawn(name) for shape in part if "charge" in shape.attrib.get("class", "").split()]
    assert charged == [str(len(drawn(name)))]


@each
def test_nothing_but_plain_shapes_in_the_colours_of_the_house(name: str) -> None:
    for part in drawn(name):
        assert part.tag == "g"
        assert set(part.attrib) == {"data-part"}
        assert len(part)
        for shape in part:
            assert shape.tag in SHAPES
            assert set(shape.attrib) <= PLACES
            assert set(shape.attrib.get("class", "").split()) <= WORN
            assert not len(shape)
            assert not (shape.text or "").strip()
