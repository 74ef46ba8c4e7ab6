"""The room's one blueprint; a file beside this one for each of its matters."""

from flask import Blueprint

bp = Blueprint("effect", __name__)
