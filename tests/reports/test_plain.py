"""Nothing of the reviewed repository can steer a terminal or break out of its line."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.reports.plain import encodable, shown

ANY = st.text(st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))


@given(ANY)
def test_no_control_character_and_no_line_break_is_left(text: str) -> None:
    result = shown(text)
    assert not [char for char in result if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert len(result.splitlines()) <= 1


@given(ANY)
def test_what_is_shown_can_be_written(text: str) -> None:
    shown(text).encode()
    encodable(text).encode()


def test_by_example() -> None:
    assert shown("plain  text, — · ü 漢字") == "plain  text, — · ü 漢字"
    assert shown("a\r\n\tb") == "a b"
    assert shown("\x1b[31mred\x9b0m") == "\\x1b[31mred\\x9b0m"
    assert shown("file\u202egnp.py") == "file\\u202egnp.py"
    assert shown("caf\udce9.py") == "caf\\xe9.py"
    assert encodable("caf\udce9.py") == "caf\\xe9.py"
    assert encodable("\ud800") == "\\ud800"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ordinary_text_stays(text: str) -> None:
    assert shown(text) == text
