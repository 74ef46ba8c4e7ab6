"""Every component in its states, to look at; composed in demo mode only."""

from .views import bp as bp
