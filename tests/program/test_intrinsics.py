"""The short and the long form of a template's references read alike."""

from __future__ import annotations

import pytest

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.program.intrinsics import intrinsic_of
from mle_reviewer.sources.document import Document, document_of


def value(text: str) -> Entry:
    document = document_of("a.yaml", "", f"a:\n  b: {text}\n".encode())
    assert isinstance(document, Document)
    found = read_entries(document)[0][0].get("a", "b")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("short", "long", "name"),
    [
        ("!Ref Bucket", "{Ref: Bucket}", "Ref"),
        ("!Sub 's3://${Bucket}'", "{'Fn::Sub': 's3://${Bucket}'}", "Sub"),
        ("!GetAtt Model.Arn", "{'Fn::GetAtt': [Model, Arn]}", "GetAtt"),
        ("!GetAtt Model.Outputs.Arn", "{'Fn::GetAtt': Model.Outputs.Arn}", "GetAtt"),
        ("!Join ['-', [a, !Ref b]]", "{'Fn::Join': ['-', [a, !Ref b]]}", "Join"),
        ("!If [Live, 2, 1]", "{'Fn::If': [Live, 2, 1]}", "If"),
        ("!Condition Live", "{Condition: Live}", "Condition"),
    ],
)
def test_both_forms(short: str, long: str, name: str) -> None:
    found = intrinsic_of(value(short))
    assert found is not None
    assert found == intrinsic_of(value(long))
    assert (found[0], found[1].line, found[1].tag) == (name, 2, "")


@pytest.mark.parametrize(
    "text", ["a", "{a: b}", "{Ref: a, b: c}", "[Ref, a]", "{Condition: {StringEquals: x}}", "!!set {a}", "{'Fn::': a}"]
)
def test_what_calls_nothing(text: str) -> None:
    assert intrinsic_of(value(text)) is None
