"""The waiver file: its entries, their places, and what makes one useless."""

from __future__ import annotations

import pytest

from mle_reviewer.policy.policy import PolicyError
from mle_reviewer.policy.waiver import Waiver
from mle_reviewer.policy.waiver_file import file_waivers
from tests.review.making import CARDS, finding, tree

PATH = ".mle-reviewer/waivers.toml"


def read(text: str) -> tuple[Waiver, ...]:
    return file_waivers(tree({PATH: text}), PATH, known=CARDS, today="2026-11-23")


def test_entries_and_their_places() -> None:
    first, second = read(
        "# ours\n[[waiver]]\ncheck = 'fit-before-split'\npath = 'legacy/**'\nreason = 'replaced in March'\n"
        "until = 2027-03-31\n\n[[waiver]]\ncheck = ['chosen-on-test', 'fit-before-split']\npath = ['a.sql', 'b.sql']\n"
        "reason = 'reviewed by hand'\nuntil = '2027-01-01'\nfingerprint = '0123456789abcdef'\n"
    )
    assert (first.at.path, first.at.line, second.at.line) == (PATH, 2, 8)
    assert (first.until, second.until) == ("2027-03-31", "2027-01-01")
    assert first.covers(finding("legacy/old/train.py", 99))
    assert not first.covers(finding("train.py"))
    assert second.covers(finding("b.sql", fingerprint="0123456789abcdef"))
    assert not second.covers(finding("b.sql", fingerprint="f" * 16))
    assert {first.problem, second.problem} == {""}


def test_no_file_no_waivers() -> None:
    assert file_waivers(tree(), PATH, known=CARDS, today="2026-11-23") == ()


@pytest.mark.parametrize("path", ["**", "*", "/", "[]"])
def test_every_path_is_blanket(path: str) -> None:
    (waiver,) = read(
        f"[[waiver]]\ncheck = 'fit-before-split'\npath = {path if path == '[]' else repr(path)}\nreason = 'x'"
    )
    assert waiver.problem == "blanket"


def test_one_finding_needs_no_path() -> None:
    (waiver,) = read(
        "[[waiver]]\ncheck = 'fit-before-split'\npath = '**'\nreason = 'x'\nfingerprint = '0123456789abcdef'\n"
    )
    assert waiver.problem == ""


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("check = 'nope'\npath = 'a'\nreason = 'x'", "unknown-check"),
        ("check = 'fit-before-split'\npath = 'a'\nreason = ' '", "malformed"),
        ("check = 'fit-before-split'\npath = 'a'\nreason = 'x'\nuntil = 2020-01-01", "expired"),
        ("check = []\npath = 'a'\nreason = 'x'", "blanket"),
    ],
)
def test_faults(entry: str, problem: str) -> None:
    (waiver,) = read(f"[[waiver]]\n{entry}\n")
    assert waiver.problem == problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[waiver]]\ncheck = 'a'\npath = 'a'", "waiver[0]: object missing required field `reason`"),
        ("[[waiver]]\ncheck = 'a'\npath = 'a'\nreason = 'x'\nexpires = 1", "unknown key `waiver[0].expires`"),
        ("[[waivers]]\ncheck = 'a'", "unknown key `waivers`; did you mean `waiver`?"),
        ("[[waiver]]\ncheck = 'a'\npath = 'a'\nreason = 'x'\nuntil = 3", "waiver[0].until: expected a date"),
        ("waiver = [", "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read(text)
    assert message in str(caught.value)
    assert str(caught.value).startswith(PATH)
