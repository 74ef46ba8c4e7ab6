"""What may be typed to come to a station, and chosen of what is offered."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length

WORDS_MAX = 80  # characters; four words have far fewer


class CodeForm(FlaskForm):
    code = StringField(
        _l("The four words"),
        [DataRequired(_l("Write the four words.")), Length(max=WORDS_MAX, message=_l("That is more than four words."))],
        description=_l("They stand on your colleague's phone. Spaces or hyphens, capitals or not: it is all the same."),
    )


class OfferForm(FlaskForm):
    """One protocol's row on the page of offers; the page carries one token for all of them."""

    class Meta:
        csrf = False  # of the single row; the request as a whole is checked like any other

    offered = BooleanField(_l("Offered"))
    stretch = SelectField(
        _l("Time"),
        choices=[
            SelectChoice(100, _l("As it is")),
            SelectChoice(125, _l("A quarter longer")),
            SelectChoice(150, _l("Half as long again")),
            SelectChoice(200, _l("Twice as long")),
        ],
        coerce=int,
    )
