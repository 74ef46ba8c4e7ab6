"""Kinds of fields in the partsgruppe's forms: words of a length, one of several. What is refused is said in a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, SelectChoice
from wtforms.validators import ValidationError

from ..people.rules import clean_name
from . import rules

REFUSALS = {
    "empty": _l("Write something here."),
    "hidden": _l("There are characters in it that cannot be seen. Write it once more."),
}


def said(
    most: int = rules.LONG, needed: bool = True, clean: Callable[[str, int], str] = rules.clean_text
) -> Callable[[FlaskForm, Field], None]:
    """Words of at most `most` characters, kept as they are meant to be."""

    def check(form: FlaskForm, field: Field) -> None:
        if not needed and not (field.data or "").strip():
            field.data = ""
            return
        try:
            field.data = clean(field.data or "", most)
        except ValueError as refused:
            if str(refused) == "long":
                raise ValidationError(
                    _(
                        "That is %(n)s characters; there is room for %(most)s. Shorten it: it stands here still.",
                        n=format_decimal(len(field.data.replace("\r\n", "\n").strip())),
                        most=format_decimal(most),
                    )
                ) from None
            raise ValidationError(REFUSALS[str(refused)]) from None

    return check


def line(most: int = rules.LINE, needed: bool = True) -> Callable[[FlaskForm, Field], None]:
    return said(most, needed, clean_name)


def one_of(form: FlaskForm, field: Field) -> None:
    if not field.data or field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(_("Choose one of these."))


def choices(said: Mapping[Any, object]) -> list[SelectChoice]:
    return [SelectChoice(str(value), text) for value, text in said.items()]
