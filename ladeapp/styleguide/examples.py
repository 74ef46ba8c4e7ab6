"""Invented numbers and a form with mistakes in it, for the page of components."""

from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

SCREENS = ("check-in", "charge", "home", "station", "team")

LEVELS = (4.0, 4.5, 4.5, 5.0, None, 5.5, 5.0, 5.5, 6.0, 6.0, None, 5.0, 4.5)
TICKS = {0: "jan", 6: "juni", 12: "nov"}

Point = dict[str, Any]


class ExampleForm(FlaskForm):
    name = StringField(
        "Navn",
        [InputRequired("Skriv et navn. Et kallenavn holder.")],
        description="Slik kollegaene dine ser deg. Et kallenavn holder.",
    )
    password = PasswordField("Passord", [Length(min=12, message="Passordet må ha minst 12 tegn.")])
    unit = SelectField("Enhet", choices={"1": "Sengepost 3", "2": "Hjemmetjenesten, Arbeidsmiljøutvalget"})
    role = RadioField(
        "Hva jobber du som?",
        [InputRequired("Velg det som passer best.")],
        choices={"a": "helsefagarbeider", "b": "sykepleier", "c": "barnevernspedagog"},
    )
    why = TextAreaField("Hva vil dere prøve?", description="Temaer, ikke detaljer. Ingen pasienter eller brukere.")
    agree = BooleanField("Jeg har lest hva lederen min ser")


def example_form(prefix: str) -> ExampleForm:
    """The form as it comes back: something typed, something missing."""
    typed = {"password": "kort", "unit": "1", "why": "Rullerende pause på følelsesmessig krevende vakter."}
    data = MultiDict({f"{prefix}-{name}": text for name, text in typed.items()})
    form = ExampleForm(data, prefix=prefix, meta={"csrf": False})
    form.validate()
    return form


def released() -> list[Point]:
    """Thirteen periods of a team, two of them without a number."""
    return [{"label": f"periode {n + 1}", "tick": TICKS.get(n, ""), "level": level} for n, level in enumerate(LEVELS)]


def weeks() -> list[Point]:
    """A fortnight of one person: load 0–10 or none, charge 0–4 or none, placed on a drawing 320 wide."""
    loads = (3, 5, None, 7, 8, 4, None, 2, 6, 9, 5, 3, None, 4)
    charges = (3, 2, None, 1, 0, 2, None, 4, 2, 1, 2, 3, None, 3)
    pairs = zip(loads, charges, strict=True)
    return [{"x": 36 + n * 20, "load": load, "charge": charge, "day": "mtotfls"[n % 7]} for n, (load, charge) in enumerate(pairs)]
