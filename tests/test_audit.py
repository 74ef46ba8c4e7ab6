"""The figures in docs/privacy.md are what the shipped rule gives: a glance at them always, all of them again in `make soak`."""

import re
from pathlib import Path
from statistics import fmean

import pytest

from audit import __main__ as audit
from audit import paper, report
from audit.certainty import _noise, certainty
from audit.figures import Figure, measure
from audit.publishing import STANDARD, STRICT, VENDORS, published, rules_for
from audit.world import SETTINGS, answer_chances, live
from audit.year import guesses
from ladeapp.trends import rules

DOCS = (Path(__file__).parents[1] / "docs" / "privacy.md").read_text()
LINES = [line for line in DOCS.splitlines() if re.match(r"\| .* \| \d+ \| \d+ % \|", line)]
GLANCE = 120  # teams


def documented():
    """(rule, size) → correlation, share of hits, RMSE and power after 4, 8 and 12 weeks, as the docs say."""
    found = {}
    for line in LINES:
        name, size, _, _, correlation, hit, rmse, power = (cell.strip(" *") for cell in line.strip("|").split("|"))
        first = [float(cell.split()[0]) for cell in (correlation, hit, rmse)]
        found[name, int(size)] = (first[0], first[1] / 100, first[2], *(int(share) / 100 for share in power.split()[0].split("/")))
    return found


def test_the_docs_tell_the_settings_the_seed_and_every_rule():
    assert f"World: {SETTINGS}. Teams: {audit.TEAMS} of each size. Seed: {audit.SEED}." in DOCS
    assert set(documented()) == {(rule.name, size) for size in audit.SIZES for rule in rules_for(size)}


@pytest.mark.parametrize(
    ("rule", "size"),
    [(STANDARD, 8), (STANDARD, 12), (STANDARD, 20), (STRICT, 20), (VENDORS[1], 12)],
    ids=lambda each: getattr(each, "name", str(each)),
)
def test_a_glance_at_the_shipped_rule_finds_what_the_docs_say(rule, size):
    """Other teams than those of the docs; four standard errors, so that one run in some thousands would be wrong about it."""
    (row,) = measure(size, GLANCE, "a glance", SETTINGS, [rule])
    for figure, told in zip((row.correlation, row.hit, row.rmse, *row.power), documented()[rule.name, size], strict=True):
        assert abs(figure.value - told) <= 4 * figure.error + 0.006


@pytest.mark.slow
def test_the_docs_are_what_make_audit_prints(capsys):
    assert audit.main([]) == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line in LINES] == LINES
    assert next(line for line in printed.splitlines() if line.startswith("Weak spot")) in DOCS


def test_a_rule_without_its_noise_is_found_out(capsys, monkeypatch):
    """Somebody "improves" the release: the audit must say so, with ✗ and 1."""
    monkeypatch.setattr(rules, "discrete_laplace", lambda scale, below: 0)
    monkeypatch.setattr(rules, "laplace_probability", lambda x, scale: x == 0)
    _noise.cache_clear()
    assert audit.main(["8", "--teams", "60"]) == 1
    _noise.cache_clear()
    assert "✗ STANDARD, 8: nobody is ever 80 % sure of an 8+" in capsys.readouterr().out


def test_the_same_seed_gives_the_same_table_and_another_another(capsys):
    tables = []
    for seed in ("one", "one", "two"):
        audit.main(["8", "--teams", "10", "--seed", seed])
        tables.append(capsys.readouterr().out.splitlines()[2:])
    assert tables[0] == tables[1] != tables[2]


@pytest.mark.parametrize(
    "words",
    [["1"], ["8", "--teams", "0"], ["x"], ["--set", "luck=1"], ["--set", "works=nan"], ["--set", "reports_sd=2"], ["--set", "reports=1"]],
)
def test_what_is_no_world_is_refused_in_a_sentence(words, capsys):
    with pytest.raises(SystemExit, match="2"):
        audit.main(words)
    assert "error:" in capsys.readouterr().err


def test_a_team_of_five_is_never_told_a_number_and_the_outsider_is_left_to_chance():
    (row,) = measure(5, 20, "five", SETTINGS, [STANDARD])
    assert (row.correlation.value, row.hit.value, row.rmse.value) == (0, pytest.approx(0.2), 0)
    assert "no number" in report.line(row)


def test_chances_of_answers_are_those_of_the_simulated_people():
    told = [round(load) for n in range(60) for week in live(12, 20, SETTINGS, f"chances {n}").loads for load in week]
    for answer, chance in enumerate(answer_chances(SETTINGS)):
        assert told.count(answer) / len(told) == pytest.approx(chance, abs=0.02)


def test_whoever_knows_all_others_reads_an_exact_mean_of_eight_like_an_open_book():
    assert certainty(VENDORS[0], 8, SETTINGS) == pytest.approx((1, 1))


def test_the_outsider_of_a_year_finds_whoever_stands_out_when_nothing_hides_her():
    """Five of six answer each time, week after week, exactly: one carries 8, the others 4."""
    told = [[None if person == week % 6 else 8.0 if person == 2 else 4.0 for person in range(6)] for week in range(52)]
    numbers = published(VENDORS[0], told, None)
    guessed = guesses(VENDORS[0], numbers, 6, SETTINGS)
    assert guessed.index(max(guessed)) == 2
    assert max(guessed) - sorted(guessed)[-2] > 1.5


def test_the_paper_is_held_to_what_chance_can_explain():
    assert paper.within(Figure(0.43, 0.002), 0.43, 3000)
    assert not paper.within(Figure(0.50, 0.002), 0.43, 3000)
    assert fmean(told.sure for told in paper.TABLE.values()) < 1
