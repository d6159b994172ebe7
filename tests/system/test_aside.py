"""What stands beside a repository's own work: projects taken over, copies of files, and what is none of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.system.taken_over import taken_over
from tests.system.systems import system_of

SERVE = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/score")
def score():
    return {}
"""
LICENCE = "MIT License. Copyright (c) 2022 The Leafnet authors."
README = "# Leafnet\n\nhttps://github.com/greenhouse-lab/leafnet/releases\n"
LEAFNET = {
    "leafnet/LICENSE": LICENCE,
    "leafnet/README.md": README,
    "leafnet/requirements.txt": "fastapi\n",
    "leafnet/rest/api.py": SERVE,
    "main.py": "print(1)\n",
}


def moved(to: str) -> dict[str, str]:
    return {path.replace("leafnet/", f"{to}/", 1): text for path, text in LEAFNET.items()}


def served(folder: Path, files: dict[str, str]) -> list[str]:
    return [one.first.path for one in system_of(folder, files).handlers]


@pytest.mark.parametrize(
    "to", ["leafnet", "lib/leafnet", "leafnet-main", "leafnet_v5", "greenhouse-lab_leafnet_master"]
)
def test_a_folder_that_bears_the_name_of_where_it_lives(tmp_path: Path, to: str) -> None:
    assert taken_over(system_of(tmp_path, moved(to))) == (f"{to}/",)
    assert served(tmp_path, {}) == []


@pytest.mark.parametrize(
    "files",
    [
        moved("backend"),  # it lives elsewhere under another name
        {**LEAFNET, "LICENSE": f"{LICENCE}\n"},
        {**LEAFNET, "other/LICENSE.txt": LICENCE.replace(" ", "\n")},
        {**LEAFNET, "README.md": "git clone https://github.com/Greenhouse-Lab/all-of-it.git\n"},
        {path: text for path, text in LEAFNET.items() if path != "main.py"},
        {path: text for path, text in LEAFNET.items() if path != "leafnet/LICENSE"},
        {path: text for path, text in LEAFNET.items() if path != "leafnet/README.md"},
        {path: text for path, text in LEAFNET.items() if path != "leafnet/requirements.txt"},
    ],
    ids=["name", "root", "packages", "owner", "alone", "licence", "readme", "project"],
)
def test_a_folder_of_the_repository_itself(tmp_path: Path, files: dict[str, str]) -> None:
    system = system_of(tmp_path, files)
    assert taken_over(system) == ()
    assert len(system.handlers) == 1


def test_a_licence_inside_of_the_project_is_its_own(tmp_path: Path) -> None:
    assert served(tmp_path, {**LEAFNET, "leafnet/rest/LICENSE": LICENCE}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("start.py", "from leafnet.rest.api import app\n"),
        ("start.py", "import os\n\nos.system('python leafnet/rest/api.py')\n"),
        ("Procfile", "web: uvicorn leafnet.rest.api:app\n"),
        ("README.md", "Start `rest/api.py`.\n"),
    ],
)
def test_what_the_repository_starts_of_a_project_taken_over(tmp_path: Path, path: str, text: str) -> None:
    assert served(tmp_path, {**LEAFNET, path: text}) == ["leafnet/rest/api.py"]


def test_an_image_of_the_project_counts_where_something_outside_names_its_folder(tmp_path: Path) -> None:
    image = {"leafnet/Dockerfile": 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "rest.api:app"]\n'}
    (tmp_path / "alone").mkdir()
    assert served(tmp_path / "alone", {**LEAFNET, **image}) == []
    built = {"docker-compose.yml": "services:\n  leaves:\n    build: ./leafnet\n"}
    assert served(tmp_path / "built", {**LEAFNET, **image, **built}) == ["leafnet/rest/api.py"]


def test_a_name_that_the_repository_has_itself_means_its_own_document(tmp_path: Path) -> None:
    assert served(tmp_path, {**LEAFNET, "api.py": "print(1)\n", "README.md": "Start `api.py`.\n"}) == []


@pytest.mark.parametrize("name", ["serve (2).py", "serve - Copy.py", "serve - Copy (3).py", "serve copy.py"])
def test_a_copy_beside_its_original(tmp_path: Path, name: str) -> None:
    assert served(tmp_path / "both", {"serve.py": SERVE, name: SERVE}) == ["serve.py"]
    assert served(tmp_path / "alone", {name: SERVE}) == [name]
    started = {"Dockerfile": f'FROM python:3.12\nCOPY . .\nCMD ["python", "{name}"]\n'}
    assert served(tmp_path / "started", {"serve.py": SERVE, name: SERVE, **started}) == sorted(["serve.py", name])
