"""Documents of CI systems as workflows: GitHub Actions, GitLab, Azure, CircleCI, CodeBuild, Jenkins and others."""

from __future__ import annotations

import posixpath
from typing import Final

from mle_reviewer.program.ci import Job, Step, Trigger, Workflow
from mle_reviewer.program.cis import github, gitlab, jenkins, lists, others, taskcluster
from mle_reviewer.program.cis.runs import Texts
from mle_reviewer.program.entries import read_entries
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

__all__ = ["Job", "Step", "Trigger", "Workflow", "read_workflow", "system_of"]

_GITLAB: Final = frozenset({".gitlab-ci.yml", ".gitlab-ci.yaml"})
_AZURE: Final = frozenset({"azure-pipelines.yml", "azure-pipelines.yaml"})
_BEGINS: Final = {"buildspec": "codebuild", "cloudbuild": "cloudbuild", "bitbucket-pipelines": "bitbucket"}
_READERS: Final = {
    "github": github.workflow, "action": github.action, "gitlab": gitlab.workflow, "azure": others.azure,
    "circleci": others.circleci, "codebuild": lists.codebuild, "cloudbuild": lists.cloudbuild,
    "bitbucket": lists.bitbucket, "taskcluster": taskcluster.workflow, "taskgraph": taskcluster.kind,
    "travis": lists.travis,
}  # fmt: skip


def system_of(path: str) -> str:
    """The CI system that reads a document of this name; "" for one that none reads."""
    name = posixpath.basename(path).lower()
    whole = f"/{path}"
    if name.startswith("jenkinsfile") or name.endswith(".jenkinsfile"):
        return "jenkins"
    if not name.endswith((".yml", ".yaml")):
        return ""
    if listed := next((system for begin, system in _BEGINS.items() if name.startswith(begin)), ""):
        return listed
    if "/.github/workflows/" in whole:
        return "github"
    if name in {"action.yml", "action.yaml"}:
        return "action"
    if name in _GITLAB or "/.gitlab/ci/" in whole or name.endswith((".gitlab-ci.yml", ".gitlab-ci.yaml")):
        return "gitlab"
    if name in _AZURE or "/.azure-pipelines/" in whole or name.startswith("azure-pipelines"):
        return "azure"
    if name == ".travis.yml":
        return "travis"
    if name in {".taskcluster.yml", ".taskcluster.yaml"}:
        return "taskcluster"
    if name in {"kind.yml", "kind.yaml"} and "/taskcluster/" in whole:
        return "taskgraph"
    return "circleci" if "/.circleci/" in whole and name.startswith("config.") else ""


def read_workflow(document: Document) -> tuple[Workflow | None, tuple[Gap, ...]]:
    """The workflow that a document states; None for a document that states none."""
    system = system_of(document.path)
    if not system:
        return None, ()
    if system == "jenkins":
        return _jenkins(document)
    roots, gaps = read_entries(document)
    mappings = [root for root in roots if isinstance(root.value, dict)]
    if not mappings:
        return None, gaps
    stated = decode(document) if system == "taskcluster" else ""
    source = Texts(document.path, lines=tuple(stated.split("\n")) if isinstance(stated, str) else ())
    found = _READERS[system](mappings[-1], source)
    return found, (*gaps, *source.gaps)


def _jenkins(document: Document) -> tuple[Workflow | None, tuple[Gap, ...]]:
    stated = decode(document)
    if isinstance(stated, Gap):
        return None, (stated,)
    source = Texts(document.path)
    found = jenkins.workflow(stated, source)
    return found, tuple(source.gaps)
