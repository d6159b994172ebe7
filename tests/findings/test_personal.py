"""Personal data is told by the rules of its kinds; numbers are worked out here, and belong to nobody."""

from __future__ import annotations

import random

import pytest

from mle_reviewer.findings import numbers
from mle_reviewer.findings.personal import masked_persons, told


def proven(text: str, *name: str) -> list[str]:
    return [one.kind.about for one in told(text, frozenset(name)) if one.proven]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("write to h.brandt@nordlicht-post.de now", "an e-mail address"),
        ("call +49 151 23486780 or", "a phone number"),
        ("call (212) 555-" + "8143", None),
        ("call (415) 836-" + "2947", "a phone number"),
        ("from DE" + "75512108001245126199", "an IBAN"),
        ("from DE" + "75512108001245126198", None),
        ("card 4539 1488 " + "0343 6467", "the number of a payment card"),
        ("card 4539 1488 " + "0343 6468", None),
        ("ssn 536-90-" + "4399", "a US social security number"),
        ("ssn 000-90-" + "4399", None),
        ("cpf 529.982.247" + "-25", "a Brazilian taxpayer number"),
        ("cpf 529.982.247" + "-26", None),
        ("dni 54362315" + "K", "a Spanish identity number"),
        ("dni 54362315" + "L", None),
        ("MRTMTT91" + "D08F205J", "an Italian tax code"),
        ("811228" + "-9874", "a Swedish personal number"),
        ("131052" + "-308T", "a Finnish personal number"),
        ("110105194912" + "31002X", "a Chinese identity number"),
        ("2 55 08 14 168 " + "025 38", "a French social security number"),
        ("n at ann@example.com, root@host, git@github.com, a@b.png, info@firm.de", None),
        ("4111 1111 1111 1111 and 4242 4242 4242 4242", None),
        ("loss 0.12345678 at 2026-03-01 10:00:00, v1.2.3-4567, 192.168.10.255", None),
        ("ids 1234567890123456 9876543210987654 and 555-0142", None),
    ],
)
def test_what_is_proven(text: str, about: str | None) -> None:
    assert proven(text) == ([about] if about else [])


@pytest.mark.parametrize(
    ("value", "name"),
    [("4539148803436467", "card"), ("536904399", "ssn"), ("44051401359", "pesel"), ("0151 23486780", "phone")],
)
def test_a_plain_number_counts_under_a_name_that_tells(value: str, name: str) -> None:
    assert proven(value) == []
    assert len(proven(value, name)) == 1


def test_numbers_at_random_are_hardly_ever_proven() -> None:
    generator = random.Random(1)  # noqa: S311
    some = ["".join(str(generator.randrange(10)) for _ in range(16)) for _ in range(2_000)]
    assert sum(numbers.is_card(one) for one in some) < 60
    assert sum(numbers.is_cpf(one[:11]) for one in some) < 60
    assert sum(numbers.is_aadhaar(one[:12]) for one in some) < 300


def test_what_tells_a_person_is_masked_and_lines_stay() -> None:
    text = 'a\nh.brandt@nordlicht-post.de, {"ssn": "536904399"}\nDE75512108001245126199 b'
    assert masked_persons(text) == 'a\n***, {"ssn": "***"}\n*** b'
