"""How long each thing is kept: every number of privacy.md, section 9, told once. Jobs keep to them, and the page that says so reads them."""

from datetime import timedelta

SESSION = timedelta(days=30)  # a signed-in phone, without use
SUBSCRIPTION = timedelta(days=60)  # where a phone takes messages, unseen
ROSTER_PERIODS = 14  # who belonged to a team: as many periods after its own, then how many alone
MET = timedelta(weeks=6)  # who met whom, from the round's start; longer than any round
ROUND = timedelta(minutes=30)  # a group round on a shared screen, in memory alone, from its beginning; its answers only until it is ended
HELPS = timedelta(days=7)  # how often somebody has said yes
SHIFT = timedelta(days=2)  # a shift, after it ended
LOG = timedelta(days=5 * 365 + 1)  # what was done to a team, and what was decided
DELIVERED = timedelta(days=365)  # a suggestion that the partsgruppe has been given; what it decides because of one stands in its own papers
INCIDENT = timedelta(
    days=105
)  # which steps of a follow-up are done, from the day it was started: three months, and a fortnight for the last of them
LEFT = timedelta(days=90)  # diary and export of whoever has left the workplace
BACKUP = timedelta(days=35)
ERASURE = BACKUP + timedelta(days=7)  # that somebody has deleted everything: longer than any backup that knows her
