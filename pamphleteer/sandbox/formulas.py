r"""Formulas that chapters write → formulas whose links lead where other links may.

TeX has a command for links, `\href`, which MathJax obeys in the reader's browser, `javascript:` and all. What stands in the
braces can be judged here only where it is written out; TeX can build commands and addresses from parts, so MathJax is also told
to load its own wall, the extension “safe”, which looks at each link when it is made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from pamphleteer.sandbox.addresses import leads_somewhere, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HREF = re.compile(r"\\href\s*\{([^{}]*)\}")
SAFE = "ui/safe"
"""The component of MathJax 3 and 4 that allows links by their schemes."""
LAST = 900
"""After MyST has put in what it wants of MathJax."""


class AllowedLinksInFormulas(SphinxPostTransform):
    r"""Takes `\href` from parts of formulas where it leads elsewhere; they stay."""

    default_priority = LAST

    def run(self, **_: Any) -> None:
        """Look at all formulas of a chapter."""
        formulas = [*self.document.findall(nodes.math), *self.document.findall(nodes.math_block)]
        for formula in formulas:
            text = formula.astext()
            wrong = [found[1] for found in HREF.finditer(text) if not is_plain(found[1])]
            if not wrong:
                continue
            warn("a formula may lead to: its signs stay; write https:", wrong[0], formula)
            plain = HREF.sub(lambda found: found[0] if is_plain(found[1]) else "", text)
            formula[:] = [nodes.Text(plain)]


def is_plain(address: str) -> bool:
    """Whether an address is written out and may be a link."""
    return "\\" not in address and leads_somewhere(address)


def load_wall_of_mathjax(app: Sphinx) -> None:
    """Have MathJax judge links itself; what conf.py says of MathJax stays."""
    if "sphinx.ext.mathjax" not in app.extensions or app.builder.format != "html":
        return
    config = app.config
    if config.mathjax_config or config.mathjax2_config or config.mathjax_config_path:
        return  # another version, or a file of the project's own
    name = "mathjax3_config" if config.mathjax3_config else "mathjax4_config"
    stated = getattr(config, name) or {}
    loader = stated.get("loader") or {}
    options = stated.get("options") or {}
    wall = {"safeProtocols": {"file": False}}
    config[name] = {
        **stated,
        "loader": {**loader, "load": [*loader.get("load", ()), SAFE]},
        "options": {"safeOptions": wall, **options},
    }


def setup_formulas(app: Sphinx) -> None:
    """Look at formulas when links are resolved."""
    app.add_post_transform(AllowedLinksInFormulas)
    app.connect("builder-inited", load_wall_of_mathjax, priority=LAST)
