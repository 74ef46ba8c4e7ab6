"""The pwa room: what makes the pages an app that is installed, opens without coverage and is brought up to date."""

from .views import bp as bp
