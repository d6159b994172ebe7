"""Values that only hold a place, also where a rule for passwords put digits and signs into their words."""

import pytest

from mle_reviewer.findings.credentials.placeholders import is_placeholder


@pytest.mark.parametrize(
    "value", ["Ch@ng3M3!Kong2026", "ch4ng3-th1s-t0k3n", "pl4c3h0ld3r-7", "R3pl@c3_M3_77", "W3b_T0k3n_2026_Ch@ng3!"]
)
def test_words_in_disguise_hold_a_place(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value", ["q8Zt41mVb7Lx92Kc", "Nordlicht-2031!Fj0rd", "exch4ng3-r4tes-7Lx9", "q8Zt41-Xch@ng3", "ch4ng3r00ms7Lx9"]
)
def test_what_only_begins_like_them_does_not(value: str) -> None:
    assert not is_placeholder(value)
