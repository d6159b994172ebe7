"""Fingerprints survive what moves a finding, and tell apart what is not the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.order import report_order
from tests.review.making import finding, place


def one(made: Finding) -> str:
    (named,) = fingerprinted([made])
    return named.fingerprint


def test_a_fingerprint_is_sixteen_hex_digits() -> None:
    assert len(one(finding())) == 16
    assert set(one(finding())) <= set("0123456789abcdef")


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_it_holds_no_line(first: int, second: int) -> None:
    assert one(finding(line=first)) == one(finding(line=second))


def test_white_space_and_column_do_not_matter() -> None:
    moved = finding(context="scaler.fit(  X )  ", at=place(line=9, column=5))
    assert one(moved) == one(finding(context="scaler.fit( X )"))


def test_check_path_and_context_do_matter() -> None:
    base = finding()
    others = [replace(base, check="other"), finding("other.py"), finding(context="pca.fit(X)")]
    assert len({one(base), *map(one, others)}) == 4


def test_the_same_line_twice_is_two_fingerprints_in_order_of_place() -> None:
    named = fingerprinted([finding(line=9), finding(line=2)])
    assert [f.at.line for f in named] == [2, 9]
    assert named[0].fingerprint == one(finding())
    assert named[0].fingerprint != named[1].fingerprint


def test_without_context_the_title_names_it() -> None:
    assert one(finding(context="", title="A")) != one(finding(context="", title="B"))


def test_a_name_in_another_encoding_has_a_fingerprint() -> None:
    assert len(one(finding("caf\udce9.py"))) == 16


@given(st.permutations([finding(line=n, context=c) for n in (1, 2, 3) for c in ("a", "b")]))
def test_order_of_input_does_not_matter(shuffled: list[Finding]) -> None:
    assert fingerprinted(shuffled) == fingerprinted(sorted(shuffled, key=report_order))
