"""CI definitions become workflows: triggers, jobs, and steps whose commands stand on the lines of the document."""

from __future__ import annotations

import pytest

from mle_reviewer.program.workflows import Trigger, Workflow, read_workflow, system_of
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap

GITHUB = ".github/workflows/ci.yml"
COMMIT = "0123456789abcdef" * 2 + "01234567"


def read(path: str, text: str) -> tuple[Workflow | None, tuple[Gap, ...]]:
    document = document_of(path, "", text.encode())
    assert not isinstance(document, Gap)
    return read_workflow(document)


def workflow(path: str, text: str) -> Workflow:
    found, gaps = read(path, text)
    assert found is not None
    assert not gaps
    return found


def commands(found: Workflow) -> list[tuple[str, int, bool]]:
    return [(" ".join(one.words), one.line, one.forgiven) for job in found.jobs for one in job.commands]


@pytest.mark.parametrize(
    ("path", "system"),
    [
        (".github/workflows/a.yaml", "github"),
        (".github/actions/x/action.yml", "action"),
        (".gitlab-ci.yml", "gitlab"),
        ("azure-pipelines.yml", "azure"),
        (".circleci/config.yml", "circleci"),
        (".travis.yml", "travis"),
        (".taskcluster.yml", "taskcluster"),
        ("taskcluster/kinds/test/kind.yml", "taskgraph"),
        ("conf/kind.yml", ""),
        (".github/dependabot.yml", ""),
        ("conf/ci.yml", ""),
    ],
)
def test_systems_by_name(path: str, system: str) -> None:
    assert system_of(path) == system


def test_triggers() -> None:
    text = (
        "on:\n  push:\n    branches: [main]\n    paths-ignore: ['docs/**']\n  pull_request:\n  schedule:\n"
        "    - cron: '0 3 * * *'\n  workflow_dispatch: {}\njobs: {}\n"
    )
    assert workflow(GITHUB, text).triggers == (
        Trigger("push", 2, ("main",), paths=("!docs/**",)),
        Trigger("pull_request", 5),
        Trigger("schedule", 6, crons=("0 3 * * *",)),
        Trigger("workflow_dispatch", 8),
    )
    assert [one.event for one in workflow(GITHUB, "on: [push, release]\njobs: {}\n").triggers] == ["push", "release"]
    assert [one.event for one in workflow(GITHUB, "on: push\njobs: {}\n").triggers] == ["push"]


def test_jobs_and_steps() -> None:
    text = (
        "name: CI\non: push\njobs:\n  test:\n    runs-on: x\n    continue-on-error: true\n    steps:\n"
        f"      - uses: actions/checkout@v4\n      - uses: a/b/c@{COMMIT}\n"
        f"        with: {{depth: 0}}\n      - name: Run\n"
        "        if: always()\n        run: |\n          pytest || true\n\n          python eval.py \\\n"
        "            --min ${{ inputs.min || '0.8' }}\n      - run: make lint\n  deploy:\n    needs: [test]\n"
        "    if: github.ref == 'refs/heads/main'\n    environment: {name: production}\n    steps:\n"
        "      - run: pytest | tee x\n        shell: bash\n      - run: pytest | tee x\n"
        "        continue-on-error: true\n"
        "      - shell: python\n        run: print(1)\n  notify:\n    needs: deploy\n"
        "    uses: ./.github/workflows/n.yml\n"
    )
    found = workflow(GITHUB, text)
    test, deploy, notify = found.jobs
    assert (found.name, test.line, test.forgiven) == ("CI", 4, True)
    assert [(one.uses, one.ref, one.pinned, one.line) for one in test.steps[:2]] == [
        ("actions/checkout", "v4", False, 8),
        ("a/b/c", COMMIT, True, 9),
    ]
    assert test.steps[1].with_ == (("depth", "0"),)
    assert (test.steps[2].name, test.steps[2].condition) == ("Run", "always()")
    assert commands(found) == [
        ("pytest", 14, True),
        ("true", 14, False),
        ("python eval.py --min ${{ inputs.min || '0.8' }}", 16, False),
        ("make lint", 18, False),
        ("pytest", 24, False),
        ("tee x", 24, False),
        ("pytest", 26, True),
        ("tee x", 26, False),
    ]
    assert (deploy.needs, deploy.condition, deploy.environment) == (
        ("test",), "github.ref == 'refs/heads/main'", "production"
    )  # fmt: skip
    assert [one.forgiven for one in deploy.steps] == [False, True, False]
    assert notify.uses == "./.github/workflows/n.yml"
    assert found.before("notify") == {"test", "deploy"}


def test_scalars_of_all_styles_keep_their_lines() -> None:
    text = (
        "on: push\njobs:\n  a:\n    steps:\n      - run: >-\n          python a.py\n          --x 1\n"
        '      - run: "python b.py"\n      - run:\n          python c.py\n      - run: |-\n\n          python d.py\n'
    )
    assert [(name, line) for name, line, _lost in commands(workflow(GITHUB, text))] == [
        ("python a.py --x 1", 6),
        ("python b.py", 8),
        ("python c.py", 10),
        ("python d.py", 13),
    ]


def test_composite_actions() -> None:
    found = workflow("action.yml", "name: A\nruns:\n  using: composite\n  steps:\n    - run: ls\n      shell: bash\n")
    assert commands(found) == [("ls", 5, False)]


def test_gitlab() -> None:
    text = (
        "include:\n  - local: /a.yml\n  - project: x/y\n    file: b.yml\nstages: [check, ship]\ndefault:\n"
        "  before_script: [pip install x]\n.base: &base\n  stage: check\n  variables: {A: 1}\n"
        "  script:\n    - echo base\n"
        "unit:\n  extends: .base\n  allow_failure: true\n  script:\n    - pytest || true\n    - |\n"
        "      cd a\n      pytest\n"
        "slow:\n  <<: *base\n  before_script: []\n  needs: []\nship:\n  stage: ship\n"
        "  environment: production\n  when: manual\n"
        "  script:\n    - !reference [.base, script]\n    - ./deploy.sh\n  rules:\n"
        "    - if: $CI_COMMIT_TAG\n      when: manual\n"
    )
    found, gaps = read(".gitlab-ci.yml", text)
    assert found is not None
    assert [(one.line, one.stage, one.why) for one in gaps] == [
        (2, "follow", "jobs included from /a.yml are not read"),
        (3, "follow", "jobs included from x/y, b.yml are not read"),
    ]
    unit, slow, ship = found.jobs
    assert [(" ".join(one.words), one.line) for one in unit.commands] == [
        ("pip install x", 7),
        ("pytest", 17),
        ("true", 17),
        ("cd a", 19),
        ("pytest", 20),
    ]
    assert [one.forgiven for one in unit.commands] == [False, True, False, False, False]
    assert (unit.forgiven, unit.stage, unit.needs) == (True, "check", ())
    assert [one.words for one in slow.commands] == [("echo", "base")]
    assert (ship.needs, ship.manual, ship.environment) == (("unit", "slow"), True, "production")
    assert [one.words for one in ship.commands][1:] == [("echo", "base"), ("./deploy.sh",)]
    assert ship.condition == "$CI_COMMIT_TAG"


def test_templates_that_extend_each_other_end() -> None:
    found = workflow(".gitlab-ci.yml", "a:\n  extends: b\nb:\n  extends: a\n  script: [ls]\n")
    assert [one.name for one in found.jobs] == ["a", "b"]


def test_azure() -> None:
    text = (
        "trigger: [main]\nschedules:\n- cron: '0 0 * * *'\nstages:\n- stage: Build\n  jobs:\n"
        "  - job: test\n    steps:\n"
        "    - script: |\n        pytest\n        ls\n      displayName: Test\n      continueOnError: true\n"
        "    - task: Bash@3\n      inputs: {script: make}\n- stage: Ship\n  jobs:\n  - deployment: prod\n"
        "    environment: production\n    strategy:\n      runOnce:\n        deploy:\n"
        "          steps:\n          - bash: ./ship.sh\n"
    )
    found = workflow("azure-pipelines.yml", text)
    assert [(one.event, one.branches, one.crons) for one in found.triggers] == [
        ("push", ("main",), ()),
        ("schedule", (), ("0 0 * * *",)),
    ]
    assert commands(found) == [("pytest", 10, True), ("ls", 11, False), ("make", 15, False), ("./ship.sh", 24, False)]
    assert found.jobs[0].steps[0].forgiven
    assert (found.jobs[1].needs, found.jobs[1].environment) == (("test",), "production")


def test_circleci() -> None:
    text = (
        "jobs:\n  test:\n    steps:\n      - checkout\n      - run: {name: T, command: pytest}\n      - run: ls\n"
        "workflows:\n  all:\n    triggers:\n      - schedule: {cron: '0 0 * * *'}\n    jobs:\n      - test\n"
        "      - hold: {type: approval, requires: [test]}\n"
    )
    found = workflow(".circleci/config.yml", text)
    assert commands(found) == [("pytest", 5, False), ("ls", 6, False)]
    assert [(one.name, one.needs, one.manual) for one in found.jobs] == [("test", (), False), ("hold", ("test",), True)]
    assert found.triggers[0].crons == ("0 0 * * *",)


@pytest.mark.parametrize(
    "text",
    [
        "[]\n",
        "",
        "jobs: 3\n",
        "jobs: [a, b]\n",
        ("on: {push: 1}\njobs: {a: {steps: {x: 1}}, b: 2, c: ~}\n"),
        "runs: 1\n",
    ],
)
@pytest.mark.parametrize(
    "path", [GITHUB, "action.yml", ".gitlab-ci.yml", "azure-pipelines.yml", ".circleci/config.yml"]
)
def test_documents_of_the_wrong_shape_raise_nothing(path: str, text: str) -> None:
    found, gaps = read(path, text)
    assert not gaps
    assert found is None or not any(job.commands for job in found.jobs)


def test_what_cannot_be_read_is_a_gap() -> None:
    found, (gap,) = read(GITHUB, "on: [push\njobs: 1\n")
    assert found is None
    assert gap.stage == "parse"
    _found, (gap,) = read(GITHUB, "jobs:\n  a:\n    steps:\n    - run: |\n        ls\n        echo 'x\n")
    assert (gap.line, gap.why) == (6, "a quote that is never closed")


TASKS = """version: 1
tasks:
  $let: {trust: low}
  in:
    $if: 'tasks_for == "github-push"'
    then:
      - $mergeDeep:
          - {$eval: shared}
          - taskId: tests
            dependencies: [lint]
            payload:
              image: python:3.12
              env: {MODE: fast}
              command:
                - /bin/bash
                - -cx
                - "git clone --quiet ${repository} &&
                  pytest tests ||
                  true"
            metadata: {name: model tests}
      - payload:
          command: [[python, train.py], [bash, -c, make check]]
"""


def test_tasks_of_taskcluster_wherever_their_templates_put_them() -> None:
    found = workflow(".taskcluster.yml", TASKS)
    assert [one.event for one in found.triggers] == ["push"]
    tests, other = found.jobs
    assert (tests.name, tests.needs, tests.image) == ("model tests", ("lint",), "python:3.12")
    assert tests.steps[0].environment == (("MODE", "fast"),)
    assert commands(found) == [
        ("git clone --quiet ${repository}", 17, True),
        ("pytest tests", 18, True),
        ("true", 19, False),
        ("python train.py", 22, False),
        ("make check", 22, False),
    ]
    assert other.name == "task"


def test_a_kind_of_taskgraph_gives_its_tasks_what_they_share() -> None:
    text = (
        "task-defaults:\n  run: {using: run-task, command: tox -e py}\n"
        "tasks:\n  unit: {description: tests}\n  train:\n    dependencies: {unit: test-unit}\n"
        "    run:\n      command: >-\n        python train.py\n"
    )
    found = workflow("taskcluster/kinds/test/kind.yml", text)
    assert [(one.name, one.needs) for one in found.jobs] == [("unit", ()), ("train", ("test-unit",))]
    assert commands(found) == [("tox -e py", 2, False), ("python train.py", 9, False)]


def test_a_document_of_taskcluster_without_tasks_is_no_workflow() -> None:
    assert read(".taskcluster.yml", "version: 1\ntasks: []\n")[0] is None


def test_travis() -> None:
    text = (
        "language: python\ninstall: pip install -r dev.txt\nscript: pytest\nafter_success: codecov\njobs:\n  include:\n"
        "    - stage: lint\n      script:\n        - ruff check .\n    - name: deploy\n      install: make tools\n"
    )
    found = workflow(".travis.yml", text)
    assert [job.name for job in found.jobs] == ["lint", "deploy"]
    steps = [step for job in found.jobs for step in job.steps]
    assert [(" ".join(one.words), step.forgiven) for step in steps for one in step.run] == [
        ("pip install -r dev.txt", False),
        ("ruff check .", False),
        ("codecov", True),
        ("make tools", False),
        ("pytest", False),
        ("codecov", True),
    ]
    alone = workflow(".travis.yml", "script:\n  - make test\n")
    assert commands(alone) == [("make test", 2, False)]
