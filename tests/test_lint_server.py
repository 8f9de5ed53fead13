"""The language server, asked as an editor asks: over its standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


class Editor:
    """Speaks JSON-RPC with one server."""

    def __init__(self, folder: Path) -> None:
        self.uri = (folder / "page.md").as_uri()
        command = [sys.executable, "-m", "pamphleteer", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.count = 0

    def send(self, method: str, params: dict[str, Any], *, answer: bool = True) -> Any:
        """Send a message; for a request, the result."""
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if answer:
            self.count += 1
            message["id"] = self.count
        data = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()
        while answer:
            heard = self.hear()
            if heard.get("id") == self.count:
                return heard["result"]
        return None

    def hear(self) -> dict[str, Any]:
        """The next message of the server."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))  # type: ignore[no-any-return]  # an object by the protocol

    def diagnostics(self) -> list[dict[str, Any]]:
        """The findings that the server publishes next."""
        while True:
            heard = self.hear()
            if heard.get("method") == "textDocument/publishDiagnostics":
                return heard["params"]["diagnostics"]  # type: ignore[no-any-return]  # a list by the protocol


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor with a server of its own, which it ends."""
    made = Editor(tmp_path)
    made.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    made.send("initialized", {}, answer=False)
    yield made
    made.send("shutdown", {})
    made.send("exit", {}, answer=False)
    assert made.process.wait(20) == 0


def test_findings_appear_while_writing_and_can_be_mended(editor: Editor) -> None:
    """Columns count UTF-16 units, as editors ask by default; a change is read again."""
    text = "# Rest\n\n😀 Rest the the leg.\n"
    document = {"uri": editor.uri, "languageId": "markdown", "version": 1, "text": text}
    editor.send("textDocument/didOpen", {"textDocument": document}, answer=False)
    (found,) = [d for d in editor.diagnostics() if d["code"] == "repeated-word"]
    place = {"start": {"line": 2, "character": 8}, "end": {"line": 2, "character": 15}}
    assert found["range"] == place
    assert (found["severity"], found["message"]) == (2, "write “the” once")

    ask = {"textDocument": {"uri": editor.uri}, "range": place, "context": {"diagnostics": []}}
    mend, allow = editor.send("textDocument/codeAction", ask)
    assert mend["edit"]["changes"][editor.uri] == [{"range": place, "newText": "the"}]
    assert allow["edit"]["changes"][editor.uri][0]["newText"].startswith("% allow repeated-word: ")
    at = {"textDocument": {"uri": editor.uri}, "position": {"line": 2, "character": 9}}
    assert "A word stands twice in a row." in editor.send("textDocument/hover", at)["contents"]["value"]

    changed = {
        "textDocument": {"uri": editor.uri, "version": 2},
        "contentChanges": [{"text": "# Rest\n\nRest the leg.\n"}],
    }
    editor.send("textDocument/didChange", changed, answer=False)
    assert [d["code"] for d in editor.diagnostics()] == []


def test_front_matter_that_is_not_yaml_is_said(editor: Editor) -> None:
    """In the editor too, instead of silence."""
    document = {"uri": editor.uri, "languageId": "markdown", "version": 1, "text": "---\na: [\n---\n# A\n"}
    editor.send("textDocument/didOpen", {"textDocument": document}, answer=False)
    (found,) = editor.diagnostics()
    assert "the front matter is not YAML" in found["message"]
