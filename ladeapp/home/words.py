"""The words that the home page's scripts may say."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "saved_today": _l("Saved on the phone."),
    "check_in": _l("Check in"),
    "check_in_again": _l("Check in again"),
    "experiment_due": _l("It is time to look back on your experiment."),
    "unsent": _l("Not sent yet. It goes by itself."),
    "copied": _l("Copied."),
    "not_copied": _l("Press and hold the address to copy it."),
    "survey_given": _l("You have answered. You can change it until it closes"),
    "sign_in_needed": _l("Sign in to send. Your check-in is safe here."),
}
