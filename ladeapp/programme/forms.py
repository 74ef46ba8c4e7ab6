"""What may be sent with a film: its title, what it belongs to, captions and their language."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, SelectChoice, SelectField, StringField, ValidationError

from ..i18n import NAMES
from ..people.rules import clean_name
from . import captions, words
from .store import Draft

TITLE_LONGEST = 80  # characters
TITLES = {
    "empty": _l("Give it a title."),
    "long": _l("That is long. Eighty characters is the most."),
    "hidden": _l("There are characters in it that cannot be seen. Write it once more."),
}
FILMS = {
    "none": _l("Choose a file with the film or the sound."),
    "kind": _l("That is not MP4, WebM or M4A. Save it as one of these and choose it once more."),
    "large": _l("That is more than 300 MB. Make it shorter, or save it in a lower quality."),
    "full": _l("There is not room for it: a workplace has 2 GB. Remove a film first."),
    "disk": _l("The server's disk is full. Nothing was kept. Tell whoever runs Ladeapp here."),
}


class FilmForm(FlaskForm):
    """After `validate`, `.draft` is the film and `.text` its captions."""

    item = SelectField(_l("What it belongs to"), validate_choice=False)
    title = StringField(_l("Title"))
    film = FileField(_l("Video or sound"), description=_l("MP4, WebM or M4A, at most 300 MB."))
    captions = FileField(
        _l("Captions"), description=_l("What is said, as text: a WebVTT file (.vtt). For those who cannot hear it, or are on the bus.")
    )
    language = SelectField(
        _l("The captions' language"), choices=[SelectChoice(key, name) for key, name in NAMES.items()], validate_choice=False
    )

    draft: Draft
    text: str

    def validate_item(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(words.REFUSALS["item"])

    def validate_language(self, field: SelectField) -> None:
        if field.data not in NAMES:
            raise ValidationError(_("Choose one from the list."))

    def validate_title(self, field: StringField) -> None:
        try:
            field.data = clean_name(" ".join((field.data or "").split()), TITLE_LONGEST)
        except ValueError as wrong:
            raise ValidationError(TITLES[str(wrong)]) from None

    def validate_film(self, field: FileField) -> None:
        draft = _draft(field)
        why = "none" if draft is None or not (draft.size or draft.refused) else draft.refused or ("kind" if not draft.kind else None)
        if why:
            raise ValidationError(FILMS[why])
        assert draft is not None
        self.draft = draft

    def validate_captions(self, field: FileField) -> None:
        draft = _draft(field)
        if draft is None or not (draft.size or draft.refused):
            raise ValidationError(_("Choose a file with captions. Without them it is not for everyone."))
        if draft.refused == "disk":
            raise ValidationError(FILMS["disk"])
        if draft.refused or draft.size > captions.LARGEST:
            raise ValidationError(words.why(captions.Wrong("large" if draft.size > captions.LARGEST else "header")))
        draft.seek(0)
        try:
            self.text = captions.read(draft.read())
        except captions.Wrong as wrong:
            raise ValidationError(words.why(wrong)) from None


def _draft(field: FileField) -> Draft | None:
    stream = getattr(field.data, "stream", None)
    return stream if isinstance(stream, Draft) else None
