"""What may be typed about oneself: an e-mail address."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length, Regexp


class AddressForm(FlaskForm):
    address = StringField(
        _l("E-mail address"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=200, message=_l("That address is too long.")),
            Regexp(
                r"(?!.*=\?)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\Z",
                message=_l("Write it like name@example.no."),
            ),
        ],
    )
