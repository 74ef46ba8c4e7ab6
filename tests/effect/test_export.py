"""Published numbers for researchers: what was published and nothing else, told column by column, the same file for whoever may have it."""

import csv
import io
import json
import zipfile

import pytest

from ladeapp.effect.paper import COLUMNS
from ladeapp.trends import rules
from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, SUPPORTER, UNION, Member
from tests.effect.conftest import THIRD, Published

FILE = "/effect/export"


def fetched(published: Published, member: Member = SAFETY, language: str = "en") -> bytes:
    answer = published.world.phone(member).get(FILE, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.content_type == "application/zip"
    return bytes(answer.data)


def opened(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as folder:
        assert folder.testzip() is None
        return {name: folder.read(name).decode() for name in folder.namelist()}


def rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(opened(file)["numbers.csv"].removeprefix("\ufeff")), delimiter=";"))


def test_each_published_number_is_a_row_and_nothing_is_beside_it(published: Published) -> None:
    published.numbers({"Team A": [45, 20, 80], "Team B": [None, 50, 55]})
    found = rows(fetched(published))
    assert [(row["team"], row["period"], row["level_tenths"], row["end"]) for row in found] == [
        ("Team A", "2026-P01", "45", ""),
        ("Team A", "2026-P02", "20", "or_lower"),
        ("Team A", "2026-P03", "80", "or_higher"),
        ("Team B", "2026-P01", "", ""),
        ("Team B", "2026-P02", "50", ""),
        ("Team B", "2026-P03", "55", ""),
    ]
    assert tuple(found[0]) == COLUMNS["numbers.csv"]
    assert found[0] == {**found[0], "unit": "Sengepost 3", "first_day": "2025-12-29", "last_day": "2026-01-25", "mode": "standard", "fewest": "5",
                        "noise_scale": "3/2"}  # fmt: skip
    assert "17" not in opened(fetched(published))["numbers.csv"].replace("2026", ""), "how many belong to a team is 17, and stands nowhere"


def test_the_partsgruppe_and_the_administrator_have_the_same_bytes_whenever_they_fetch_it(published: Published) -> None:
    published.numbers({"Team A": [45, 50, 55], "Team B": [45, 50, 55]})
    first = {fetched(published, member) for member in (LEAD, SAFETY, UNION, ADMIN)}
    published.world.at(THIRD.closes + 5 * rules.LEAD_WAITS)
    assert first == {fetched(published)}
    for member in (ANNA, SUPPORTER, OTHER):
        assert published.world.phone(member).get(FILE).status_code == 404


def test_low_trust_reads_as_no_number(published: Published) -> None:
    published.numbers({"Team A": [45, 50, 55], "Team B": [45, 50, 55]}, low_trust=("Team B",))
    assert {row["level_tenths"] for row in rows(fetched(published)) if row["team"] == "Team B"} == {""}
    assert "low" not in opened(fetched(published))["numbers.csv"].replace("or_lower", "")


def test_a_number_is_in_it_a_day_after_its_team_could_read_it(published: Published) -> None:
    published.numbers({"Team A": [45, 50, 55]})
    published.world.at(THIRD.closes + rules.LEAD_WAITS / 2)
    assert [row["period"] for row in rows(fetched(published))] == ["2026-P01", "2026-P02"]


@pytest.mark.parametrize("name", ["=1+1", "+47", "-1", "@alle", " =HYPERLINK(1)", "\t=1", "＝1", "\u200b=1"])
def test_a_team_that_is_named_like_a_formula_stays_words(name: str, published: Published) -> None:
    published.numbers({"Team A": [45, 50]})
    published.world.run("UPDATE team SET name = :name WHERE name = 'Team A'", name=name)
    assert {row["team"] for row in rows(fetched(published))} == {f"'{name}"}


@pytest.mark.parametrize(
    ("language", "head"), [("nb", "Publiserte tall: kodebok"), ("nn", "Publiserte tal: kodebok"), ("en", "Released numbers: codebook")]
)
def test_the_codebook_tells_every_column_in_the_readers_language(language: str, head: str, published: Published) -> None:
    published.numbers({"Team A": [45, 50]})
    files = opened(fetched(published, language=language))
    book, told = files["codebook.md"], json.loads(files["codebook.json"])
    assert book.startswith(f"# {head}\n")
    assert [line for line in book.splitlines() if line.startswith("| `")] != []
    assert all(f"| `{column}` |" in book for columns in COLUMNS.values() for column in columns)
    assert all(line.count("|") == 4 for line in book.splitlines() if line.startswith("|"))
    assert {name: tuple(columns) for name, columns in told["files"].items()} == COLUMNS
    assert told["language"] == language
    assert told["noise"] == {"standard": {"distribution": "discrete Laplace", "b": "3/2", "fewest": 5},
                             "strict": {"distribution": "discrete Laplace", "b": "5", "fewest": 10}}  # fmt: skip
    assert (told["clamp_tenths"], told["grid_tenths"]) == ([20, 80], 5)
    assert "Fjordvik kommune" in told["citation"]
    heavier = {
        "nb": "strain: Slitasje, høyere er tyngre",
        "nn": "strain: Slitasje, høgare er tyngre",
        "en": "strain: Wear and tear, higher is heavier",
    }
    assert heavier[language] in book


def test_a_workplace_without_numbers_has_an_empty_table(published: Published) -> None:
    assert rows(fetched(published)) == []
