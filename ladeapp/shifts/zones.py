"""The world's clocks, by the name of a place in it; pure."""

from functools import cache
from importlib import resources

from babel import Locale


@cache
def known() -> dict[str, str]:
    """Every zone somebody lives in, with its country's letters."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}


@cache
def places(language: str) -> list[tuple[str, str]]:
    """(zone, "Norway – Oslo") of all of them, in the order of the language's own names for countries."""
    countries = Locale.parse(language).territories
    named = ((zone, f"{countries.get(country, country)} – {city(zone)}") for zone, country in known().items())
    return sorted(named, key=lambda place: place[1].casefold())


def city(zone: str) -> str:
    """Oslo, of Europe/Oslo."""
    return zone.rpartition("/")[2].replace("_", " ")
