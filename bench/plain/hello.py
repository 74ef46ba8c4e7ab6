"""Flask hello: the framework with nothing in it."""

from flask import Flask

app = Flask(__name__)


@app.route("/", methods=["GET", "PUT"])
def hello() -> str:
    return "hello"
