"""Names, codes, passwords and hats, decided without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.people import passwords, rules, strength
from ladeapp.people.strength import weakness


@pytest.mark.parametrize("name", ["Kari", "محمد", "李", "🦉", "👩🏽‍⚕️", "O'Brien", "نیم‌فاصله", "a" * 80])
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert rules.clean_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "empty"), ("   ", "empty"), ("\u0301", "empty"), ("a" * 81, "long"), ("a\nb", "hidden"), ("a\u202eb", "hidden"), ("a\u2066b", "hidden"), ("\ud800", "hidden")],
)  # fmt: skip
def test_names_that_show_nothing_or_turn_the_page_round_are_refused(name: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rules.clean_name(name)


def test_two_ways_to_write_the_same_name_are_one() -> None:
    assert rules.clean_name("A\u030ase") == rules.clean_name("Åse")
    assert rules.clean_login("ÅSE") == rules.clean_login("a\u030ase") == "åse"


@pytest.mark.parametrize("login", ["a", "", "a b", ".a", "a.", "a@b", "a" * 61, "a/b", "a\x00b", "_a"])
def test_sign_in_names_that_cannot_be(login: str) -> None:
    with pytest.raises(ValueError, match="login"):
        rules.clean_login(login)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_cleaned_or_refused(text: str) -> None:
    for clean in (rules.clean_name, rules.clean_login, rules.clean_slug, rules.normal_typed_code, rules.split_sign_in_name):
        try:
            clean(text)
        except ValueError:
            continue
    weakness(text, text, "Anna")
    rules.digest(text)


@given(st.integers(1, 4))
def test_a_typed_code_reads_back_as_it_was_made(groups: int) -> None:
    code = rules.new_typed_code(groups)
    spoilt = code.lower().replace("-", " – ").replace("0", "o").replace("1", "I")
    assert rules.normal_typed_code(spoilt, groups) == code.replace("-", "")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elleve tegn", "short"),
        ("x" * 1001, "long"),
        ("aaaaaaaaaaaaaa", "repeated"),
        ("heiheiheihei1", "repeated"),
        ("qwertyuiop12", "walk"),
        ("1q2w3e4r5t6y", "walk"),
        ("asdfghjkløæ1", "walk"),
        ("987654321098", "walk"),
        ("2026-11-22 08:15", "digits"),
        ("Nattugla2026!", "own"),
        ("fjordvik-kommune", "own"),
        ("P@ssw0rd12345", "common"),
        ("Sommer2026!!!!", "common"),
        ("velkommentil1", "common"),
        ("ladestasjonen", "common"),
        ("correcthorsebatterystaple", "common"),
    ],
)
def test_what_everybody_would_guess_is_refused(password: str, why: str) -> None:
    assert weakness(password, "nattugla", "Nattugla", "fjordvik", "Fjordvik kommune") == why


@pytest.mark.parametrize(
    "password",
    [
        "tre troll under brua",
        "en rolig kveld i mars",
        "fjellrev-under-brua",
        "Nattugla flyr over fjellet",
        "kjøttkaker i brun saus",
        "vX9-kLw2_Qp7z",
    ],
)
def test_a_few_words_of_ones_own_are_enough(password: str) -> None:
    assert weakness(password, "nattugla", "Nattugla", "fjordvik", "Fjordvik kommune") is None


def test_the_list_of_common_words_is_a_few_hundred_in_small_letters() -> None:
    words = strength.common_words()
    assert len(words) > 500
    assert all(word == word.casefold() for word in words)


def test_a_password_is_one_on_every_keyboard_and_unknown_people_have_none() -> None:
    kept = passwords.hashed("blåbærsyltetøy på brød")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "bla\u030abærsyltetøy pa\u030a brød")
    assert not passwords.matches(kept, "blåbærsyltetøy på brø")
    assert not passwords.matches(None, "nobody")
    assert not passwords.matches("no hash", "nobody")


@pytest.mark.parametrize(
    ("role", "unit", "held", "other"),
    [
        ("lead", 1, [("safety_rep", 1)], "safety_rep"),
        ("lead", 1, [("safety_rep", 2)], None),
        ("lead", 1, [("lead", 1)], None),
        ("union_rep", 1, [("workplace_admin", None)], "workplace_admin"),
        ("workplace_admin", None, [("supporter", None), ("lead", 7)], "lead"),
        ("supporter", None, [("workplace_admin", None), ("lead", 1)], None),
    ],
)
def test_two_hats(role: str, unit: int | None, held: list[tuple[str, int | None]], other: str | None) -> None:
    assert rules.clash(role, unit, held) == other


@pytest.mark.parametrize("path", [None, "", "evil.no", "//evil.no", "/\\evil.no", "https://evil.no", "/a\nb", "/\u202e"])
def test_only_our_own_pages_come_after_signing_in(path: str | None) -> None:
    assert rules.safe_next(path) == "/"


def test_a_password_given_just_now_counts_for_a_quarter_of_an_hour() -> None:
    now = datetime(2026, 11, 2, 8, tzinfo=UTC)
    given_at = int(now.timestamp())
    assert rules.is_anew(given_at, now + timedelta(minutes=15))
    assert not rules.is_anew(given_at, now + timedelta(minutes=16))
    assert not rules.is_anew(given_at, now - timedelta(minutes=1))
    assert not rules.is_anew(None, now)
    assert not rules.is_anew("x", now)
