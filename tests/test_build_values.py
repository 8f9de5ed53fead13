"""A book is made anew when what conf.py comes to is another, wherever its values come from, and left alone when it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import ROOT

Write = Callable[..., Path]
CONF = """import json, os, sys
sys.path[:0] = [os.path.abspath("../tools"), os.path.abspath("_ext")]
from datetime import datetime
from greetings import GREETING, sign

now = datetime.now()
language = os.environ.get("BOOK_LANGUAGE", "en")
release = json.load(open("../data.json"))["release"]
html_title = GREETING
html_theme = "alabaster"
html_theme_options = {"description": "Plain"}
html_extra_path = ["../extra"]
locale_dirs = ["../locales"]
templates_path = ["../templates"]
extensions += ["stamped"]
exclude_patterns = ["_ext"]
if os.environ.get("BOOK_DRAFT"):
    tags.add("draft")

def setup(app):
    app.connect("source-read", lambda app, name, text: text.append(text.pop() + sign()))
"""
EXTENSION = """import os

def setup(app):
    def stamp(app, name, text):
        text[0] += "\\nStamped " + os.environ.get("BOOK_STAMP", "never") + ".\\n"
    app.connect("source-read", stamp)
    return {"parallel_read_safe": True}
"""
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Welcome."
msgstr "%s"
"""


@pytest.fixture
def book(write_book: Write) -> Path:
    """A book whose values come from everywhere."""
    pages = {
        "index.md": "# Start\n\nWelcome.\n\n```{only} draft\nNot finished.\n```\n",
        "_ext/stamped.py": EXTENSION,
        "../tools/greetings.py": 'GREETING = "Hello"\n\ndef sign():\n    return "\\n\\nSigned A.\\n"\n',
        "../data.json": '{"release": "1.0"}',
        "../extra/robots.txt": "old",
        "../templates/layout.html": '{% extends "!layout.html" %}{% block footer %}Old foot{% endblock %}',
        "../locales/es/LC_MESSAGES/index.po": PO % "Bienvenida.",
    }
    return write_book(pages, CONF)


def build(book: Path, *arguments: str, **surroundings: str) -> str:
    """A run in a process of its own; what it printed and what the first page says."""
    command = [sys.executable, "-m", "pamphleteer", "build", "html", *arguments]
    there = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    done = subprocess.run(command, cwd=book, env=there, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout + (book / "_build/html/index.html").read_text(encoding="utf-8")


def write(book: Path, name: str, old: str, new: str) -> None:
    """Edit a file of the book or beside it."""
    text = (book / name).read_text(encoding="utf-8")
    assert old in text
    (book / name).write_text(text.replace(old, new), encoding="utf-8")


def test_values_from_anywhere(book: Path) -> None:
    """The environment, files beyond the project, modules, extensions, templates, catalogues."""
    page = build(book)
    assert "<title>Start &#8212; Hello</title>" in page
    assert "Signed A." in page
    assert "Stamped never." in page
    same = "html: nothing has changed"
    assert same in build(book, BOOK_OTHER="x")
    assert "Stamped today." in build(book, BOOK_STAMP="today")
    assert same in build(book, BOOK_STAMP="today")
    (book / "../data.json").write_text(json.dumps({"release": "2.0"}))
    assert same not in build(book)
    assert '"2.0"' in (book / "_build/html/_static/documentation_options.js").read_text("utf-8").replace(
        "'", '"'
    )
    write(book, "../tools/greetings.py", "Signed A", "Signed B")
    assert "Signed B." in build(book)
    write(book, "../tools/greetings.py", '"Hello"', '"Good day"')
    assert "<title>Start &#8212; Good day</title>" in build(book)
    write(book, "_ext/stamped.py", "Stamped", "Printed")
    assert "Printed never." in build(book)
    (book / "../extra/robots.txt").write_text("new")
    build(book)
    assert (book / "_build/html/robots.txt").read_text() == "new"
    write(book, "../templates/layout.html", "Old foot", "New foot")
    assert "New foot" in build(book)
    assert same in build(book)
    assert "Not finished." in build(book, BOOK_DRAFT="1")
    assert "Bienvenida." in build(book, BOOK_LANGUAGE="es")
    write(book, "../locales/es/LC_MESSAGES/index.po", "Bienvenida", "Hola")
    assert "Hola." in build(book, BOOK_LANGUAGE="es")
    assert same in build(book, BOOK_LANGUAGE="es")


def test_settings_on_the_command_line(book: Path) -> None:
    """As sphinx-build takes them; tags too."""
    assert "Plain" in build(book)
    options = ("-D", "html_title=From here", "-D", "html_theme_options.description=Gay", "-t", "draft")
    page = build(book, *options)
    assert "<title>Start &#8212; From here</title>" in page
    assert "Gay" in page
    assert "Not finished." in page
    assert "html: nothing has changed" in build(book, *options)
    page = build(book)
    assert "Hello" in page
    assert "Not finished." not in page


@pytest.mark.parametrize("words", ["html_title", "=x"])
def test_a_setting_that_is_none(book: Path, words: str) -> None:
    """What to write is said."""
    command = [sys.executable, "-m", "pamphleteer", "build", "html", "-D", words]
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=book, env=there, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert f"-D {words}: write -D name=value" in done.stderr


def test_a_conf_that_fails_now_and_then(book: Path) -> None:
    """It is never taken for unchanged, and the message is Sphinx's own run's."""
    write(book, "conf.py", "now = ", "assert os.environ.get('BOOK_GOOD')\nnow = ")
    build(book, BOOK_GOOD="1")
    command = [sys.executable, "-m", "pamphleteer", "build", "html"]
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=book, env=there, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "conf.py:8: AssertionError" in done.stderr
