"""The measure: a bare Flask app that says hello, under the same server as the portal."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "hello"
