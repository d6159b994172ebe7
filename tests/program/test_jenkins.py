"""Jenkinsfiles, buildspecs, Cloud Build and Bitbucket give jobs with commands on their lines."""

from __future__ import annotations

from mle_reviewer.program.workflows import Workflow, read_workflow
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap

JENKINS = """
pipeline {
  agent any
  stages {
    stage('Test') {
      steps {
        // sh 'not this'
        sh 'pip install -r requirements.txt && pytest'
      }
    }
    stage("Lint") {
      steps {
        catchError { sh(script: "mypy src") }
        sh '''
          set -e
          ruff check .
        '''
      }
    }
  }
}
"""
BUILDSPEC = """
version: 0.2
phases:
  build:
    commands:
      - pytest tests
"""
CLOUD = """
steps:
  - name: gcr.io/google.com/cloudsdktool/cloud-sdk
    entrypoint: gcloud
    args: [run, deploy, api, --image, x]
"""
BITBUCKET = """
pipelines:
  default:
    - step:
        name: Test
        script:
          - pytest
"""


def _read(path: str, text: str) -> Workflow:
    document = document_of(path, "0", text.encode())
    assert not isinstance(document, Gap)
    found, gaps = read_workflow(document)
    assert not gaps
    assert found is not None
    return found


def _said(found: Workflow) -> list[tuple[str, str, int, bool]]:
    return [(job.name, " ".join(one.words), one.line, one.forgiven) for job in found.jobs for one in job.commands]


def test_stages_of_jenkins_are_jobs() -> None:
    assert _said(_read("Jenkinsfile", JENKINS)) == [
        ("Test", "pip install -r requirements.txt", 8, False),
        ("Test", "pytest", 8, False),
        ("Lint", "mypy src", 13, True),
        ("Lint", "set -e", 15, False),
        ("Lint", "ruff check .", 16, False),
    ]


def test_an_open_comment_ends_with_the_document() -> None:
    document = document_of("Jenkinsfile", "0", b"/*" * 50_000)
    assert not isinstance(document, Gap)
    assert read_workflow(document)[0] is None


def test_lists_of_commands() -> None:
    assert _said(_read("buildspec.yml", BUILDSPEC)) == [("build", "pytest tests", 6, False)]
    assert _said(_read("cloudbuild.yaml", CLOUD)) == [("build", "gcloud run deploy api --image x", 3, False)]
    assert _said(_read("bitbucket-pipelines.yml", BITBUCKET)) == [("Test", "pytest", 7, False)]
