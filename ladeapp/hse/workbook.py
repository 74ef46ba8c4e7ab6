"""Measures and risks as a workbook: days are days, and whatever begins like a formula is text and stays it."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from xlsxwriter import Workbook

from ..sheets import is_formula
from .models import WorkMeasure, WorkRisk
from .paper import Cell, heads, risk_heads, risk_rows, rows

WIDTHS = (42, 32, 12, 14, 24, 12, 12, 14, 42, 42, 12)  # characters, a column each
RISK_WIDTHS = (42, 24, 18, 32, 12, 12, 10, 42, 12, 12, 42)
DAY = 14  # the spreadsheet's own short date: as whoever opens it writes days
NOTHING_CALCULATES = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TOP = {"valign": "top", "text_wrap": True}


def workbook(measures: Iterable[WorkMeasure], risks: Sequence[WorkRisk], workplace: str, today: date) -> bytes:
    """An XLSX file with two sheets, made in memory."""
    file, title = io.BytesIO(), _("Risks and measures")
    with Workbook(file, NOTHING_CALCULATES) as book:
        book.set_properties({"title": f"{title} · {workplace}", "author": workplace, "created": today})
        _sheet(book, _("Measures"), WIDTHS, heads(), rows(measures, {risk.id: risk for risk in risks}))
        _sheet(book, _("Risks"), RISK_WIDTHS, risk_heads(), risk_rows(risks))
    return file.getvalue()


def _sheet(book: Workbook, title: str, widths: Sequence[int], names: Sequence[str], told: Iterable[list[Cell]]) -> None:
    sheet = book.add_worksheet(title[:31])
    words, day, quoted = (book.add_format(TOP | more) for more in ({}, {"num_format": DAY}, {"quote_prefix": True}))
    head = book.add_format(TOP | {"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(told, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(last, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(last, column, value, words)
            elif value:
                sheet.write_string(last, column, value, quoted if is_formula(value) else words)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
