"""Cellar: words in a file that a spreadsheet opens stay words; none of them calculates."""

import re

_FORMULA = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # as js/people/csv.js


def is_formula(value: object) -> bool:
    """Whether a spreadsheet might calculate with these words."""
    return isinstance(value, str) and bool(value) and (bool(_FORMULA.match(value)) or value[0] in "\t\r\n")


def cell(value: object) -> str:
    """A value of a CSV: what begins like a formula has an apostrophe before it."""
    return f"'{value}" if is_formula(value) else str(value)
