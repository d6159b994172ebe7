"""Patterns of personal data, each with the rule that tells a real value from digits and letters that look like one.

Rules are those that issuers publish: ISO 13616 for IBANs, ISO/IEC 7812 for cards (ranges of issuers, Luhn digit), and
of each country for the numbers of its people. What documentation is written with (example.com, test cards) is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mle_reviewer.findings import numbers


@dataclass(frozen=True)
class Kind:
    """One kind of personal data.

    `strong` values tell one person by themselves and carry digits that prove them. `named` are words of which a
    column's name holds one where `bare` values count, which are too plain to be told elsewhere.
    """

    about: str
    pattern: str
    valid: Callable[[str], bool]
    strong: bool = False
    named: frozenset[str] = frozenset()
    bare: str = ""
    sign: str = ""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What stands anywhere in a text."""
        return re.compile(self.pattern)

    @cached_property
    def bare_regex(self) -> re.Pattern[str] | None:
        """What is a whole value under a name that tells."""
        return re.compile(self.bare) if self.bare else None


_DOCUMENTED: Final = re.compile(
    r"(?:^|[@.])(?:example|test|invalid|localhost|sample|domain|yourdomain|company|yourcompany|mycompany|acme|foo|bar|"
    r"dummy|fake|email|mail|site|website|xyz|abc|users\.noreply\.github|noreply)\.[a-z.]{2,12}$|\.(?:test|invalid|example|"
    r"localhost|local|internal|lan|png|jpe?g|gif|svg|pdf|py|js|ts|css|json|csv|txt|html?|md|yaml|yml|so|whl|zip|gz|jar|"
    r"conf|ipynb|iam|gserviceaccount\.com)$"
)
_ROLES: Final = re.compile(
    r"^(?:no-?_?reply|info|support|admin|administrator|contact|sales|hello|help|team|git|hg|post|web|host|mailer|abuse|root|"
    r"user|users?\d{0,6}|test\w*|demo|sample|example|foo|bar|foobar|name|email|mail|you|your\w*|me|office|service|"
    r"customer\w*|security|privacy|legal|press|media|jobs|careers|hr|billing|feedback|enquiries|inquiries|someone|"
    r"john\.?doe|jane\.?doe|jdoe|username|first\.?last|firstname|lastname|webmaster|postmaster|ubuntu|ec2-user|python|"
    r"license|licensing|authors?|maintainers?|developers?|dev|data|ml|mlops|ops|alerts?|bot|mailer-daemon)$"
)


def _email(value: str) -> bool:
    local, _, domain = value.lower().rpartition("@")
    return not (_DOCUMENTED.search(f"@{domain}") or _ROLES.match(local)) and any(one.isalpha() for one in local)


_TEXT: Final = r"(?<![\w.+/@-])"
_BEHIND: Final = r"(?![\w-])(?!\.\d)"
KINDS: Final = (
    Kind(
        "an e-mail address",
        r"(?<![\w.%+/:=@-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,62}@(?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,12}\b",
        _email,
        sign="@",
    ),
    Kind(
        "a phone number",
        _TEXT + r"(?:\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,8}){1,4}|\+[1-9]\d{8,13}|"
        r"(?:1[ .-])?\([2-9]\d{2}\) ?[2-9]\d{2}-\d{4}|[2-9]\d{2}-[2-9]\d{2}-\d{4})" + _BEHIND,
        numbers.is_phone,
        named=frozenset({"phone", "mobile", "telephone", "tel", "cell", "cellphone", "msisdn", "whatsapp", "fax"}),
        bare=r"\(?\+?\d{1,4}\)?(?:[ ./-]?\(?\d{2,5}\)?){2,5}(?:\s?x\d{1,5})?",
    ),
    Kind(
        "an IBAN",
        r"(?<![\w])[A-Z]{2}\d{2}(?:[0-9A-Z]{11,30}|(?: [0-9A-Z]{4}){2,7}(?: [0-9A-Z]{1,4})?)(?!\w)",
        numbers.is_iban,
        strong=True,
    ),
    Kind(
        "the number of a payment card",
        _TEXT + r"(?:\d{4}(?P<g>[ -])\d{4}(?P=g)\d{4}(?P=g)\d{4}|3\d{3}(?P<h>[ -])\d{6}(?P=h)\d{5})" + _BEHIND,
        numbers.is_card,
        strong=True,
        named=frozenset({"card", "cc", "pan", "creditcard", "ccnum", "ccnumber", "visa", "mastercard"}),
        bare=r"\d{13,19}",
    ),
    Kind(
        "a US social security number",
        _TEXT + r"\d{3}-\d{2}-\d{4}" + _BEHIND,
        numbers.is_ssn,
        strong=True,
        named=frozenset({"ssn", "social"}),
        bare=r"\d{9}",
    ),
    Kind(
        "a Brazilian taxpayer number",
        _TEXT + r"\d{3}\.\d{3}\.\d{3}-\d{2}" + _BEHIND,
        numbers.is_cpf,
        strong=True,
        named=frozenset({"cpf"}),
        bare=r"\d{11}",
    ),
    Kind(
        "an Indian identity number",
        _TEXT + r"(?<!\d )[2-9]\d{3}(?P<a>[ -])\d{4}(?P=a)\d{4}(?! \d)" + _BEHIND,
        numbers.is_aadhaar,
        strong=True,
        named=frozenset({"aadhaar", "aadhar", "uid"}),
        bare=r"[2-9]\d{11}",
    ),
    Kind(
        "a Chinese identity number",
        _TEXT + r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]" + _BEHIND,
        numbers.is_chinese_id,
        strong=True,
    ),
    Kind(
        "a Spanish identity number",
        _TEXT + r"(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z]" + _BEHIND,
        numbers.is_dni,
        strong=True,
    ),
    Kind(
        "an Italian tax code",
        _TEXT + r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]" + _BEHIND,
        numbers.is_codice_fiscale,
        strong=True,
    ),
    Kind(
        "a French social security number",
        _TEXT + r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}" + _BEHIND,
        numbers.is_nir,
        strong=True,
    ),
    Kind(
        "a Swedish personal number",
        _TEXT + r"(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}" + _BEHIND,
        numbers.is_personnummer,
        strong=True,
    ),
    Kind(
        "a Finnish personal number",
        _TEXT + r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A]\d{3}[0-9A-FHJ-NPR-Y]" + _BEHIND,
        numbers.is_hetu,
        strong=True,
    ),
    Kind(
        "a Polish personal number", r"(?!)", numbers.is_pesel, strong=True, named=frozenset({"pesel"}), bare=r"\d{11}"
    ),
    Kind(
        "a British national insurance number",
        _TEXT + r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D]" + _BEHIND,
        numbers.is_nino,
        strong=True,
        named=frozenset({"nino", "ni", "insurance"}),
        bare=r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]",
    ),
)
NAMED: Final = frozenset[str]().union(*(kind.named for kind in KINDS))
_SHAPED: Final = re.compile(  # something of a form that one of the kinds has
    r"\d{2}[-+A ]\d{3}|\d{4}-\d{4}|\d{8}|\d{4} \d|\) ?\d{3}|\+\d|[A-Z]{2}\d{2}[A-Z0-9 ]{9}|\.\d{3}-\d|"
    r"[A-Z]\d{2}[A-Z]\d{2}[A-Z]|[XYZ]\d{7}|[A-Z] \d{2} \d{2} |\d \d{2} \d{2} "
)
_LEAST: Final = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A value of a kind in a text, and whether the rule of the kind proves it."""

    kind: Kind
    start: int
    end: int
    proven: bool


def told(text: str, name: frozenset[str] = frozenset()) -> Iterator[Told]:
    """What in a text has the form of personal data; `name` are the words of the column that the text is a value of."""
    if len(text) < _LEAST:
        return
    has_digits = not name.isdisjoint(NAMED) or _SHAPED.search(text) is not None
    if not has_digits and "@" not in text:
        return
    taken: list[tuple[int, int]] = []
    for kind in KINDS:
        if (kind.sign and kind.sign not in text) or not (kind.sign or has_digits):
            continue
        whole = kind.bare_regex.fullmatch(text.strip()) if kind.bare_regex is not None and kind.named & name else None
        if whole is not None:
            yield Told(kind, 0, len(text), kind.valid(whole[0]))
            return
        for found in kind.regex.finditer(text):
            if not any(found.start() < end and start < found.end() for start, end in taken):
                proven = kind.valid(found[0])
                taken += [found.span()] if proven else []
                yield Told(kind, *found.span(), proven)


_PAIR: Final = re.compile(r"\"(?P<name>[A-Za-z][^\"\\]{0,60})\"\s{0,4}:\s{0,4}\"?(?P<value>[^\"\\,{}\[\]]{6,60})")
_WORD: Final = re.compile(r"[a-z]+")


def masked_persons(text: str) -> str:
    """The text with every proven value of a kind masked; its lines stay in place."""
    spans = [(one.start, one.end) for one in told(text) if one.proven]
    for pair in _PAIR.finditer(text):  # what a name beside it proves
        name = NAMED.intersection(_WORD.findall(pair["name"].lower()))
        spans += [pair.span("value")] if name and any(one.proven for one in told(pair["value"], name)) else []
    behind = len(text)
    for start, end in sorted(spans, reverse=True):
        if end <= behind:
            text = f"{text[:start]}***{text[end:]}"
            behind = start
    return text
