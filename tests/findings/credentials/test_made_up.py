"""Values that are made up to hold a place, and keys that look like them and are none."""

import base64
import json

import pytest

from mle_reviewer.findings.credentials.issued import issued
from mle_reviewer.findings.credentials.made_up import is_counted
from mle_reviewer.findings.credentials.placeholders import is_placeholder

DRAWN = "q8Zt41mVb7Lx" + "92KcRm4vTp29"


@pytest.mark.parametrize(
    "value", ["TEST-RESET-789012", "PREVIEW-LETTER-417263", "nordsee-4567", "LETTER_6543", "trial-letter-7890123"]
)
def test_words_with_a_counter_hold_a_place(value: str) -> None:
    assert is_counted(value)
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value", ["KDQX-WPTR-482793", "LETTER-417263", "blue-harbour-417263", "Blue-Harbour-4567", "Q8ZT-41MV-2693", "4567"]
)
def test_what_is_drawn_or_may_be_chosen_holds_none(value: str) -> None:
    assert not is_counted(value)


def _grafana(key: str) -> str:
    said = json.dumps({"o": "123456", "n": "test", "k": key, "m": {"r": "prod-eu-west-0"}}, separators=(",", ":"))
    return "gl" + "c_" + base64.b64encode(said.encode()).decode()


@pytest.mark.parametrize(
    "key",
    [
        "q8Zt",
        "dummykeyforthedocumentation",
        "writelettersandmetrics417263",
        "q8Ztq8Ztq8Ztq8Ztq8Zt",
        "ABCDEFGHIJKLMNOPQRST9z",
    ],
)
def test_a_token_whose_key_is_made_up_is_masked_and_told_of_by_nobody(key: str) -> None:
    assert not list(issued(f"key = {_grafana(key)!r}"))
    assert [one.masked for one in issued(f"key = {_grafana(key)!r}", doubtful=True)] == ["gl" + "c_***"]


def test_a_token_whose_key_is_drawn_or_cannot_be_read_is_told_of() -> None:
    assert len(list(issued(f"key = {_grafana(DRAWN)!r}"))) == 1
    assert len(list(issued(f"key = {'gl' + 'c_' + DRAWN * 2!r}"))) == 1
