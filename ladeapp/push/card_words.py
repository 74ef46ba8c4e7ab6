"""What the phone says of its own messages and reminders: whether they arrive, and what was changed by itself."""

from flask_babel import lazy_gettext as _l

HEALTH = {
    "push_reached_reminder": _l("The last reminder reached this phone %(when)s."),
    "push_reached_message": _l("The last message reached this phone %(when)s."),
    "push_reached_none": _l("No message has come to this phone yet. A test message shows whether they do."),
    "push_checked": _l("Checked %(when)s: all in order."),
    "push_when_today": _l("today"),
    "push_when_yesterday": _l("yesterday"),
    "push_when_weekday": _l("on %(weekday)s"),
    "push_when_date": _l("on %(day)s %(month)s"),
    "push_when_at": _l("%(when)s at %(time)s"),
    "push_time": _l("%(hours)s:%(minutes)s"),
    "push_weekdays": _l("Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday"),
    "push_months": _l("January,February,March,April,May,June,July,August,September,October,November,December"),
    "push_arrived": _l("It came through."),
    "push_not_arrived": _l(
        "It has not come yet. See whether the phone is on do not disturb, whether notifications are allowed for the app, "
        "and whether power saving holds the browser back. Then try once more."
    ),
    "push_lost": _l("The browser has turned off messages on this phone. They come back by themselves when there is coverage."),
    "push_mend": _l("Turn on again now"),
    "push_tap_opens": _l("A tap on a reminder opens the scale."),
}
REMINDERS = {
    "push_title_reminders": _l("Would you like the reminders on this phone?"),
    "push_why_reminders": _l("The lock screen says only that there is a moment for you – nothing about how you are."),
    "push_is_on_reminders": _l("This phone gets your reminders."),
    "push_two": _l("Two words on the lock screen"),
    "push_two_hint": _l(
        "“Light” and “Heavy” instead of “Open” and “Not today”. The word stays in your diary alone, without a number. "
        "Others may see the buttons."
    ),
    "push_fewer_title": _l("Fewer reminders from now on"),
    "push_fewer": _l("The last three came at a bad time, it seems. From now on there are at most %(to)s a week, not %(from)s."),
    "push_fewer_fine": _l("That is fine"),
    "push_fewer_undo": _l("As many as before"),
    "push_fewer_undone": _l("As before: at most %(from)s a week."),
}

CARD_WORDS = HEALTH | REMINDERS
