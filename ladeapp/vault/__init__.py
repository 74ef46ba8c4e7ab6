"""Hall: the encrypted diary and its wrapped keys. Nothing in here can open them."""

from .views import bp as bp
