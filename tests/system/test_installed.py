"""What is installed: commands of images, CI and scripts, the documents that they name, and locks beside them."""

from __future__ import annotations

from pathlib import Path

from tests.system.worlds import system_of


def test_an_image_installs_what_it_copied(tmp_path: Path) -> None:
    files = {
        "serve/Dockerfile": "FROM python:3.12\nCOPY deps/base.txt /tmp/\nRUN pip install -r /tmp/base.txt && \\\n"
        "    pip install torch\n",
        "serve/deps/base.txt": "numpy==1.0\n",
        "base.txt": "pandas\n",
    }
    found = system_of(tmp_path, files).installs
    assert [(one.line, one.documents, [each.name for each in one.pins.requirements]) for one in found] == [
        (3, ("serve/deps/base.txt",), []),
        (3, (), ["torch"]),
    ]


def test_a_document_is_found_from_the_folder_that_the_image_is_built_from(tmp_path: Path) -> None:
    files = {
        "docker/Dockerfile.app": "FROM python:3.12\nCOPY . /app\nWORKDIR /app\nRUN pip install -r requirements.txt\n",
        "requirements.txt": "numpy\n",
    }
    (found,) = system_of(tmp_path, files).installs
    assert found.documents == ("requirements.txt",)


def test_the_project_is_installed_by_its_folder(tmp_path: Path) -> None:
    files = {
        "Dockerfile": "FROM python:3.12\nCOPY . .\nRUN pip install .\n",
        "pyproject.toml": '[project]\nname = "a"\ndependencies = ["torch"]\n',
    }
    (found,) = system_of(tmp_path, files).installs
    assert found.documents == ("pyproject.toml",)
    assert not found.pins.requirements


def test_commands_of_workflows_makefiles_and_scripts(tmp_path: Path) -> None:
    files = {
        ".github/workflows/ci.yml": "jobs:\n  test:\n    steps:\n"
        "      - run: |\n          pip install -r requirements.txt\n",
        ".gitlab-ci.yml": "train:\n  script:\n    - pip install xgboost\n",
        "Makefile": "setup:\n\tpip install \\\n\t  scikit-learn\n\npip: setup\n",
        "setup.sh": "#!/bin/bash\n\nconda env create -f environment.yml\n",
        "requirements.txt": "numpy\n",
        "environment.yml": "dependencies:\n  - python=3.11\n",
    }
    found = system_of(tmp_path, files).installs
    assert sorted(
        (one.path, one.line, [each.name for each in one.pins.requirements], one.documents) for one in found
    ) == [
        (".github/workflows/ci.yml", 5, [], ("requirements.txt",)),
        (".gitlab-ci.yml", 3, ["xgboost"], ()),
        ("Makefile", 2, ["scikit-learn"], ()),
        ("setup.sh", 3, [], ("environment.yml",)),
    ]
