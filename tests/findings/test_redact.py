"""What looks like a credential is masked; what does not is left alone. Every sample is made up here, from parts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.findings.redact import redacted

SHAPES = {
    "AKIA": "AKIA" + "Z7" * 8,
    "ghp_": "ghp_" + "a1B2" * 9,
    "github_pat_": "github_pat_" + "a1_" * 10,
    "glpat-": "glpat-" + "x9" * 10,
    "xoxb-": "xoxb-" + "1" * 12 + "-abc",
    "AIza": "AIza" + "b" * 35,
    "hf_": "hf_" + "Q" * 34,
    "sk_live_": "sk_live_" + "9" * 24,
    "sk-proj-": "sk-proj-" + "k3" * 20,
    "npm_": "npm_" + "n" * 36,
    "dapi": "dapi" + "0f" * 16,
    "eyJ": "eyJ" + "h" * 20 + ".eyJ" + "p" * 20 + "." + "s" * 20,
    "AccountKey=": "AccountKey=" + "A" * 86 + "==",
    "SG.": "SG." + "a" * 22 + "." + "b" * 43,
}


@pytest.mark.parametrize(("prefix", "sample"), SHAPES.items(), ids=SHAPES)
def test_shapes_keep_their_prefix_alone(prefix: str, sample: str) -> None:
    assert redacted(f"token {sample} found") == f"token {prefix}*** found"


def test_a_password_in_a_url() -> None:
    assert redacted("postgresql://ml:" + "s3cr3t" + "@db/features") == "postgresql://ml:***@db/features"


def test_a_literal_under_a_telling_name() -> None:
    assert redacted("API_KEY = 'abcd" + "efgh1234'") == "API_KEY = '***'"


def test_a_private_key_goes_and_what_follows_stays() -> None:
    body = "\n".join(["MIIE" * 16] * 3)
    key = "-----BEGIN RSA " + f"PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    masked = redacted(f"before {key} Fix: rotate it")
    assert "MIIE" not in masked
    assert masked.endswith("Fix: rotate it")


@pytest.mark.parametrize(
    "harmless",
    [
        "https://host:8080/path@v2",
        "sk-learn-based-pipelines-of-the-team",
        "skip the key columns and the secret sauce",
        "fit-before-split in src/mle_reviewer/checks/data.py:12",
        "token = os.environ['TOKEN']",
        "4cc4457f1e353074",
    ],
)
def test_what_is_no_credential_stays(harmless: str) -> None:
    assert redacted(harmless) == harmless


@given(st.lists(st.sampled_from([*SHAPES.values(), "password = 'abcdefghi'", "x\ny", '"', "\\"]), max_size=6))
def test_a_report_in_json_stays_json(parts: list[str]) -> None:
    text = json.dumps({"issue": " ".join(parts)})
    assert isinstance(json.loads(redacted(text))["issue"], str)


@given(st.lists(st.sampled_from([*SHAPES.values(), "and", "then"]), max_size=6))
def test_masking_twice_is_masking_once(parts: list[str]) -> None:
    once = redacted(" ".join(parts))
    assert redacted(once) == once
