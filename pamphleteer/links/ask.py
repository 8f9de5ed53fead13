"""One page of another site → an answer for each place on it that a book links to; one try.

1. HEAD when the page alone is wanted, GET when a place on it is, and GET again where HEAD is not understood.
2. Each step of a redirection is judged anew: scheme, host, name and password, headers.
   Sphinx's own check sends the headers of `linkcheck_request_headers` on to whatever host a page leads to.
3. What the last page says becomes an answer: alive, dead, or that nobody could tell.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import requests
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from pamphleteer.links.anchors import place_on
from pamphleteer.links.answer import NO_HOST, UNREADABLE, Answer
from pamphleteer.links.door import NoSuchHostError, OverdueError, RefusedError, Response, Visit, fetch, within
from pamphleteer.links.settings import LinkSettings, any_match
from pamphleteer.links.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_STEPS = 10
LONGEST = 500
"""Letters of an address that are told."""
LEADS_ON = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
GONE = {404, 410}
TOO_MANY = 429
LATER = {408, 425, 429, 500, 502, 503, 504}
"""What may be otherwise in a moment."""
WRONG = "it is no address of the web"
FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Answer], ...] = (
    (NoSuchHostError, NO_HOST),
    (RefusedError, Answer("unasked", "it leads into the own network, or is no address of the web")),
    (
        (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError),
        Answer("dead", WRONG),
    ),
    (
        requests.exceptions.SSLError,
        Answer("unknown", "no connection that can be trusted (TLS)", heard=True, again=True),
    ),
    (requests.RequestException, Answer("unknown", "the connection failed", again=True)),
    (Exception, UNREADABLE),
)
"""What it means that no response came; the first kind that fits counts."""


def ask(
    page: str, fragments: Iterable[str], settings: LinkSettings, turns: Turns, *, head: bool
) -> dict[str, Answer]:
    """An answer for each fragment; the empty one stands for the page."""
    fragments = list(fragments)
    if not is_address(page):
        return dict.fromkeys(fragments, Answer("dead", WRONG))
    wanted = [fragment for fragment in fragments if place_matters(page, fragment, settings)]
    with Visit() as visit:
        answer, response = go(
            visit, "GET" if wanted or not head else "HEAD", page, settings, turns, body=bool(wanted)
        )
        if (
            head
            and not wanted
            and answer.heard
            and answer.state in {"dead", "unknown"}
            and answer.code != TOO_MANY
        ):
            answer, response = go(visit, "GET", page, settings, turns, body=False)
    judged = dict.fromkeys(fragments, answer)
    if answer.state == "alive" and response:
        judged |= at_places(answer, response, wanted, settings.reading)
    return judged


def place_matters(page: str, fragment: str, settings: LinkSettings) -> bool:
    """Whether a fragment is to be looked for on the page; `:~:` selects words, not a place."""
    return bool(
        settings.anchors
        and fragment.partition(":~:")[0]
        and not any_match(settings.anchors_ignore, fragment)
        and not any_match(settings.anchors_ignore_for_url, page)
    )


def is_address(page: str) -> bool:
    """Whether an address has a form that can be asked."""
    try:
        parts = urlsplit(page)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def go(
    visit: Visit, method: str, page: str, settings: LinkSettings, turns: Turns, *, body: bool
) -> tuple[Answer, Response | None]:
    """The answer of a page, whatever goes wrong on the way."""
    try:
        return follow(visit, method, page, settings, turns, body=body)
    except Exception as error:  # noqa: BLE001 - it is the answer for this link, and the others are still to be asked
        return failed(error, settings), None


def follow(
    visit: Visit, method: str, page: str, settings: LinkSettings, turns: Turns, *, body: bool
) -> tuple[Answer, Response | None]:
    """Go where the page leads, one step after the other."""
    address, moved, for_good = page, "", True
    seen: set[tuple[str, str]] = set()
    for _step in range(MOST_STEPS + 1):
        step = (address, str(sorted(visit.cookies.items())))
        if step in seen:
            break
        seen.add(step)
        try:
            with turns.turn(urlsplit(address).netloc):
                response = within(
                    settings.timeout,
                    lambda: fetch(visit, method, address, settings, turns.resolve, body=body),  # noqa: B023 - used at once
                )
        except Exception as error:
            if address == page:
                raise
            answer = failed(error, settings)
            return replace(
                answer, heard=True, reason=f"it leads to {address[:LONGEST]}, and {answer.reason}"
            ), None
        if response.status not in LEADS_ON or not response.headers.get("Location"):
            return arrived(page, address, moved, response, settings), response
        address = urljoin(address, response.headers["Location"]).partition("#")[0]
        for_good = for_good and response.status in FOR_GOOD
        moved = address if for_good else moved
        if any_match(settings.ignore, address):
            return Answer(
                "unasked", f"it leads to {address[:LONGEST]}, which `linkcheck_ignore` leaves out", heard=True
            ), None
    return Answer("dead", "it leads round in a circle", heard=True, again=True), None


def arrived(page: str, address: str, moved: str, response: Response, settings: LinkSettings) -> Answer:
    """What the status of the last page says."""
    status = response.status
    server = "the server" if address == page else address
    if status < 300 or (status == 401 and settings.allow_unauthorized):
        moved, unwanted = led(page, address, moved, settings)
        return Answer("alive", code=status, moved=moved, unwanted=unwanted, heard=True)
    if status in GONE:
        return Answer("dead", f"{server} says {status}, not there", status, heard=True, again=True)
    wait = seconds_of(response.headers.get("Retry-After"))
    return Answer("unknown", f"{server} says {status}", status, heard=True, again=status in LATER, wait=wait)


def led(page: str, address: str, moved: str, settings: LinkSettings) -> tuple[str, str]:
    """(new address, unwanted address) of a page that led on; both empty when nobody needs to know."""
    if any_match(settings.any_case, page) and page.casefold().rstrip("/") == address.casefold().rstrip("/"):
        return "", ""
    allowed = settings.allowed_redirects
    if allowed is None or address == page:
        return moved, ""
    if any(start.match(page) and end.match(address) for start, end in allowed.items()):
        return "", ""
    return moved, address


def failed(error: Exception, settings: LinkSettings) -> Answer:
    """What it means that no response came."""
    if isinstance(error, OverdueError | requests.Timeout):
        late = Answer("unknown", f"no answer within {settings.timeout:g} seconds", again=True)
        return replace(late, state="dead") if settings.timeouts_are_dead else late
    return next(answer for kinds, answer in FAILURES if isinstance(error, kinds))


def at_places(answer: Answer, response: Response, fragments: list[str], seconds: float) -> dict[str, Answer]:
    """The answers for some places on a page that is there, if it can be read through in time."""
    try:
        return within(
            seconds, lambda: {fragment: at_place(answer, response, fragment) for fragment in fragments}
        )
    except OverdueError:
        late = replace(answer, state="unknown", reason="the page is there, but cannot be read in time")
        return dict.fromkeys(fragments, late)


def at_place(answer: Answer, response: Response, fragment: str) -> Answer:
    """The answer for a place on a page that is there."""
    kind = response.headers.get("Content-Type", "text/html")
    if "html" not in kind:
        return answer
    charset = (
        get_encoding_from_headers(CaseInsensitiveDict(response.headers))
        if "charset" in kind.lower()
        else None
    )
    words = fragment.partition(":~:")[0]
    found, near = place_on(response.body, charset, words, whole=response.whole)
    if found == "there":
        return answer
    if found == "unknown":
        reason = (
            "the page is there, but a script makes it"
            if response.whole
            else "the page is too long to be read"
        )
        return replace(answer, state="unknown", reason=f"{reason}, so “{words}” cannot be seen")
    perhaps = f"; perhaps #{near}" if near else ""
    return replace(answer, state="anchor", reason=f"the page has no “{unquote(words)}”{perhaps}")


def seconds_of(retry_after: str | None, now: Callable[[], float] = time.time) -> float | None:
    """What `Retry-After` asks for: a number of seconds, or a date."""
    if not retry_after:
        return None
    if re.fullmatch("[0-9]{1,12}", retry_after.strip()):
        return float(retry_after)
    try:
        return max(parsedate_to_datetime(retry_after).timestamp() - now(), 0)
    except (ValueError, TypeError, OverflowError):  # what it raises depends on what is wrong with the date
        return None
