"""Files that are themselves a key are found, by their name and by what they hold."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.system.questions.data.secrets.found import secrets
from tests.system.making import system_of

KEY = "qWzt" + "8Vb3" * 8 + ".Lm42"


def test_a_file_that_is_a_key_is_found(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"store/.fs_api_key": KEY})
    assert [(one.at.path, one.masked) for one in secrets(system)] == [("store/.fs_api_key", "***")]


def test_a_file_that_says_where_a_key_is_kept_is_none(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"store/.fs_api_key": "ask the team for it", "notes/api_key.txt": KEY + "\n" + KEY})
    assert list(secrets(system)) == []
