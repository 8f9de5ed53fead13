"""What CI runs on the code of strangers: actions as they were looked at, and rights that do no harm."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(;.*)?$")


def jobs(workflow: Path) -> list[dict[str, Any]]:
    """The jobs of a workflow, each with the rights that it has."""
    read = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    found = [{"permissions": read["permissions"], **job} for job in read["jobs"].values()]
    assert found
    return found


def test_there_are_workflows() -> None:
    """The tests below would have nothing to say without them."""
    names = {path.stem for path in WORKFLOWS}
    assert names == {"audit", "chapters", "ci", "links", "release"}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    """With the version beside it, for people and for Dependabot: a tag can be moved."""
    lines = [line.strip().removeprefix("- ") for line in workflow.read_text(encoding="utf-8").splitlines()]
    used = [line for line in lines if line.startswith("uses:")]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_the_least(workflow: Path) -> None:
    """A job reads; one that writes runs nothing but GitHub's own command, on what another has made."""
    writing = [job for job in jobs(workflow) if job["permissions"] not in ({}, {"contents": "read"})]
    assert [job["permissions"] for job in writing] == [{"contents": "write"}] * (workflow.stem == "release")
    assert [step["run"][:18] for job in writing for step in job["steps"] if "run" in step] == [
        "gh release create "
    ] * len(writing)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_pull_requests_get_no_secret(workflow: Path) -> None:
    """No event that gives them one, no token left in the checkout, no container with rights over the machine."""
    text = workflow.read_text(encoding="utf-8")
    assert not re.search(r"pull_request_target|workflow_run|secrets\.|SYS_ADMIN|--privileged", text)
    checkouts = [
        step
        for job in jobs(workflow)
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    assert checkouts


def test_chapters_of_pull_requests_are_built_confined() -> None:
    """By the code of the branch that they are for."""
    (job,) = jobs(ROOT / ".github" / "workflows" / "chapters.yml")
    base, proposed, *others = job["steps"]
    assert "base.sha" in base["with"]["ref"]
    assert "path" not in base["with"]
    assert proposed["with"]["path"] == "proposed"
    builds = [step["run"] for step in others if "pamphleteer build" in step.get("run", "")]
    assert len(builds) == 1
    assert builds[0].endswith("--confined")
