"""Files by which git, docutils and Sphinx are set up, laid among the chapters → none of them is obeyed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from attempt import Attempt

SCRIPT = "#!/bin/sh\necho ran >> {RAN}\n"

SECTIONS = """
[core]
\tfsmonitor = {trap}
\talternateRefsCommand = {trap}
\tgitProxy = {trap}
\taskPass = {trap}
\teditor = {trap}
\thooksPath = {hooks}
[diff]
\texternal = {trap}
[uploadpack]
\tpackObjectsHook = {trap}
[gpg]
\tformat = ssh
[gpg "ssh"]
\tprogram = {trap}
\tdefaultKeyCommand = {trap}
[log]
\tshowSignature = true
[remote "origin"]
\tvcs = ext
\turl = ext::{trap}
\tpromisor = true
\tuploadpack = {trap}
[protocol "ext"]
\tallow = always
[trace2]
\tnormalTarget = {trap}.trace
"""

COMMANDS = (("build", "html"), ("lint",), ("linkcheck", "--internal", "html"))


def git(folder: Path, *words: str) -> None:
    """Do something in a repository, as its owner."""
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def repository_in_the_book(folder: Path) -> Path:
    """Put a repository with a history and a hostile configuration among the chapters; its folder."""
    trap = folder / "book/store.sh"
    trap.chmod(0o755)
    shutil.rmtree(folder / ".git", ignore_errors=True)
    git(folder, "init", "-q")
    git(folder, "add", "conf.py")
    git(folder, "commit", "-q", "-m", "a book")
    store = folder / "book/store"
    (folder / ".git").rename(store)
    for name in ("post-index-change", "reference-transaction", "post-checkout"):
        (store / "hooks" / name).write_text(trap.read_text(encoding="utf-8"), encoding="utf-8")
        (store / "hooks" / name).chmod(0o755)
    with (store / "config").open("a", encoding="utf-8") as config:
        config.write(SECTIONS.format(trap=trap, hooks=store / "hooks"))
    return store


def by_a_file(folder: Path) -> None:
    """Let `.git` be a file that leads there."""
    repository_in_the_book(folder)
    (folder / ".git").write_text("gitdir: book/store\n", encoding="ascii")


def by_a_common_folder(folder: Path) -> None:
    """Let `.git` be a work tree's own folder, whose configuration lies with the chapters."""
    store = repository_in_the_book(folder)
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="ascii")
    (folder / ".git/commondir").write_text("../book/store\n", encoding="ascii")
    with (store / "config").open("a", encoding="utf-8") as config:
        config.write("[extensions]\n\tworktreeConfig = true\n")
    (folder / ".git/config.worktree").write_text(
        SECTIONS.format(trap=folder / "book/store.sh", hooks=store / "hooks"), encoding="utf-8"
    )


GIT = """[core]
	repositoryformatversion = 0
	bare = false
	alternateRefsCommand = "sh -c 'touch {RAN}'"
	editor = "touch {RAN}"
	gitProxy = "touch {RAN}"
	askPass = "touch {RAN}"
[diff]
	external = "touch {RAN}"
[trace2]
	normalTarget = {OUTSIDE}/trace.txt
	eventTarget = {OUTSIDE}/trace.json
[filter "x"]
	process = "touch {RAN}"
"""

CONF = """
project = author = "B"
extensions = ["myst_parser", "pamphleteer"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{OUTSIDE}</dir><cachedir>{OUTSIDE}/cache</cachedir><include ignore_missing="yes">{OUTSIDE}</include></fontconfig>
"""


def traced(folder: Path) -> str:
    """Whether git wrote where the book told it to."""
    return "git wrote a trace" if list((folder.parent / "outside").glob("trace.*")) else ""


PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Search"
msgstr "<script>catalogue()</script>"

msgid "Navigation"
msgstr "<script>catalogue()</script>"

msgid "Note"
msgstr "<script>catalogue()</script>"

msgid "Index"
msgstr "<script>catalogue()</script>"
"""


def scripted(folder: Path) -> str:
    """Whether a catalogue beside the chapters put a script into the site."""
    pages = (folder / "_build/html").rglob("*.html")
    found = [page.name for page in pages if "<script>catalogue()" in page.read_text("utf-8")]
    return f"a catalogue that nobody named speaks in {found[0]}" if found else ""


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "git-file-into-the-book",
        "configuration",
        "leads git from a `.git` file to a repository among the chapters, whose configuration names programs",
        {"book/store.sh": SCRIPT},
        COMMANDS,
        prepare=by_a_file,
        shares=False,
    ),
    Attempt(
        "git-commondir-into-the-book",
        "configuration",
        "leads git by `commondir` and `config.worktree` to a configuration among the chapters",
        {"book/store.sh": SCRIPT},
        COMMANDS,
        prepare=by_a_common_folder,
        shares=False,
    ),
    Attempt(
        "docutils-conf-among-the-chapters",
        "configuration",
        "has docutils take settings from files beside the chapters, and write what it read and warned of elsewhere",
        {
            f"book/docutils-conf-among-the-chapters/{name}": "[general]\nrecord_dependencies: {RAN}\nwarning_stream: {RAN}\n"
            "raw_enabled: yes\nroot_prefix: {OUTSIDE}\n[html5 writer]\nimage_loading: embed\n[restructuredtext parser]\n"
            "file_insertion_enabled: yes\n"
            for name in ("docutils.conf", ".docutils")
        }
        | {
            "book/docutils-conf-among-the-chapters/index.rst": "Settings\n========\n\n.. include:: /secret.txt\n\n"
            ".. image:: /secret.svg\n   :alt: x\n\nWords below them.\n"
        },
        keeps=("Words below them.",),
    ),
    Attempt(
        name="git-file-among-the-chapters",
        kind="configuration",
        tries="A file `.git` in the folder of chapters names a repository below it, whose configuration names programs.",
        files={
            "book/.git": "gitdir: nest\n",
            "book/nest/HEAD": "ref: refs/heads/main\n",
            "book/nest/config": GIT,
            "book/nest/objects/info/alternates": "{OUTSIDE}\n",
            "book/nest/refs/heads/main": "0123456789012345678901234567890123456789\n",
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",), ("linkcheck", "--internal")),
        shares=False,
        holds=traced,
    ),
    Attempt(
        name="fonts-of-the-checkout",
        kind="configuration",
        tries="fontconfig, which Graphviz asks, finds its settings in a HOME that is the checkout and keeps its cache elsewhere.",
        files={
            "conf.py": CONF.replace('"pamphleteer"', '"sphinx.ext.graphviz", "pamphleteer"'),
            ".config/fontconfig/fonts.conf": FONTS,
            "book/.config/fontconfig/fonts.conf": FONTS,
            ".fonts.conf": FONTS,
            "fonts.conf": FONTS,
            "book/a.md": "# A\n\n```{graphviz}\n:alt: words\ndigraph { a [label=Words fontname=Secret] }\n```\n",
        },
        variables={"HOME": ".", "FONTCONFIG_FILE": "fonts.conf"},
        shares=False,
    ),
    Attempt(
        name="typst-package-of-the-checkout",
        kind="configuration",
        tries="Raw Typst imports a local package that lies where Typst looks for such below HOME or XDG_DATA_HOME.",
        files={
            "book/a.md": '# A\n\nWords.\n\n```{raw} typst\n#import "@local/evil:0.1.0": words\n#words\n```\n',
            **{
                f"{top}typst/packages/local/evil/0.1.0/{name}": text
                for top in (".local/share/", "share/", "book/.local/share/")
                for name, text in {
                    "typst.toml": '[package]\nname = "evil"\nversion = "0.1.0"\nentrypoint = "lib.typ"\n',
                    "lib.typ": '#let words = "Wordsofapackage"\n',
                }.items()
            },
        },
        variables={"HOME": ".", "XDG_DATA_HOME": "share"},
        commands=(("build", "pdf"),),
        shares=False,
        says="packages",
    ),
    Attempt(
        "git-config-of-a-home-in-the-book",
        "configuration",
        "is the user's own git configuration in a job whose home is the checkout, and has git write its trace anywhere",
        {
            ".gitconfig": "[trace2]\n\tnormalTarget = {RAN}\n\teventTarget = {RAN}\n\tperfTarget = {RAN}\n",
            ".config/git/config": "[trace2]\n\teventTarget = {RAN}\n",
            "book/chapter.md": "# Chapter\n\nWords.\n",
        },
        (("build", "html"),),
        {"HOME": "."},
        prepare=lambda folder: git(folder, "init", "-q") if not (folder / ".git/HEAD").exists() else None,
        shares=False,
    ),
    Attempt(
        "conf-beside-a-chapter",
        "configuration",
        "has the lint of one page run a `conf.py` that lies beside that page and is not the book's",
        {
            "book/appendix/conf.py": "open('{RAN}', 'w').write('ran')\n",
            "book/appendix/page.md": "# Page\n\nWords words.\n",
            "book/appendix/index.md": "# Appendix\n\nWords.\n",
        },
        (("lint", "book/appendix/page.md"), ("lint", "book"), ("lint", "book/appendix")),
        shares=False,
    ),
    Attempt(
        name="home-is-the-checkout",
        kind="configuration",
        tries="A job whose HOME is the checkout lets git obey a `.gitconfig` of the book, which writes traces elsewhere.",
        files={".gitconfig": GIT, "book/.gitconfig": GIT, ".config/git/config": GIT},
        variables={"HOME": ".", "XDG_CONFIG_HOME": ".config"},
        commands=(("build", "html", "epub", "pdf"), ("lint",)),
        shares=False,
        holds=traced,
    ),
    Attempt(
        name="catalogue-of-sphinx-among-the-chapters",
        kind="configuration",
        tries="`locales/de/LC_MESSAGES/sphinx.po`, which no setting names, puts scripts into the words of the theme, and is compiled beside itself.",
        files={
            "conf.py": CONF + 'language = "de"\n',
            "book/locales/de/LC_MESSAGES/sphinx.po": PO,
            "book/a.md": "# A\n\n```{note}\nWords.\n```\n",
        },
        commands=(("build", "html", "epub", "pdf"),),
        shares=False,
        holds=scripted,
    ),
)
