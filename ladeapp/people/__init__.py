"""Hall: organisations, teams, roles, invitations, sign-in, sessions and devices."""

from .models import Person as Person
