"""`python -m bench.peer.fill PERIOD CLOSES`: tables, people, thirteen numbers, and sessions, told as JSON on one line."""

import json
import os
import sys
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.peer.settings")
PEOPLE, A_TEAM = 72, 12


def main(period: str, closes: datetime) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # ours, which refer to theirs
    print(json.dumps([_sign_in(user) for user in _people(period, closes)]))


def _people(period: str, closes: datetime) -> list:
    from django.contrib.auth.models import User

    from .models import Membership, Release, Roster, Team

    teams = [Team.objects.create(name=f"Team {n}") for n in range(PEOPLE // A_TEAM)]
    users = [User.objects.create_user(f"user{n}") for n in range(PEOPLE)]
    for n, user in enumerate(users):
        team = teams[n // A_TEAM]
        Membership.objects.create(user=user, team=team)
        Roster.objects.create(period=period, user=user, team=team, counted=True, closes=closes)
    for team in teams:
        Release.objects.bulk_create(Release(team=team, period=f"2025-P{n:02}", level_tenths=40 + 5 * (n % 5)) for n in range(1, 14))
    return users


def _sign_in(user) -> dict[str, str]:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    csrf = f"{user.pk:032d}"
    return {"Cookie": f"sessionid={session.session_key}; csrftoken={csrf}", "X-CSRFToken": csrf}


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]))
