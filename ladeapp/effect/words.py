"""What the scales say from JavaScript; the questions themselves are content, see instruments.py."""

from flask_babel import lazy_gettext as _l

SCALES = {
    "scale_place": _l("%(title)s · %(n)s of %(of)s"),
    "scale_new": _l("%(n)s questions"),
    "scale_last": _l("%(day)s: %(score)s"),
    "scale_better": _l("From %(lowest)s to %(highest)s. Higher is better."),
    "scale_worse": _l("From %(lowest)s to %(highest)s. Higher is heavier."),
    "scale_low": _l("Towards %(lowest)s: %(words)s"),
    "scale_high": _l("Towards %(highest)s: %(words)s"),
    "scale_few": _l("Answer at least %(least)s of the %(n)s questions, then there is a number."),
    "scale_all": _l("Answer all %(n)s questions, then there is a number."),
    "scale_picture": _l("%(title)s over time, from %(lowest)s to %(highest)s. %(list)s"),
    "scale_kept": _l("Saved on the phone."),
    "scale_not_kept": _l("This phone has no diary, so what you answer here is gone when you leave the page."),
    "remove": _l("Remove"),
    "remove_of": _l("Remove %(words)s"),
    "removed": _l("Removed: %(words)s"),
    "undone": _l("It is back."),
    "months": _l("January,February,March,April,May,June,July,August,September,October,November,December"),
    "day_month": _l("%(day)s %(month)s"),
    "day_year": _l("%(day)s %(year)s"),
}

WORDS = SCALES
