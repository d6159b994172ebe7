"""A document has to do with the models by imports, by what it starts, or by its project; doubt says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.questions.pages.components import of_model, project, reaching
from tests.system.making import system_of

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "ml/pyproject.toml": "[project]\nname = 'ml'\n",
    "ml/train.py": "from features import build\nfrom sklearn.svm import SVC\nSVC().fit(build(), [1])\n",
    "ml/features.py": "import texts\n\n\ndef build():\n    return texts.all()\n",
    "ml/texts.py": "def all():\n    return [[1]]\n",
    "ml/tools.py": "def other():\n    return 1\n",
    "shop/requirements.txt": "flask\n",
    "shop/app.py": "from flask import Flask\napp = Flask('shop')\n",
    "shop/Dockerfile": "FROM python:3.12\nCOPY app.py app.py\nCMD ['gunicorn', 'app:app']\n".replace("'", '"'),
    "infra/shop.Dockerfile": "FROM python:3.12\nCOPY shop /app\nWORKDIR /app\nCMD python app.py\n",
    "infra/rules.yml": "groups: []\n",
}


def test_what_training_imports_is_reached(tmp_path: Path) -> None:
    system = system_of(tmp_path, FILES)
    assert reaching(system, "ml/texts.py") == {"ml/train.py"}
    assert reaching(system, "ml/tools.py") == frozenset()
    assert project(system, "ml/texts.py") == "ml"
    assert project(system, "infra/rules.yml") == ""


def test_doubt_says_yes(tmp_path: Path) -> None:
    system = system_of(tmp_path, FILES)
    assert [of_model(system, path) for path in ("ml/tools.py", "ml/texts.py", "infra/rules.yml")] == [True] * 3


def test_a_project_of_its_own_has_nothing_to_do_with_the_model(tmp_path: Path) -> None:
    system = system_of(tmp_path, FILES)
    assert [of_model(system, one) for one in ("shop/app.py", "shop/Dockerfile", "infra/shop.Dockerfile")] == [False] * 3


def test_without_models_nothing_is_left_out(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if not path.startswith("ml/")}
    assert of_model(system_of(tmp_path, files), "shop/app.py")
