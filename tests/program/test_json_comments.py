"""JSON with comments: they and commas before an end become blanks, and every place stays."""

from __future__ import annotations

import json

import pytest

from mle_reviewer.program.entries import read_entries
from mle_reviewer.program.json_comments import plain
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap

HELD = """// what the editor starts
{
  "url": "http://x//y", /* the
  gateway */ "ports": [8000, 8001,], // and
  "path": "a\\\\", "quoted": "\\"//\\"",
  "nested": {"deep": 1, /* last */ },
}
"""


def test_places_stay_and_strings_are_left_alone():
    bare = plain(HELD)
    assert len(bare) == len(HELD)
    assert [at for at, sign in enumerate(bare) if sign == "\n"] == [at for at, sign in enumerate(HELD) if sign == "\n"]
    assert json.loads(bare) == {
        "url": "http://x//y",
        "ports": [8000, 8001],
        "path": "a\\",
        "quoted": '"//"',
        "nested": {"deep": 1},
    }


@pytest.mark.parametrize("text", ['{"a": 1,,}', '{"a": "x', "/* open", "{,}", '{"a": 1 /* x', '"' + "\\" * 50])
def test_what_is_no_json_stays_none(text: str):
    assert len(plain(text)) == len(text)
    if text != "{,}":
        with pytest.raises(ValueError, match=r".+"):
            json.loads(plain(text))


def test_settings_with_comments_are_read_where_they_stand():
    entries, gaps = read_entries(Document("devcontainer.json", "json", "", HELD.encode()))
    assert not gaps
    assert len(entries) == 1
    _, gaps = read_entries(Document("broken.json", "json", "", b"{// x\n  nothing}"))
    assert [type(gap) for gap in gaps] == [Gap]
