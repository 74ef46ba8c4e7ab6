"""How a day is written."""

from datetime import date

import pytest
from flask import render_template_string
from flask_babel import force_locale

from ladeapp.i18n import dated

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("language", "whole", "short", "weekday"),
    [
        ("nb", "27. november 2026", "27. nov.", "fredag 27. november"),
        ("nn", "27. november 2026", "27. nov.", "fredag 27. november"),
        ("en", "27 November 2026", "27 Nov", "Friday 27 November"),
    ],
)
def test_a_day_is_written_as_people_here_write_it_on_pages_too(app, language, whole, short, weekday):
    with app.test_request_context(), force_locale(language):
        assert (dated(DAY), dated(DAY, "d. MMM"), dated(DAY, "EEEE d. MMMM")) == (whole, short, weekday)
        assert render_template_string("{{ day|dateformat }}", day=DAY) == whole
