"""The colours can be read by tired eyes: every pair that is used, in both lights, by WCAG 2.2."""

import re
from pathlib import Path

import pytest

from ladeapp.assets import STATIC

TOKENS = (STATIC / "css/tokens.css").read_text()
TEXT, OTHER = 4.5, 3.0

READ = [
    ("ink", "paper"),
    ("ink", "card"),
    ("soft", "paper"),
    ("soft", "card"),
    ("paper", "ink"),
    ("charge-text", "paper"),
    ("charge-text", "card"),
    ("on-charge", "charge"),
    ("on-charge", "charge-deep"),
    ("on-alarm", "alarm"),
    *((f"on-ramp-{step}", f"ramp-{step}") for step in range(11)),
]
SEEN = [
    ("edge", "paper"),
    ("edge", "card"),
    ("charge-edge", "paper"),
    ("charge-edge", "card"),
    ("band-line", "band"),
    ("band-line", "card"),
]


def palette(head: str) -> dict[str, str]:
    """The tokens of the rule that begins with `head`."""
    rule = TOKENS[TOKENS.index(head) :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule))


LIGHTS = {"light": palette(':root, [data-theme="light"]'), "dark": palette('\n[data-theme="dark"]')}


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize(("above", "below"), READ)
def test_what_is_read_stands_out_from_its_ground(light: str, above: str, below: str) -> None:
    assert contrast(LIGHTS[light][above], LIGHTS[light][below]) >= TEXT


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize(("above", "below"), SEEN)
def test_what_is_chosen_or_drawn_stands_out_from_its_ground(light: str, above: str, below: str) -> None:
    assert contrast(LIGHTS[light][above], LIGHTS[light][below]) >= OTHER


def test_heavier_is_deeper_in_the_light_and_brighter_in_the_dark() -> None:
    light, dark = ([luminance(colours[f"ramp-{step}"]) for step in range(11)] for colours in LIGHTS.values())
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_the_dark_of_the_phone_is_the_dark_of_a_turned_part() -> None:
    assert palette(":root:not([data-theme])") == LIGHTS["dark"]
    assert LIGHTS["dark"].keys() == LIGHTS["light"].keys()


def test_no_stylesheet_names_a_colour_of_its_own() -> None:
    """White round a QR code, black on paper, and what lies behind a dialog are no theme's."""
    allowed = {"#fff", "#000", "#333", "#bbb"}
    for sheet in Path(STATIC / "css").glob("*.css"):
        if sheet.name not in {"tokens.css", "pdf.css"}:  # paper has one light, and is set without the page's tokens
            assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text())) <= allowed, sheet.name


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0–1 (WCAG 2.2)."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
