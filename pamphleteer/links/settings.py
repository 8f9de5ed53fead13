"""`linkcheck_…` of Sphinx and `pamphleteer_link_…` in conf.py → what the check of other sites goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pamphleteer import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

Patterns = tuple[re.Pattern[str], ...]
ACCEPT = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
AGENT = f"Mozilla/5.0 (compatible; Pamphleteer/{__version__}; link check of a book)"


@dataclass(frozen=True)
class LinkSettings:
    """All that a project may set."""

    ignore: Patterns
    exclude_documents: Patterns
    auth: tuple[tuple[re.Pattern[str], Any], ...]
    headers: dict[str, dict[str, str]]
    timeout: float
    """Seconds for one request, from the name of the host to the last byte."""
    tries: int
    """At least two: a link is dead only when it was found dead twice."""
    workers: int
    anchors: bool
    anchors_ignore: Patterns
    anchors_ignore_for_url: Patterns
    longest_wait: float
    """Seconds that one host may make us wait in all."""
    allow_unauthorized: bool
    timeouts_are_dead: bool
    any_case: Patterns
    """Addresses in which upper and lower case do not count."""
    allowed_redirects: dict[re.Pattern[str], re.Pattern[str]] | None
    agent: str
    verify: bool
    cacerts: str | dict[str, str] | None
    private: bool
    """Whether hosts of the own network may be asked."""
    patience: int
    """Days after which a link of which nobody could tell is a fault."""
    reading: float = 30
    """Seconds in which a page must be read through."""

    def headers_for(self, address: str) -> dict[str, str]:
        """What is sent with a request: the headers set for this host, for this address, or for all."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        own = next((self.headers[key] for key in (host, f"{host}/", address, "*") if key in self.headers), {})
        return {"User-Agent": self.agent, **ACCEPT, **own}

    def auth_for(self, address: str) -> Any:
        """Name and password for an address; None unless a pattern takes in its whole host.

        A pattern `https://docs.example` begins `https://docs.example.evil.test` too, which must not get them.
        """
        parts = urlsplit(address)
        end = len(f"{parts.scheme}://{parts.netloc}")
        for pattern, known in self.auth:
            if (found := pattern.match(address)) and found.end() >= end:
                return known
        return None

    def bundle_for(self, host: str) -> bool | str:
        """Whose certificates are believed: those of the system, those in a file, or any."""
        if not self.verify:
            return False
        certs = self.cacerts.get(host, True) if isinstance(self.cacerts, dict) else self.cacerts
        return certs or True


def read_link_settings(config: Config) -> LinkSettings:
    """The settings of a project."""
    given = config.linkcheck_allowed_redirects
    return LinkSettings(
        ignore=compiled(config.linkcheck_ignore),
        exclude_documents=compiled(config.linkcheck_exclude_documents),
        auth=tuple((re.compile(pattern), known) for pattern, known in config.linkcheck_auth),
        headers=config.linkcheck_request_headers,
        timeout=config.linkcheck_timeout or 30,
        tries=max(config.linkcheck_retries, 1) + 1,
        workers=max(config.linkcheck_workers, 1),
        anchors=config.linkcheck_anchors,
        anchors_ignore=compiled(config.linkcheck_anchors_ignore),
        anchors_ignore_for_url=compiled(config.linkcheck_anchors_ignore_for_url),
        longest_wait=config.linkcheck_rate_limit_timeout,
        allow_unauthorized=config.linkcheck_allow_unauthorized,
        timeouts_are_dead=config.linkcheck_report_timeouts_as_broken,
        any_case=compiled(config.linkcheck_case_insensitive_urls),
        allowed_redirects=given if isinstance(given, dict) else None,  # else Sphinx's mark for “not set”
        agent=config.user_agent or AGENT,
        verify=config.tls_verify,
        cacerts=config.tls_cacerts,
        private=config.pamphleteer_link_private,
        patience=config.pamphleteer_link_patience,
        reading=min(config.linkcheck_timeout or 30, config.pamphleteer_chapter_seconds or 30),
    )


def compiled(patterns: Iterable[str]) -> Patterns:
    """Patterns as Sphinx means them: from the beginning of the text."""
    return tuple(map(re.compile, patterns))


def any_match(patterns: Patterns, text: str) -> bool:
    """Whether one of the patterns fits."""
    return any(pattern.match(text) for pattern in patterns)


def setup_link_settings(app: Sphinx) -> None:
    """Register what conf.py may say beyond Sphinx's own settings."""
    app.add_config_value("pamphleteer_link_patience", 30, "", types=frozenset({int}))
    app.add_config_value("pamphleteer_link_private", False, "", types=frozenset({bool}))
    app.add_config_value("pamphleteer_link_records", "", "", types=frozenset({str}))
