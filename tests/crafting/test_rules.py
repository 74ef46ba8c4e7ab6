"""What a suggestion may be, at which length it is sealed, and when those that wait are delivered."""

from datetime import date

import pytest

from ladeapp.crafting import rules

TODAY = date(2026, 7, 13)


@pytest.mark.parametrize("words", ["a", "æ" * 600, "😀" * 600, "Først\nså\n\nslutt", "👩‍⚕️ spør", "שלום"])
def test_any_words_in_any_script_are_sealed_at_one_length_and_come_back_whole(words: str) -> None:
    assert rules.cleaned(words) == words
    assert len(rules.padded(words)) == rules.SPACE
    assert rules.unpadded(rules.padded(words)) == words


def test_six_hundred_characters_and_not_one_more() -> None:
    assert rules.cleaned("  " + "x" * 600 + "\n")
    with pytest.raises(ValueError, match="long"):
        rules.cleaned("x" * 601)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n\t"])
def test_nothing_is_no_suggestion(nothing: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        rules.cleaned(nothing)


@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\x07", "\u00ad", "\ue000"])
def test_what_cannot_be_seen_could_mark_whose_it_is(mark: str) -> None:
    with pytest.raises(ValueError, match="hidden"):
        rules.cleaned(f"Kan vi{mark} samle telefonene?")


def test_line_breaks_do_not_tell_which_machine_it_was_written_on() -> None:
    assert rules.cleaned("en\r\nto\rtre") == "en\nto\ntre"


def test_what_was_never_padded_is_no_suggestion() -> None:
    for filled in (b"", b"\0" * 10, b"\xff" * rules.SPACE, (3).to_bytes(2) + b"\xff\xfe\xfd" + bytes(rules.SPACE - 5)):
        with pytest.raises(ValueError):
            rules.unpadded(filled)


def waiting(*tags: bytes) -> list[tuple[bytes, str]]:
    return [(tag, tag.decode()) for tag in tags]


def test_three_are_enough_and_all_that_wait_come_at_once() -> None:
    assert rules.delivered(waiting(b"a", b"b"), frozenset()) == []
    assert sorted(rules.delivered(waiting(b"a", b"b", b"c"), frozenset())) == ["a", "b", "c"]
    assert len(rules.delivered(waiting(b"a", b"b", b"c", b"d", b"e"), frozenset())) == 5


def test_whoever_reads_the_box_is_not_one_of_the_three_but_hers_comes_along() -> None:
    assert rules.delivered(waiting(b"a", b"b", b"lead"), frozenset({b"lead"})) == []
    assert sorted(rules.delivered(waiting(b"a", b"b", b"c", b"lead"), frozenset({b"lead"}))) == ["a", "b", "c", "lead"]


def test_every_order_is_as_likely() -> None:
    """Six orders of three, 1200 times: each comes about 200 times, four deviations at most from it."""
    seen: dict[tuple[str, ...], int] = {}
    for _ in range(1200):
        order = tuple(rules.delivered(waiting(b"a", b"b", b"c"), frozenset()))
        seen[order] = seen.get(order, 0) + 1
    assert len(seen) == 6
    assert max(abs(times - 200) for times in seen.values()) < 4 * (1200 / 6 * 5 / 6) ** 0.5


def test_a_box_is_looked_into_once_a_day() -> None:
    assert rules.may_look(None, TODAY)
    assert rules.may_look(date(2026, 7, 12), TODAY)
    assert not rules.may_look(TODAY, TODAY)
    assert not rules.may_look(date(2026, 7, 14), TODAY)  # a clock that was set back looks no second time
