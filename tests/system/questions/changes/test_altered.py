"""What a change alters of what others rely on: packages, endpoints, fields, settings, signatures, errors."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.findings.alteration import Alteration
from mle_reviewer.system.questions.changes.altered import altered
from mle_reviewer.system.questions.changes.relying import surfaces_of
from tests.system.making import systems_of

TRAIN = """\
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression


def main():
    rows = pd.read_csv("data/loans.csv")
    model = LogisticRegression().fit(rows[["a"]], rows["y"])
    joblib.dump(model, "models/loans.joblib")


if __name__ == "__main__":
    main()
"""
SERVE = """\
import joblib
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
model = joblib.load("models/loans.joblib")


class Loan(BaseModel):
    amount: float


class Answer(BaseModel):
    score: float
    FIELD: str


@app.post("/predict", response_model=Answer)
def predict(loan: Loan):
    return Answer(score=float(model.predict([[loan.amount]])[0]), FIELD="")
"""
LOCK = """\
version = 1

[[package]]
name = "scikit-learn"
version = "1.4.2"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "colorama"
version = "0.4.5"
source = { registry = "https://pypi.org/simple" }
"""


def told(folder: Path, before: dict[str, str], after: dict[str, str]) -> dict[str, Alteration]:
    return {f"{one.kind} {one.name}": one for one in altered(systems_of(folder, before, after))}


def test_a_lock_file_alone_is_part_of_what_its_packages_do(tmp_path: Path) -> None:
    before = {"train.py": TRAIN, "uv.lock": LOCK}
    systems = systems_of(tmp_path, before, {"uv.lock": LOCK.replace("1.4.2", "1.5.0").replace("0.4.5", "0.4.6")})
    found = {one.name: one for one in altered(systems)}
    assert found["scikit-learn"].says == "goes from 1.4.2 to 1.5.0"
    assert [str(at) for at in found["scikit-learn"].elsewhere] == ["train.py:3"]
    assert found["scikit-learn"].surfaces == ("training",)
    assert found["colorama"].surfaces == ()
    assert surfaces_of(systems) == {"uv.lock": frozenset({"training"})}


def test_a_package_that_no_model_needs_is_part_of_nothing(tmp_path: Path) -> None:
    systems = systems_of(tmp_path, {"train.py": TRAIN, "uv.lock": LOCK}, {"uv.lock": LOCK.replace("0.4.5", "0.4.6")})
    assert surfaces_of(systems) == {}


def test_versions_for_several_pythons_are_one_choice(tmp_path: Path) -> None:
    before = 'numpy==1.26.4; python_version < "3.13"\nnumpy==2.1.0; python_version >= "3.13"\n'
    after = before.replace("2.1.0", "2.2.0")
    found = told(tmp_path, {"train.py": "import numpy\n", "requirements.txt": before}, {"requirements.txt": after})
    assert found["package numpy"].says == "goes from 2.1.0 to 2.2.0"


def test_endpoints_and_fields_that_come_and_go(tmp_path: Path) -> None:
    before = {"app.py": SERVE.replace("FIELD", "reason")}
    more = "\n\n@app.get('/predictions/latest')\ndef latest():\n    return {'score': 1}\n"
    found = told(tmp_path, before, {"app.py": SERVE.replace("FIELD", "why") + more})
    assert str(found["endpoint added GET /predictions/latest"].at) == "app.py:23"
    assert str(found["field added why"].at) == "app.py:15"
    assert found["field removed reason"].says == "`POST /predict` no longer answers with it"
    assert "field added score" not in found
    gone = told(tmp_path / "back", {"app.py": SERVE + more}, {"app.py": SERVE})
    assert set(gone) == {"endpoint removed GET /predictions/latest"}


def test_fields_of_an_answer_that_is_a_mapping(tmp_path: Path) -> None:
    plain = (
        SERVE.replace(", response_model=Answer", "").replace("Answer(score=", "{'score': ").replace(', FIELD="")', "}")
    )
    found = told(tmp_path, {"app.py": plain}, {"app.py": plain.replace("{'score'", "{'probability'")})
    assert {"field added probability", "field removed score"} <= set(found)


def test_settings_constants_and_the_environment(tmp_path: Path) -> None:
    before = {
        "conf/train.yaml": "model:\n  max_depth: 6\n  host: ${HOST:-local}\n",
        "gate.py": "import os\n\nMIN_AUC = 0.8\nHOME = os.getenv('MODEL_HOME')\n",
    }
    after = {
        "conf/train.yaml": "model:\n  max_depth: 8\n  host: local\n",
        "gate.py": "import os\n\nMIN_AUC = 0.7\nHOME = os.getenv('MODEL_ROOT')\n",
    }
    found = told(tmp_path, before, after)
    assert found["setting model.max_depth"].says == "goes from `6` to `8`"
    assert "setting model.host" not in found  # what stands where the environment says nothing is the same
    assert (found["constant MIN_AUC"].was, str(found["constant MIN_AUC"].at)) == ("0.8", "gate.py:3")
    assert found["setting MODEL_ROOT"].says == "is asked of the environment now"
    assert found["setting MODEL_HOME"].says == "is asked of the environment no more"


def test_calls_that_no_longer_fit(tmp_path: Path) -> None:
    before = {
        "features.py": "def build(rows):\n    return rows\n",
        "train.py": "from features import build\n\nbuild([1])\n",
        "score.py": "from features import build\n\nbuild([1], 3)\n",
    }
    found = told(tmp_path, before, {"features.py": "def build(rows, window):\n    return rows[-window:]\n"})
    one = found["signature build"]
    assert one.says == "asks for `window`"
    assert [str(at) for at in one.elsewhere] == ["train.py:3"]
    kept = told(tmp_path / "kept", before, {"features.py": "def build(rows, window=1):\n    return rows\n"})
    assert kept == {}


def test_errors_that_are_passed_over(tmp_path: Path) -> None:
    before = {"load.py": "def load(path):\n    return open(path).read()\n"}
    body = "def load(path):\n    try:\n        return open(path).read()\n    except EXCEPT:\n        HANDLER\n"
    swallowed = body.replace("EXCEPT", "Exception").replace("HANDLER", "return None")
    found = told(tmp_path, before, {"load.py": swallowed})
    assert [(str(one.at), one.says) for one in found.values()] == [("load.py:5", "gives back `None`")]
    for number, (what, handler) in enumerate([("Exception", "raise"), ("FileNotFoundError", "return None")]):
        text = body.replace("EXCEPT", what).replace("HANDLER", handler)
        assert told(tmp_path / str(number), before, {"load.py": text}) == {}


def test_new_functions_without_types_in_a_typed_project(tmp_path: Path) -> None:
    typed = "".join(f"def f{number}(x: int) -> int:\n    return x\n\n\n" for number in range(10))
    bare = "def g(x):\n    return x\n"
    found = told(tmp_path, {"a.py": typed}, {"a.py": typed + bare})
    assert found["untyped g"].says == "100% of the project's functions have types"
    loose = typed.replace(": int) -> int", ")")
    assert told(tmp_path / "loose", {"a.py": loose}, {"a.py": loose + bare}) == {}


def test_a_package_that_is_known_elsewhere_and_used_by_the_code_beside_it(tmp_path: Path) -> None:
    before = {"requirements.txt": "pandas==2.2\n", "train.py": TRAIN, "app/page.py": "import pandas\n"}
    found = told(tmp_path, before, {"app/requirements.txt": "pandas==2.1\nrich==13\n"})
    assert found["package pandas"].says == "is asked for here as well (2.1)"
    assert found["package pandas"].surfaces == ()  # what trains stands elsewhere, and has requirements of its own
    assert found["package rich"].says == "is new (13)"
