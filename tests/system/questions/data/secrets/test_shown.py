"""Keys that open nothing where they stand are told of by nobody, and masked all the same."""

from __future__ import annotations

import pytest

from mle_reviewer.system.questions.data.secrets.texts import credentials, masked

GOOGLE = "AI" + "za" + "Q7xRt4Zm8" * 3 + "Lm92KcVb"
AWS = "AK" + "IA" + "Q3ZW7RT5YB9KD2MX"
OTHER_HALF = "q8Zt41mVb7" * 4
SENT = ("html", "js", "jsx", "ts", "tsx", "vue", "mjs")
COMMIT = "9f86d08188" * 4


@pytest.mark.parametrize(
    ("path", "text"),
    [
        *(
            (f"web/maps.{end}", f'const apiKey = "{GOOGLE}";')
            for end in ("html", "js", "jsx", "ts", "tsx", "vue", "mjs")
        ),
        *((f"docs/keys.{end}", f"The user has the key {AWS} since {COMMIT}.") for end in ("md", "rst", "txt", "adoc")),
    ],
)
def test_what_opens_nothing_there_is_masked_alone(path: str, text: str) -> None:
    assert not list(credentials(text, path))
    assert GOOGLE not in masked(text, path)
    assert AWS not in masked(text, path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("serve.py", f'key = "{GOOGLE}"'),
        ("docs/maps.md", f"Use {GOOGLE} for it."),
        ("docs/keys.md", f"Use {AWS} with {OTHER_HALF} for it."),
        ("serve.py", f'key_id = "{AWS}"'),
    ],
)
def test_elsewhere_they_are_told_of(path: str, text: str) -> None:
    assert len(list(credentials(text, path))) == 1


def test_a_key_of_an_issuer_is_told_of_in_a_comment_too() -> None:
    assert len(list(credentials(f"# key = '{AWS}'", "serve.py"))) == 1


SIGNED = "&Signature=q8Zt41mVb7Lx92KcRm4vTp29wLz%3D&Expires=1736230927"


@pytest.mark.parametrize(
    "address",
    [
        f"https://labels.nordlicht.de/a.png?AWSAccessKeyId={AWS}{SIGNED}",
        f"https://labels.nordlicht.de/a.png?AWSAccessKeyId=ASIA{AWS[4:]}{SIGNED.replace('&', '&amp;')}",
        f"https://labels.nordlicht.de/a.png?X-Amz-Credential={AWS}%2F20260105%2Feu&X-Amz-Date=1&X-Amz-Signature=q8Zt",
    ],
)
def test_the_id_in_a_signed_address_is_no_secret(address: str) -> None:
    assert not [one for one in credentials(f'A = "{address}"', "load.py") if "key id" in one.about]
    assert [one for one in credentials(f'A = "{address}"\nB = "{OTHER_HALF}"', "load.py") if "key id" in one.about]
    assert AWS[4:] not in masked(f'A = "{address}"', "load.py")


@pytest.mark.parametrize(
    "text",
    [
        f"https://labels.nordlicht.de/a.png?AWSAccessKeyId={AWS}",
        f"https://labels.nordlicht.de/a.png?id={AWS}{SIGNED}",
        f"AWSAccessKeyId={AWS} Signature=q8Zt",
    ],
)
def test_an_id_that_signs_no_address_is_told_of(text: str) -> None:
    assert len(list(credentials(f'A = "{text}"', "load.py"))) == 1
