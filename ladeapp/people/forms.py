"""What may be typed to get in and to set up a workplace; every refusal says what to do."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length

PASSWORD_MAX = 1000


class SignInForm(FlaskForm):
    name = StringField(_l("Sign-in name"), [DataRequired(_l("Write your sign-in name.")), Length(max=200)])
    password = PasswordField(_l("Password"), [DataRequired(_l("Write your password.")), Length(max=PASSWORD_MAX)])


def typed(form: Any) -> dict[str, Any]:
    """The form's values without its token."""
    return {name: value for name, value in form.data.items() if name != "csrf_token"}
