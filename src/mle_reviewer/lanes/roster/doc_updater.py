"""doc-updater: documents that describe what a change alters: contracts, gates, dashboards, runbooks, model cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane

_TOLD_ABOUT: Final = ("gate", "metric", "service", "alert", "dashboard", "monitor", "deployment", "registry", "dataset")
_DOCUMENT: Final = re.compile(
    r"(?:^|/)(?:docs?|runbooks?|wiki)/.*\.(?:md|rst|txt)$|(?:^|/)(?:README|RUNBOOK|MODEL_CARD|model_card|CHANGELOG)[^/]*$"
    r"|(?:^|/)(?:openapi|swagger)[^/]*\.(?:ya?ml|json)$"
)
_INSTALLED: Final = re.compile(r"(?:^|/)(?:\.?venv|node_modules|site-packages|\.history)/")
_SAYS: Final = {
    "gate": "a gate stands here",
    "metric": "a metric is worked out here",
    "service": "callers are answered here",
    "alert": "an alert stands here",
    "dashboard": "a dashboard stands here",
    "monitor": "a monitor stands here",
    "deployment": "a deployment is described here",
    "registry": "models are registered here",
    "dataset": "data others may read are kept here",
}


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    if errand.whole:  # documents are left behind by changes
        return ()
    seen: dict[str, Step] = {}
    touched = {file.path: file.hunks for file in errand.change.files}
    for role in _TOLD_ABOUT:
        for node in errand.nodes(role):
            hunks = touched.get(node.at.path, ())
            if any(hunk.new_start - 10 <= node.at.line <= hunk.new_start + hunk.new_count + 10 for hunk in hunks):
                seen.setdefault(node.at.path, Step(node.at, _SAYS[role]))
    return tuple(seen.values())[:8]


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    documents = sorted(
        path for path in errand.change.head.paths() if _DOCUMENT.search(path) and not _INSTALLED.search(path)
    )
    changed = {file.path for file in errand.change.files}
    left = [path for path in documents if path not in changed]
    if left:
        yield f"Which of {', '.join(f'`{path}`' for path in left[:4])} speak of what changed here, and still hold?"
    elif not documents:
        yield "No document describes the system: where would somebody on call look for it?"
    for node in errand.nodes("gate", "metric")[:2]:
        yield f"Where is the limit of `{node.name}` ({node.at}) written for those who decide by it?"
    for node in errand.nodes("service")[:1]:
        yield f"Do the callers of `{node.name}` learn of changed fields from a contract, an OpenAPI file or a version?"
    for node in errand.nodes("alert", "monitor", "dashboard")[:2]:
        yield f"Does the runbook of `{node.name}` say what to do now?"
    for node in errand.nodes("deployment", "registry")[:1]:
        yield f"Is the way back for `{node.name}` still the one that is written down?"


LANE: Final = Lane("doc-updater", _comes_up, _asks, always_briefs=True)
