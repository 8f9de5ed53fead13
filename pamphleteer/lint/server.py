"""`pamphleteer lsp`: what stands in an editor → the same findings while writing, with quick fixes.

Speaks the Language Server Protocol 3.17 over standard input and output (pygls); for every editor that does.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from pamphleteer import __version__
from pamphleteer.lint.collect import terms_near
from pamphleteer.lint.engine import name_of, run
from pamphleteer.lint.plugins import all_rules
from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.settings import SettingsError, settings_for
from pamphleteer.lint.source import Source, source_of
from pamphleteer.timeouts import OverdueError, seconds_near, within

if TYPE_CHECKING:
    from pygls.workspace import TextDocument

    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.page import Page

PAUSE = 0.3
"""Seconds without a keystroke before a text is read again."""
PATIENCE = 10
"""Seconds that a document may take at most: an editor does not wait longer, whatever `conf.py` allows."""
SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}

server = LanguageServer("pamphleteer", __version__)
waiting: dict[str, asyncio.Task[None]] = {}
known: dict[str, list[Finding]] = {}


def findings_in(text: str, path: str) -> list[Finding]:
    """What the rules find in a text as it stands in the editor."""
    source = Source(text)
    settings = settings_for(Path(path).parent)
    page = replace(read(source, path, settings.language), settings=settings, terms=terms_near(Path(path)))
    return run(page, all_rules(), lambda name: source if name == path else source_of(name))


def read(source: Source, path: str, language: str) -> Page:
    """The page that a text makes, by the suffix of its file."""
    from pamphleteer.lint.read.markdown import read_markdown
    from pamphleteer.lint.read.plain import read_plain
    from pamphleteer.lint.read.rst import read_restructuredtext

    readers = {".rst": read_restructuredtext, ".rest": read_restructuredtext, ".txt": read_plain}
    return readers.get(Path(path).suffix.lower(), read_markdown)(source, path, language)


def publish(uri: str) -> None:
    """Read a document and show its findings."""
    document = server.workspace.get_text_document(uri)
    path = to_fs_path(uri) or uri
    try:
        # Requests are answered one after the other, on the main thread, so that an alarm ends this one alone.
        with within(min(seconds_near(Path(path)), PATIENCE), OverdueError):
            known[uri] = findings_in(document.source, path)
            shown = [diagnostic(finding, document) for finding in known[uri]]
    except (UnreadableError, SettingsError) as error:
        known[uri], shown = [], [unread(str(error))]
    except OverdueError as error:
        known[uri], shown = [], [unread(f"this text cannot be linted {error}: take it apart")]
    except RecursionError:
        known[uri], shown = [], [unread("this text is nested too deeply to be read: take it apart")]
    server.text_document_publish_diagnostics(
        lsp.PublishDiagnosticsParams(uri, shown, version=document.version)
    )


def unread(message: str) -> lsp.Diagnostic:
    """Why a whole document has no findings."""
    start = lsp.Position(0, 0)
    return lsp.Diagnostic(
        lsp.Range(start, start), message, lsp.DiagnosticSeverity.Error, source="pamphleteer"
    )


def range_of(finding: Finding, document: TextDocument) -> lsp.Range:
    """The range in the encoding that the editor asked for; of a finding without a column, its line."""
    lines = document.lines
    if not finding.exact:
        text = lines[finding.line - 1].rstrip("\r\n") if finding.line <= len(lines) else ""
        wide = lsp.Range(lsp.Position(finding.line - 1, 0), lsp.Position(finding.line - 1, len(text)))
    else:
        start = lsp.Position(finding.line - 1, finding.column - 1)
        wide = lsp.Range(start, lsp.Position(finding.end_line - 1, finding.end_column - 1))
    return document.position_codec.range_to_client_units(lines, wide)


def diagnostic(finding: Finding, document: TextDocument) -> lsp.Diagnostic:
    """A finding as the editor shows it."""
    message = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return lsp.Diagnostic(
        range_of(finding, document),
        message,
        SEVERITIES[finding.severity],
        code=finding.rule,
        source="pamphleteer",
    )


async def later(uri: str) -> None:
    """Wait for a pause in the writing, then read."""
    await asyncio.sleep(PAUSE)
    publish(uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def opened(params: lsp.DidOpenTextDocumentParams) -> None:
    """Read at once."""
    publish(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
def saved(params: lsp.DidSaveTextDocumentParams) -> None:
    """Read at once."""
    publish(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
    """Read when the writer pauses."""
    uri = params.text_document.uri
    if task := waiting.pop(uri, None):
        task.cancel()
    waiting[uri] = asyncio.create_task(later(uri))
    with contextlib.suppress(asyncio.CancelledError):
        await waiting[uri]


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def closed(params: lsp.DidCloseTextDocumentParams) -> None:
    """Forget the document and take its findings away."""
    uri = params.text_document.uri
    known.pop(uri, None)
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


@server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """For each finding in the range: its fix, and an allowance to be given a reason."""
    uri = params.text_document.uri
    document = server.workspace.get_text_document(uri)
    made = []
    for finding in known.get(uri, []):
        place = range_of(finding, document)
        if place.end < params.range.start or params.range.end < place.start:
            continue
        if finding.fix is not None and finding.exact:
            title = f"Mend: {finding.message}"
            made.append(
                action(
                    title,
                    uri,
                    lsp.TextEdit(place, finding.fix),
                    diagnostic(finding, document),
                    preferred=True,
                )
            )
        line = lsp.Position(finding.line - 1, 0)
        allowance = lsp.TextEdit(lsp.Range(line, line), f"% allow {finding.rule}: give the reason\n\n")
        made.append(
            action(
                f"Allow {finding.rule} here", uri, allowance, diagnostic(finding, document), preferred=False
            )
        )
    return made


def action(
    title: str, uri: str, edit: lsp.TextEdit, found: lsp.Diagnostic, *, preferred: bool
) -> lsp.CodeAction:
    """A quick fix of one edit."""
    edits = lsp.WorkspaceEdit(changes={uri: [edit]})
    return lsp.CodeAction(
        title, lsp.CodeActionKind.QuickFix, diagnostics=[found], is_preferred=preferred, edit=edits
    )


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def hover(params: lsp.HoverParams) -> lsp.Hover | None:
    """What the rule of a finding looks for, and why."""
    uri = params.text_document.uri
    document = server.workspace.get_text_document(uri)
    pages: dict[str, Any] = {name_of(rule): rule.__doc__ or "" for rule in all_rules()}
    for finding in known.get(uri, []):
        place = range_of(finding, document)
        if place.start <= params.position <= place.end:
            text = (
                pages[finding.rule].partition("\n## ")[0].strip()
                if finding.rule in pages
                else finding.message
            )
            return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, f"**{finding.rule}**: {text}"), place)
    return None


def serve() -> None:
    """Talk over standard input and output until the editor ends it."""
    server.start_io()
