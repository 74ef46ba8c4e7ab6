"""What a team has written on its card, for the demo."""

from ..people.models import Team
from . import actions, queries
from .slides import prompts

LINES = (
    "klart til fem minutter på stillerommet, og en annen tar telefonen.",
    "avtale ved vaktstart hvem som går når, og hvem som har pasientene imens.",
    "«takk for at du sa det», og ser på hvorfor det var så lett å gjøre.",
    "om det er noe du vil legge fra deg her før du går hjem.",
    "bestemme hva som kan vente når vi er for få.",
)


def fill(team: Team, by: str) -> None:
    actions.write_card(team.id, by, prompts("nb"), LINES, queries.Card(team, ()).seen)
