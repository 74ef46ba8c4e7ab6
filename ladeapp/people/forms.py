"""What may be typed to get in and to set up a workplace; every refusal says what to do."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from . import rules, strength

REFUSALS = {
    "empty": _l("Write a name."),
    "long": _l("That is long. Eighty characters is the most."),
    "hidden": _l("There are characters in it that cannot be seen. Write it once more."),
    "login": _l("Use 2 to 60 letters and digits, with dots or hyphens between them if you like."),
    "slug": _l("Use 2 to 40 of a–z, digits and hyphens."),
    "typed": _l("That code is not whole. It is ten letters and digits."),
    "reset": _l("That code is not whole. It is twenty letters and digits."),
}
WEAK = {
    "short": _l("Make it at least twelve characters. Three or four words of your own are easy to remember."),
    "long": _l("That is longer than a thousand characters. Make it shorter."),
    "repeated": _l("The same over and over is guessed at once. Take three or four words of your own."),
    "walk": _l("Keys in a row are guessed at once. Take three or four words of your own."),
    "digits": _l("Digits alone are guessed soon. Take three or four words of your own."),
    "own": _l("Your own name or the workplace's is guessed first. Take words that have nothing to do with you."),
    "common": _l("That is among the first that are tried. Add a couple of words of your own."),
}
ROLES = {
    "lead": _l("Team lead"),
    "safety_rep": _l("Safety representative"),
    "union_rep": _l("Union representative"),
    "supporter": _l("Trained supporter"),
    "workplace_admin": _l("Workplace administrator"),
}


def choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """What a field offers: value → words."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def shown_name(form: FlaskForm, field: Field) -> None:
    _clean(field, rules.clean_name)


def login(form: FlaskForm, field: Field) -> None:
    _clean(field, rules.clean_login)


def strong(form: FlaskForm, field: Field) -> None:
    """Long enough, and not among the first that are tried; `form.own` are names it must not lean on."""
    if fault := strength.weakness(field.data or "", *form.own_names()):
        raise ValidationError(WEAK[fault])


class Names:
    """What a new password must not be made of: other fields here, and what the view adds."""

    also: tuple[str, ...] = ()

    def own_names(self) -> tuple[str, ...]:
        typed = (getattr(self, field, None) for field in ("login", "name", "slug", "workplace_name"))
        return (*self.also, *(field.data or "" for field in typed if field is not None))


class SignInForm(FlaskForm):
    name = StringField(_l("Sign-in name"), [DataRequired(_l("Write your sign-in name.")), Length(max=200)])
    password = PasswordField(_l("Password"), [DataRequired(_l("Write your password.")), Length(max=strength.LONGEST)])


class PasswordForm(FlaskForm):
    password = PasswordField(_l("Password"), [DataRequired(_l("Write your password.")), Length(max=strength.LONGEST)])


class JoinForm(Names, FlaskForm):
    name = StringField(_l("What shall we call you?"), [shown_name], description=_l("Colleagues see it. A made-up name will do."))
    login = StringField(_l("Sign-in name"), [login])
    password = PasswordField(_l("Password"), [strong], description=_l("At least twelve characters. Three or four words will do."))


class SetUpForm(JoinForm):
    workplace_name = StringField(_l("The workplace's name"), [shown_name])
    slug = StringField(_l("Short name"), description=_l("Comes after the @ in everyone's sign-in name. It cannot be changed later."))

    def validate_slug(self, field: Field) -> None:
        _clean(field, rules.clean_slug)


class TypedCodeForm(FlaskForm):
    code = StringField(_l("The code on the poster"), description=_l("Ten letters and digits."))

    def validate_code(self, field: Field) -> None:
        _clean(field, rules.normal_typed_code, "typed")


class RecoverForm(Names, FlaskForm):
    name = StringField(_l("Sign-in name"), [DataRequired(_l("Write your sign-in name.")), Length(max=200)])
    proof = HiddenField()
    password = PasswordField(_l("New password"), [strong], description=_l("At least twelve characters. Three or four words will do."))


class ResetForm(Names, FlaskForm):
    name = StringField(_l("Sign-in name"), [DataRequired(_l("Write your sign-in name.")), Length(max=200)])
    code = StringField(_l("The code from the administrator"), description=_l("Twenty letters and digits. Case and hyphens do not matter."))
    password = PasswordField(_l("New password"), [strong], description=_l("At least twelve characters. Three or four words will do."))

    def validate_code(self, field: Field) -> None:
        _clean(field, lambda text: rules.normal_typed_code(text, groups=4), "reset")


class NewPasswordForm(Names, FlaskForm):
    password = PasswordField(_l("New password"), [strong], description=_l("At least twelve characters. Three or four words will do."))


class UnitForm(FlaskForm):
    name = StringField(_l("Name of the unit"), [shown_name], description=_l("A ward, an office, a home."))


class TeamForm(FlaskForm):
    name = StringField(_l("Name of the team"), [shown_name])
    word = RadioField(
        _l("What does the team call a working day?"), choices=choices({"shift": _l("the shift"), "day": _l("the day")}), default="shift"
    )


class InvitationForm(FlaskForm):
    role = RadioField(
        _l("Who is invited?"), choices=choices({"member": _l("Members of the team"), "supporter": ROLES["supporter"]}), default="member"
    )
    days = RadioField(
        _l("How long is it open?"), choices=choices({"1": _l("One day"), "7": _l("One week"), "30": _l("Thirty days")}), default="7"
    )


class MoveForm(FlaskForm):
    team = SelectField(_l("Team"), coerce=int)


class RoleForm(FlaskForm):
    role = RadioField(
        _l("Role"),
        [DataRequired(_l("Choose a role."))],
        choices=choices({role: ROLES[role] for role in ROLES if role != "workplace_admin"}),
    )  # an administrator is made by three keys: accords
    team = SelectField(_l("Which team?"), id="role-team", coerce=int)  # the other form of its page has a team too
    unit = SelectField(_l("Which unit?"), coerce=int)


class LanguageForm(FlaskForm):
    language = RadioField(_l("Language"))


class Button(FlaskForm):
    """A form with nothing to type: its token alone."""


def _clean(field: Field, clean: Any, slug: str | None = None) -> None:
    try:
        field.data = clean(field.data or "")
    except ValueError as refused:
        raise ValidationError(REFUSALS[slug or str(refused)]) from None
