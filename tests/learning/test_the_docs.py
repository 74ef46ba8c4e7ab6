"""What docs/content.md tells of the shelves is what is on them."""

import re
from pathlib import Path

from ladeapp.learning import library
from tools import content

DOCS = Path(__file__).resolve().parents[2] / "docs" / "content.md"


def test_the_table_in_the_docs_is_what_the_tool_prints(capsys):
    assert content.main() == 0
    assert capsys.readouterr().out.strip() in DOCS.read_text()


def test_every_item_has_five_questions_and_its_claims_in_the_docs():
    told = DOCS.read_text()
    for item in library.items():
        part = re.split(rf"\n`{item.series}/\d+-{item.slug}`\n", told)[-1].partition("\n### ")[0]
        assert len(re.findall(r"^\d\. .+ – .+\(kort \d", part, re.MULTILINE)) == 5, item.key
        assert part.count("\n| ") > 2, item.key
