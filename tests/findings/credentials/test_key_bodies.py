"""What stands where a private key would is judged by its own encoding; every body is made up here."""

from __future__ import annotations

import base64

import pytest

from mle_reviewer.findings.credentials.issued import issued

BYTES = bytes((7 * each * each + 13) % 251 for each in range(600))


def pem(data: bytes, kind: str = "", width: int = 64) -> str:
    signs = base64.b64encode(data).decode()
    lines = [signs[at : at + width] for at in range(0, len(signs), width)]
    return "\n".join([f"-----BEGIN {kind}PRIVATE" + " KEY-----", *lines, f"-----END {kind}PRIVATE KEY-----", ""])


def sequence(says: int, data: bytes) -> bytes:
    return b"\x30\x82" + says.to_bytes(2, "big") + data


WHOLE = pem(sequence(600, BYTES))


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        pem(sequence(600, BYTES), "RSA "),
        pem(b"\x30\x51" + BYTES[:0x51], "EC "),
        pem(b"openssh-key-v1\0" + BYTES, "OPENSSH "),
        '"' + WHOLE.replace("\n", "\\n") + '"',
        " +\n".join(f'  "{line}\\n"' for line in WHOLE.strip().split("\n")),
    ],
)
def test_a_whole_key_is_one(text: str) -> None:
    assert [one.about for one in issued(text)] == ["a private key"]


@pytest.mark.parametrize(
    "text",
    [
        pem(sequence(1200, BYTES[:60])),
        pem(BYTES),
        pem(BYTES, "OPENSSH "),
        pem(sequence(600, BYTES)).replace("=", "").replace("\n-----END", "AAA\n-----END"),
    ],
)
def test_a_body_that_is_too_short_or_no_key_is_none(text: str) -> None:
    assert list(issued(text)) == []


def test_an_address_without_its_last_part_holds_nothing() -> None:
    address = "https://hooks.slack.com/services/" + "T03QX7PLM9A/B07ZKD2WVRC/"
    assert list(issued(f"posts to {address}...")) == []
    assert list(issued(f"posts to {address}")) == []
    assert len(list(issued(f"posts to {address}" + "q8Zt41mVb7Lx92KcR4tZ8mQ2"))) == 1


def test_a_key_that_breaks_off_in_dots_is_none() -> None:
    key = "gh" + "p_" + "R4tZ8mQ2" * 3
    assert list(issued(f"TOKEN={key}...")) == []
    assert len(list(issued(f"TOKEN={key}"))) == 1
