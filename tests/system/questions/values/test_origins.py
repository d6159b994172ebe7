"""Where values came from: requests, other hosts, downloads by path, options, and names that say nothing of content."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.system.questions.values.origins import origin
from tests.system.worlds import system_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import pickle, requests\nx = pickle.loads(requests.get(URL).content)\n", "address"),
        ("import pandas\nx = pandas.read_pickle('https://example.com/a.pkl')\n", "address"),
        (
            ("import joblib, wget\ndef fetch(path):\n    wget.download('https://a', path)\nfetch('m.pkl')\n"
            "x = joblib.load('./m.pkl')\n"),
            "download",
        ),
        (
            "import joblib, boto3\nboto3.client('s3').download_file('b', 'k', 'm.pkl')\nx = joblib.load('m.pkl')\n",
            "own storage",
        ),
        ("import joblib\nx = joblib.load('m.pkl')\n", None),
        ("import joblib\nfrom flask import request\nx = joblib.load(f'models/{request.data}.pkl')\n", None),
        ("import io, joblib\nfrom flask import request\nx = joblib.load(io.BytesIO(request.data))\n", "request"),
        (
            ("import joblib\ndef load(data):\n    return joblib.load(data)\n"
            "from flask import request\nload(request.files['a'])\n"),
            "request",
        ),
    ],
)  # fmt: skip
def test_origin(text: str, kind: str | None, tmp_path: Path) -> None:
    system = system_of(tmp_path, {"a.py": text})
    (sign,) = system.signed("unsafe-load")
    found = origin(system, sign.routine, sign.given("path"))
    assert (found.kind if found is not None else None) == kind
