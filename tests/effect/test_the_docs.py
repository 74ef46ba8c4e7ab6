"""What docs/instruments.md tells of the scales is what is shipped."""

from pathlib import Path

from ladeapp.effect.instruments import instruments
from tools import instruments as tool

DOCS = Path(__file__).resolve().parents[2] / "docs/instruments.md"


def test_the_table_in_the_docs_is_what_the_tool_prints(capsys) -> None:
    assert tool.main() == 0
    assert capsys.readouterr().out.strip() in DOCS.read_text()


def test_every_scale_is_told_of_and_none_that_is_named_as_not_shipped_is_there() -> None:
    told, not_shipped = DOCS.read_text().split("## Not shipped")
    for one in instruments():
        assert f"`{one.key}`" in told
        assert f"`{one.key}`" not in not_shipped
