"""The letter to staff and the assessment of data protection: filled from the settings, honest, and left for people to finish."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask_babel import force_locale, gettext

from ladeapp import kept
from ladeapp.config import LANGUAGES
from ladeapp.effect import asking
from ladeapp.hse import drafts, facts
from tests.cast import ADMIN, ANNA, LEAD, SAFETY
from tests.hse.conftest import DISCUSSED

FILL = {"nb": "Fyll inn", "nn": "Fyll inn", "en": "Fill in"}


def shape(text):
    """Headings, lists, tables and slots, without the words."""
    kinds = [
        (line.split(" ")[0] if re.match(r"#+ |- |\d\. ", line) else "|" * line.count("|"), len(drafts.MARK.findall(line)))
        for line in text.split("\n")
    ]
    return kinds, [slot[0] for slot in drafts.SLOT.findall(text)], sum(bool(slot[1]) for slot in drafts.SLOT.findall(text))


@pytest.mark.parametrize("draft", drafts.DRAFTS)
def test_it_is_the_same_paper_in_every_language(draft):
    first = shape(drafts.text(draft, "nb"))
    for language in LANGUAGES:
        assert shape(drafts.text(draft, language)) == first, language
        marks = [
            *drafts.MARK.findall(drafts.text(draft, language)),
            *(slot[1] for slot in drafts.SLOT.findall(drafts.text(draft, language)) if slot[1]),
        ]
        assert all(mark.startswith(FILL[language]) for mark in marks), language


@pytest.mark.parametrize("draft", drafts.DRAFTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_open_that_nobody_is_told_to_fill_in(room, draft, language):
    text = room.world.phone(SAFETY).get(f"/work/papers/{draft}/{language}.md").text
    assert not drafts.SLOT.search(text)
    assert "[[]]" not in text
    assert "[[None]]" not in text
    assert FILL[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_assessment_follows_article_35_and_concludes_nothing(language):
    text = drafts.text("dpia", language)
    for letter in "abcd":
        assert re.search(rf"35(\(7\)\({letter}\)| nr\. 7 bokstav {letter})", text), letter
    said = {"nb": "ikke gjort før dere har gjort den", "nn": "ikkje gjord før de har gjort henne", "en": "not made until you have made it"}
    assert said[language] in text
    conclusion = text.partition("## 7.")[2].partition("## 8.")[0]
    assert FILL[language] in conclusion


@pytest.mark.parametrize(("language", "weak"), [
    ("nb", ("i et år", "Den som styrer serveren", "Noen kan se at", "Ingen tall", "kan ikke tas tilbake")),
    ("nn", ("i eit år", "Den som styrer serveren", "Nokon kan sjå at", "Ikkje noko tal", "kan ikkje takast tilbake")),
    ("en", ("for a year", "Whoever controls the running server", "Somebody may see that", "No number", "cannot be taken back")),
])  # fmt: skip
def test_both_say_what_we_cannot_promise(language, weak):
    for draft in drafts.DRAFTS:
        text = drafts.text(draft, language).replace("heilt ", "").replace("helt ", "").replace("a whole year", "a year")
        assert all(words in text for words in weak), (draft, [words for words in weak if words not in text])


def test_it_is_filled_from_what_is_set_up_and_signed(room):
    room.begins()
    room.discusses()
    before = unescape(room.html(SAFETY, "/work/papers/letter/nb"))
    assert not any(DISCUSSED[part] in before for part in ("need", "duration", "consequences")), "not agreed yet"
    room.all_sign()
    told = {"Fjordvik kommune", "Leila", "Stein", "Unni", "Adam", DISCUSSED["need"], DISCUSSED["duration"], DISCUSSED["consequences"]}
    letter = unescape(room.html(SAFETY, "/work/papers/letter/nb"))
    assert all(each in letter for each in told)
    assert '<mark class="fill">Fyll inn: hvem som drifter serveren</mark>' in letter
    english = unescape(room.html(SAFETY, "/work/papers/letter/en"))
    assert re.search(r"The first period is from \d+ [A-Z][a-z]+ \d{4}\.", english), "days as in the rest of the English"
    assert re.search(r"Den første perioden er fra \d+\. [a-z]+ \d{4}\.", before), "and of the Norwegian, whatever the app speaks"
    assert "{" not in re.sub(
        r"<style.*?</style>|<script.*?</script>", "", letter[letter.index("<article") : letter.index("</article>")], flags=re.S
    )


def test_its_language_is_chosen_apart_from_the_apps(room):
    html = unescape(room.html(SAFETY, "/work/papers/dpia/nn"))
    assert '<html lang="en">' in html
    article = html[html.index("<article") : html.index("</article>")]
    assert 'lang="nn"' in article
    assert "Kor lenge" in article
    assert "As a PDF" in html
    assert "talet blir laga av fire veker, med litt støy (vanleg)" in article


def test_everybody_reads_them_and_whoever_finishes_them_takes_them_along(room):
    room.is_signed()
    for member, came in ((LEAD, "/work"), (ADMIN, "/workplace"), (ANNA, "/team/lead-view")):
        finishes = member is not ANNA
        papers = room.html(member, "/work/papers")
        assert f'<p class="overline"><a href="{came}">' in papers
        assert ("Drafts for you to finish" in papers) == finishes
        assert ('href="/work/pack"' in papers) == (member is LEAD)
        for draft in drafts.DRAFTS:
            html = room.html(member, f"/work/papers/{draft}/nb")
            assert DISCUSSED["need"] in html
            assert ("/nb.pdf" in html, "/nb.md" in html) == (finishes, finishes)
            assert ("This is a draft." in html) != finishes
    assert 'href="/work/papers"' in room.html(ADMIN, "/workplace")
    assert room.html(ANNA, "/team/lead-view").count('href="/work/papers"') == 1


ITALIC = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_page_is_called_in_the_papers_what_it_is_called_in_the_app(room, language):
    with room.world.inside(), force_locale(language):
        for draft in drafts.DRAFTS:
            pairs = zip(ITALIC.findall(drafts.text(draft, "en")), ITALIC.findall(drafts.text(draft, language)), strict=True)
            for english, said in pairs:
                assert said == str(gettext(english)) or english == "lasting", draft


LISTS = {"nb": "står på lista over teamet", "nn": "står på lista over teamet", "en": "stands on the team's list"}
COUNTED = {"nb": "hvor mange i et team", "nn": "kor mange i eit team", "en": "how many in a team"}
OTHERS = {"nb": "verneombud, tillitsvalgte og administrator", "nn": "verneombod, tillitsvalde og administrator",
          "en": "safety reps, union reps and "}  # fmt: skip
CLEAR = {"nb": "helst ikke vil møte | Databasen, i klartekst", "nn": "helst ikkje vil møte | Databasen, i klartekst",
         "en": "would rather not meet | The database, in clear text"}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_promised_more_than_the_app_keeps(language):
    for draft in drafts.DRAFTS:
        text = drafts.text(draft, language)
        assert LISTS[language] in text, "colleagues see who has an account"
        assert COUNTED[language] in text, "whoever steals the database can count answers"
        assert OTHERS[language] in text, "more people than the lead read the team's number"
    assert CLEAR[language] in drafts.text("dpia", language)


@pytest.mark.parametrize(("language", "said"), [
    ("nb", "høyst fire i året, med høyst seks skalaer"),
    ("nn", "høgst fire i året, med høgst seks skalaer"),
    ("en", "at most four a year, with at most six scales"),
])  # fmt: skip
def test_rounds_of_questions_are_as_rare_and_as_short_as_the_app_holds_them(language, said):
    assert (asking.MOST_WAVES, asking.MOST_SCALES) == (4, 6)
    assert said in drafts.text("dpia", language)


def test_how_long_things_are_kept_are_the_numbers_that_the_jobs_keep_to(room, monkeypatch):
    for name in ("SESSION", "SUBSCRIPTION", "HELPS", "SHIFT", "LEFT", "DELIVERED", "INCIDENT", "BACKUP", "ERASURE"):
        with monkeypatch.context() as patch:
            patch.setattr(kept, name, timedelta(days=4321))
            assert "4321 days" in room.html(SAFETY, "/work/papers/dpia/en"), name


def test_what_a_workplace_is_called_is_words(room):
    room.world.run(
        "UPDATE workplace SET name = :name WHERE slug = 'fjordvik'", name="*Fjord* <b>vik</b> [x](http://evil.example) | `a` [[b]] {k}"
    )
    html = room.html(SAFETY, "/work/papers/dpia/nb")
    article = unescape(html[html.index("<article") : html.index("</article>")])
    assert "*Fjord* <b>vik</b> [x](http://evil.example) | `a`" in article
    assert "&lt;b&gt;vik" in html
    assert 'href="http' not in html[html.index("<article") :]


@pytest.mark.parametrize(
    "address", ["/work/papers/dpia/xx", "/work/papers/other/nb", "/work/papers/dpia/NB.md", "/work/papers/..%2f..%2fnb/nb.pdf"]
)
def test_no_other_paper_is_there(room, address):
    assert room.world.phone(SAFETY).get(address).status_code == 404


def test_every_fact_has_its_place_in_a_paper(room):
    with room.world.inside():
        known = set(facts.of(room.world.team().unit.workplace))
    used = {slot[0] for draft in drafts.DRAFTS for slot in drafts.SLOT.findall(drafts.text(draft, "nb"))}
    assert known == used
