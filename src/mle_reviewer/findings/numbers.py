"""Check digits and ranges of numbers that tell a person or an account: which strings of digits are really one."""

from __future__ import annotations

import re
from typing import Final

_SAME: Final = 2  # different digits of which no real number is made up


def digits_of(value: str) -> str:
    """The digits of a value."""
    return "".join(one for one in value if one.isdigit() and one.isascii())


def _varied(digits: str) -> bool:
    return len(set(digits)) > _SAME


_TEST_CARDS: Final = frozenset({  # that issuers and payment services publish for tests
    "4111111111111111", "4242424242424242", "4012888888881881", "4000056655665556", "4000002500003155",
    "5555555555554444", "5105105105105100", "5200828282828210", "2223003122003222", "378282246310005",
    "371449635398431", "378734493671000", "6011111111111117", "6011000990139424", "3530111333300000",
    "3566002020360505", "30569309025904", "38520000023237", "6200000000000005", "4222222222222",
    "5431111111111111", "4007000000027", "4539578763621486", "4532015112830366",
})  # fmt: skip
_ISSUERS: Final = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|"
    r"6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14,17}"
)


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for place, one in enumerate(reversed(digits)):
        value = int(one) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the sum of its two digits
    return total % 10 == 0


def is_card(value: str) -> bool:
    """A card number of an issuer's range that is no published test number."""
    digits = digits_of(value)
    return bool(_ISSUERS.fullmatch(digits)) and luhn(digits) and digits not in _TEST_CARDS and _varied(digits)


_IBAN_LENGTHS: Final = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21,
    "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18,
    "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
    "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28,
    "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24,
    "TR": 26, "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip
_SHOWN_IBANS: Final = frozenset({  # of the registry's own documentation
    "DE89370400440532013000", "GB82WEST12345698765432", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
    "NL91ABNA0417164300", "ES9121000418450200051332", "CH9300762011623852957", "BE68539007547034",
    "AT611904300234573201", "IT60X0542811101000000123456", "PL61109010140000071219812874", "IE29AIBK93115212345678",
    "SE4550000000058398257466", "NO9386011117947", "DK5000400440116243", "FI2112345600000785",
    "FR7630006000011234567890189", "PT50000201231234567890154", "LU280019400644750000",
})  # fmt: skip


def is_iban(value: str) -> bool:
    """ISO 13616: the length of its country, and a remainder of 1 by 97."""
    plain = value.replace(" ", "").replace("-", "").upper()
    if len(plain) != _IBAN_LENGTHS.get(plain[:2], 0) or plain in _SHOWN_IBANS:
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(one, 36)) for one in moved)) % 97 == 1


_SHOWN_SSNS: Final = frozenset({"078051120", "219099999", "123456789", "111223333", "457555462"})


def is_ssn(value: str) -> bool:
    """The areas, groups and serials that the Social Security Administration issues."""
    digits = digits_of(value)
    return (
        len(digits) == 9  # noqa: PLR2004
        and digits[:3] not in {"000", "666"}
        and digits[0] != "9"
        and digits[3:5] != "00"
        and digits[5:] != "0000"
        and digits not in _SHOWN_SSNS
        and _varied(digits)
    )


def is_cpf(value: str) -> bool:
    """Two check digits of weights that fall to 2."""
    digits = digits_of(value)
    return len(digits) == 11 and _varied(digits) and all(_cpf_digit(digits, place) for place in (9, 10))  # noqa: PLR2004


def _cpf_digit(digits: str, place: int) -> bool:
    total = sum(int(one) * (place + 1 - at) for at, one in enumerate(digits[:place]))
    return total * 10 % 11 % 10 == int(digits[place])


_TURNED: Final = ("0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415",
                  "7046913258")  # fmt: skip


def is_aadhaar(value: str) -> bool:
    """The digit of Verhoeff, in the dihedral group of the pentagon."""
    digits = digits_of(value)
    if len(digits) != 12 or not _varied(digits):  # noqa: PLR2004
        return False
    state = 0
    for place, one in enumerate(reversed(digits)):
        state = _pentagon(state, int(_TURNED[place % 8][int(one)]))
    return state == 0


def _pentagon(first: int, second: int) -> int:
    """The product in the group of the turns (0 to 4) and reflections (5 to 9) of a pentagon."""
    turn = 5
    if first < turn:
        return (first + second) % turn if second < turn else turn + (first + second - turn) % turn
    if second < turn:
        return turn + (first - turn - second) % turn
    return (first - second) % turn


def is_chinese_id(value: str) -> bool:
    """GB 11643: weights of powers of 2 by 11."""
    total = sum(int(one) * pow(2, 17 - place, 11) for place, one in enumerate(value[:17]))
    return "10X98765432"[total % 11] == value[17].upper()


def is_dni(value: str) -> bool:
    """The letter that the rest by 23 gives."""
    number, letter = value[:-1].replace("-", "").translate(str.maketrans("XYZ", "012")), value[-1]
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == letter and number != "12345678" and _varied(number)


_ODD: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def is_codice_fiscale(value: str) -> bool:
    """The letter that closes it, from tables for odd and even places."""
    if value in {"RSSMRA85T10A562S", "RSSMRA80A01H501U"}:  # of documentation
        return False
    places = [int(one) if one.isdigit() else ord(one) - ord("A") for one in value[:15]]
    total = sum(_ODD[one] if at % 2 == 0 else one for at, one in enumerate(places))
    return chr(ord("A") + total % 26) == value[15]


def is_nir(value: str) -> bool:
    """97 less the rest of the first thirteen digits; Corsica's letters count as 19 and 18."""
    plain = value.replace(" ", "").replace("2A", "19").replace("2B", "18")
    return len(plain) == 15 and plain.isdigit() and 97 - int(plain[:13]) % 97 == int(plain[13:]) and _varied(plain)  # noqa: PLR2004


def is_personnummer(value: str) -> bool:
    """The Luhn digit of the last ten."""
    return luhn(digits_of(value)[-10:])


def is_hetu(value: str) -> bool:
    """The sign that the rest by 31 gives."""
    number = int(value[:6] + value[7:10])
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31] == value[10]


def is_pesel(value: str) -> bool:
    """Weights of 1, 3, 7 and 9, and a day that there is."""
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
    total = sum(int(one) * weight for one, weight in zip(value, weights, strict=True))
    return total % 10 == 0 and 1 <= int(value[4:6]) <= 31 and 1 <= int(value[2:4]) % 20 <= 12  # noqa: PLR2004


def is_nino(value: str) -> bool:
    """The pairs of letters that are not given away."""
    plain = value.replace(" ", "")
    return plain[:2] not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ", "QQ"} and plain[2:8] != "123456"


_FICTION: Final = re.compile(
    r"(?:1?[2-9]\d\d)?55501\d\d$|(?:1?[2-9]\d\d)?555\d{4}$|4479460|44(?:20794|1632960|1134960)|1234567|7654321"
)
_LEAST_PHONE: Final = 9
_MOST_PHONE: Final = 15


def is_phone(value: str) -> bool:
    """ITU-T E.164: nine to fifteen digits, and none of the numbers that are kept for fiction."""
    digits = digits_of(value.partition("x")[0])
    return _LEAST_PHONE <= len(digits) <= _MOST_PHONE and len(set(digits)) > _SAME + 1 and not _FICTION.search(digits)
