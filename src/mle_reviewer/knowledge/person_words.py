"""Words of columns: which say who a person is or is like, by what nobody is to be judged, and which are of firms."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from mle_reviewer.knowledge.measures import words

_ALONE: Final = frozenset({
    "email", "surname", "firstname", "lastname", "fullname", "phone", "ssn", "passport", "iban", "dob", "birthdate",
})  # fmt: skip
_PERSONS: Final = frozenset({
    "customer", "user", "client", "patient", "passenger", "employee", "member", "applicant", "borrower", "account",
    "person", "cc", "card", "first", "last", "full", "phone", "birth", "driver", "student", "subscriber",
})  # fmt: skip
_DESCRIBES: Final = frozenset({
    "gender", "sex", "birthday", "birthdate", "age", "nationality", "married", "marital", "salary", "income", "job",
    "occupation", "religion", "ethnicity", "employee", "patient", "customer", "applicant", "borrower", "passenger",
    "student", "diagnosis", "username",
})  # fmt: skip
_NAMING: Final = frozenset({"id", "name", "number", "num", "no", "date", "address", "hash"})
_TELLS: Final = frozenset({"email", "surname", "firstname", "lastname", "fullname", "phone", "ssn", "passport", "iban"})
_OF_NAMES: Final = frozenset({"first", "last", "full", "family", "given", "middle"})
_NUMBERS: Final = frozenset({"number", "num", "no", "address"})
_ACCOUNTS: Final = frozenset({"cc", "card", "passport", "ssn", "phone", "email", "mobile", "telephone", "iban"})
_COUNTED: Final = frozenset({
    "count", "counts", "rate", "share", "length", "len", "domain", "has", "is", "num", "missing", "valid", "flag",
    "type", "hash", "hashed", "masked", "encoded", "plan", "service", "score", "ratio", "opened", "sent", "clicks",
})  # fmt: skip
_SENSITIVE: Final = frozenset({
    "race", "ethnicity", "ethnic", "religion", "caste", "nationality", "disability", "orientation", "citizenship",
})  # fmt: skip
_OF_FIRMS: Final = frozenset({  # whoever publishes these means them to be known
    "contact", "company", "business", "public", "office", "store", "shop", "hotel", "restaurant", "vendor", "website",
    "publisher", "author", "authors", "maintainer", "license", "organization", "organisation", "agency", "school",
    "branch", "hospital", "provider", "url", "source", "fax",
})  # fmt: skip
# Words that one column of a table of firms is named with.
_FIRMS: Final = (
    frozenset({"company", "name"}), frozenset({"organization", "name"}), frozenset({"organisation", "name"}),
    frozenset({"business", "name"}), frozenset({"firm", "name"}), frozenset({"vendor", "name"}),
    frozenset({"supplier", "name"}), frozenset({"registration", "number"}), frozenset({"vat", "number"}),
)  # fmt: skip
# Words that one column of a table is named with where persons stand beside.
_AMONG_FIRMS: Final = (
    frozenset({"first", "name"}), frozenset({"last", "name"}), frozenset({"full", "name"}), frozenset({"surname"}),
    frozenset({"firstname"}), frozenset({"lastname"}), frozenset({"patient"}), frozenset({"customer"}),
    frozenset({"employee"}), frozenset({"student"}), frozenset({"member"}), frozenset({"contact", "person"}),
    frozenset({"birth"}), frozenset({"gender"}),
)  # fmt: skip


def names_person(column: str) -> bool:
    """Whether a column's name says who a person is: `customerID`, `Surname`, `cc_num`."""
    some = words(column)
    told = bool(some) and (some[-1] in _ALONE or (len(some) > 1 and some[-2] in _ALONE and some[-1] in _NAMING))
    return told or (len(some) > 1 and some[0] in _PERSONS and some[-1] in _NAMING)


def describes_person(column: str) -> bool:
    """Whether a column's name says who a person is, or what a person is like: `Surname`, `gender`, `customer_id`."""
    some = words(column)
    return (names_person(column) and some[-1] != "date") or bool(set(some) & _DESCRIBES)


def tells_person(column: str) -> bool:
    """Whether a column's value tells one person to whoever reads it: an address, a number, a full name, no id."""
    some = words(column)
    if not some or (_COUNTED - {"num"}) & set(some):
        return False
    if some[-1] in _TELLS or (some[-1] == "name" and len(some) > 1 and some[-2] in _OF_NAMES):
        return True
    return len(some) > 1 and some[-1] in _NUMBERS and some[-2] in _ACCOUNTS


def is_sensitive(column: str, beside: Collection[str]) -> bool:
    """Whether a column says what nobody is to be judged by without a reason; a race is a contest unless people run."""
    some = set(words(column))
    if not some & _SENSITIVE or "id" in some:
        return False
    return any(describes_person(one) for one in beside if one != column)


def reaches_firm(column: str) -> bool:
    """Whether a column's name says that its numbers and addresses are those of a firm or office: `store_phone`."""
    return not _OF_FIRMS.isdisjoint(words(column))


def lists_firms(columns: Iterable[str]) -> bool:
    """Whether the rows of a table are firms, by its columns' names, and no person is named beside them.

    By the numbers and addresses of such a table firms want to be reached.
    """
    names = [frozenset(words(one)) for one in columns]
    told = any(some <= name for name in names for some in _FIRMS)
    return told and not any(some <= name for name in names for some in _AMONG_FIRMS)
