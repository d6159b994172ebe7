"""What commands of images, workloads, scripts and packages start, and how far that is followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.system.launching import proper
from tests.system.systems import system_of

APP = "from fastapi import FastAPI\n\napp = FastAPI()\n"


def entered(folder: Path, files: dict[str, str]) -> set[str]:
    system = system_of(folder, files)
    return {path for path, one in system.reached.entrances.items() if one.how == "run"}


@pytest.mark.parametrize(
    "command",
    [
        'CMD ["uvicorn", "serve.app:app", "--host", "0.0.0.0"]',
        "CMD exec gunicorn -k uvicorn.workers.UvicornWorker -b 0.0.0.0:8000 serve.app:app",
        'ENTRYPOINT ["python", "-m", "uvicorn"]\nCMD ["serve.app:app"]',
        'CMD ["sh", "-c", "python warm.py && uvicorn serve.app:app --port ${PORT}"]',
        'ENV FLASK_APP=serve.app\nCMD ["flask", "run"]',
        'CMD ["streamlit", "run", "serve/app.py"]',
        'CMD ["poetry", "run", "celery", "-A", "serve.app", "worker"]',
    ],
)
def test_servers_in_images(command: str, tmp_path: Path) -> None:
    files = {"Dockerfile": f"FROM python:3.11\nWORKDIR /srv\nCOPY . .\n{command}\n", "serve/app.py": APP}
    assert "serve/app.py" in entered(tmp_path, files)


@pytest.mark.parametrize(
    ("copy", "command"),
    [
        ("COPY scorer/src /srv", "uvicorn app:app"),
        ("COPY src .", "uvicorn app:app"),
        ("COPY src/app.py /srv/app.py", "python app.py"),
        ("COPY src ./src", "uvicorn src.app:app"),
    ],
)
def test_folders_of_images_are_those_that_were_copied(copy: str, command: str, tmp_path: Path) -> None:
    files = {
        "scorer/Dockerfile": f"FROM python:3.11\nWORKDIR /srv\n{copy}\nCMD {command}\n",
        "scorer/src/app.py": APP,
        "other/src/app.py": APP,
        "other/app.py": APP,
    }
    assert entered(tmp_path, files) == {"scorer/src/app.py"}


def test_a_handler_that_the_image_calls(tmp_path: Path) -> None:
    files = {
        "Dockerfile": 'FROM public.ecr.aws/lambda/python:3.11\nCOPY app.py .\nCMD ["app.handler"]\n',
        "app.py": "def handler(event, context):\n    return score(event)\n\n\ndef score(event):\n    return 1\n\n\n"
        "def unused():\n    return 2\n",
    }
    system = system_of(tmp_path, files)
    module = system.indexed.module("app.py")
    assert module is not None
    how = {routine.name: system.reached.how(routine) for routine in module.routines() if routine.function >= 0}
    assert how == {"handler": "run", "score": "run", "unused": None}


def test_workloads_and_process_files(tmp_path: Path) -> None:
    files = {
        "k8s/scorer.yaml": "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n"
        '        - command: ["hypercorn"]\n          args: ["serve.app:app"]\n',
        "serve/app.py": APP,
        "Procfile": "web: gunicorn other:app\n",
        "other.py": APP,
    }
    assert entered(tmp_path, files) == {"serve/app.py", "other.py"}


def test_servers_in_scripts(tmp_path: Path) -> None:
    files = {"start.sh": "#!/bin/bash\nset -e\nexec uvicorn serve.app:app\n", "serve/app.py": APP}
    assert entered(tmp_path, files) == {"serve/app.py"}


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": '[project.scripts]\nscore = "scorer.cli:main"\n'},
        {"pyproject.toml": '[tool.poetry.scripts]\nscore = {callable = "scorer.cli:main"}\n'},
        {"setup.cfg": "[options.entry_points]\nconsole_scripts =\n    score = scorer.cli:main\n"},
        {
            "setup.py": "from setuptools import setup\n\n"
            "setup(entry_points={'console_scripts': ['score = scorer.cli:main']})\n"
        },
    ],
)
def test_console_scripts_call_their_function(files: dict[str, str], tmp_path: Path) -> None:
    system = system_of(tmp_path, {**files, "scorer/cli.py": "def main():\n    pass\n\n\ndef other():\n    pass\n"})
    module = system.indexed.module("scorer/cli.py")
    assert module is not None
    how = {routine.name: system.reached.how(routine) for routine in module.routines() if routine.function >= 0}
    assert how == {"main": "run", "other": None}


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("exec uvicorn app:app", "uvicorn app:app"),
        ("python3 -m uvicorn app:app", "uvicorn app:app"),
        ("/opt/venv/bin/python -u -m gunicorn a:b", "gunicorn a:b"),
        ("uv run --no-sync uvicorn a:b", "uvicorn a:b"),
        ("conda run -n prod gunicorn a:b", "gunicorn a:b"),
        ("tini -- PORT=1 python train.py", "python train.py"),
        ("", ""),
    ],
)
def test_what_only_wraps_a_command_is_left_out(words: str, left: str) -> None:
    assert proper(tuple(words.split())) == tuple(left.split())


def test_what_nothing_starts_stays_so(tmp_path: Path) -> None:
    files = {
        "Dockerfile": 'FROM python:3.11\nCMD ["uvicorn", "elsewhere.app:app", "--host", "localhost:8000"]\n',
        "train.py": "print(1)\n",
        "serve/app.py": APP,
    }
    assert entered(tmp_path, files) == set()


DAG = """
from airflow.operators.bash import BashOperator
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

IMAGE = "models/trainer:7"

train = KubernetesPodOperator(task_id="train", image=IMAGE, cmds=["python", "-m", "jobs.train"], arguments=["epochs=3"])
score = KubernetesPodOperator(task_id="score", image=IMAGE, cmds=["python"], arguments=["-m", "jobs.score"])
clean = BashOperator(task_id="clean", bash_command=f"cd {HOME} && python -m jobs.clean --days 3")
train >> score >> clean
"""


def test_steps_that_run_commands_in_containers_and_shells(tmp_path: Path) -> None:
    job = "print(1)\n"
    files = {
        "dags/weekly.py": DAG,
        "jobs/train.py": job,
        "jobs/score.py": job,
        "jobs/clean.py": job,
        "jobs/other.py": job,
    }
    assert entered(tmp_path, files) >= {"jobs/train.py", "jobs/score.py"}
    assert "jobs/other.py" not in entered(tmp_path, files)


@pytest.mark.parametrize("end", ["raise SystemExit(main())", "raise SystemExit(run(main()))", "sys.exit(main())"])
def test_programs_that_end_with_what_they_give(end: str, tmp_path: Path) -> None:
    program = f"""
import sys


def run(code):
    return code


def main():
    return step("train", work)


def step(name, function):
    return function()


def work():
    return 0


if __name__ == "__main__":
    {end}
"""
    files = {"start.sh": "python -m jobs.pipeline\n", "jobs/pipeline.py": program}
    system = system_of(tmp_path, files)
    found = {one.name: system.reached.how(one) for one in system.routines()}
    assert found["main"] == found["step"] == found["work"] == "run"
