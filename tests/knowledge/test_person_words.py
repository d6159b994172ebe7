"""Which tables list firms by the names of their columns, and which columns tell how one reaches a firm."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.person_words import lists_firms, reaches_firm


@pytest.mark.parametrize(
    ("columns", "firms"),
    [
        (("Company Name", "phone"), True),
        (("vat_number", "email"), True),
        (("company_name", "contact_person", "email"), False),
        (("companyName", "birthDate"), False),
        (("company", "email"), False),
        ((), False),
    ],
)
def test_lists_firms(columns: tuple[str, ...], firms: bool) -> None:  # noqa: FBT001 - a case of the table
    assert lists_firms(columns) is firms


def test_reaches_firm() -> None:
    assert [one for one in ("store_phone", "phone", "HospitalAddress", "home_address") if reaches_firm(one)] == [
        "store_phone",
        "HospitalAddress",
    ]
