"""How sure it is that a request without a timeout stops a service: it hangs on the server that is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Confidence
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

SERVICE = """import requests
from flask import Flask

app = Flask(__name__)


@app.route("/stars")
def stars():
    return requests.get("https://code.nordlicht-post.de/stars").json()


if __name__ == "__main__":
    app.run(port=5000)
"""


def found(folder: Path, files: dict[str, str]) -> list[Finding]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [one for one in analyse(FolderTree(str(folder))).findings if one.check == "call-without-timeout"]


@pytest.mark.parametrize(
    ("beside", "confidence"),
    [
        ({}, Confidence.LOW),
        ({"README.md": "Start it with `python app.py`.\n"}, Confidence.LOW),
        ({"README.md": "Start it with `gunicorn app:app`.\n"}, Confidence.HIGH),
        ({"Procfile": "web: waitress-serve app:app\n"}, Confidence.HIGH),
        ({"requirements.txt": "flask\ngunicorn==23.0.0\n"}, Confidence.HIGH),
    ],
)
def test_with_the_server_for_development_alone_it_is_a_lead(
    tmp_path: Path, beside: dict[str, str], confidence: Confidence
) -> None:
    (one,) = found(tmp_path, {"app.py": SERVICE, **beside})
    assert one.confidence == confidence
