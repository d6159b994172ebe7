"""Values that protect nothing: each form that is known, one sign beside it, and what vendors publish."""

import base64

import pytest

from mle_reviewer.findings.credentials.open_values import protects_nothing

_SIGNS = "q8Zt41mVb7Lx92KcHv7rRm4vTp29wLz7Kw3rTp81vNz6"
_HEX = "7f3a9c1e5b8d2046" * 2


def _coded(said: str) -> str:
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _joined(*parts: str) -> str:
    return "".join(parts)


@pytest.mark.parametrize(
    "value",
    [
        "encrypted:" + _SIGNS,
        f"ENC[AES256_GCM,data:{_SIGNS},type:str]",
        "$ANSIBLE_VAULT;1.1;AES256",
        "AgB" + _SIGNS * 3,
        "gAAAAA" + _SIGNS * 3,
        "AQICAH" + _SIGNS * 2,
        "phc_" + _SIGNS,
        "pk_" + "live_" + _SIGNS,
        "sb_publishable_" + _SIGNS,
        "pk." + "eyJ" + _SIGNS + "." + _SIGNS,
        "pub" + _HEX,
        "pk-lf-" + "7f3a9c1e-5b8d-2046-9c1e-7f3a9c1e5b8d",
        f"https://{_HEX}@o4507.ingest.sentry.io/4507",
        _coded('{"alg":"HS256","typ":"JWT"}'),
    ],
)
def test_what_is_encrypted_or_for_everybody_protects_nothing(value: str) -> None:
    assert protects_nothing(value)


@pytest.mark.parametrize(
    "value",
    [
        "encrypted:" + _SIGNS[:30],
        "gAAAAA" + _SIGNS,
        "AgE" + _SIGNS * 3,
        "phs_" + _SIGNS,
        "sk_" + "live_" + _SIGNS,
        "sk-lf-" + "7f3a9c1e-5b8d-2046-9c1e-7f3a9c1e5b8d",
        f"postgres://{_HEX}@store.example/4507",
        _SIGNS,
        _HEX * 2,
        _coded('{"sub":"mira","scope":"all"}'),
        "eyJ" + _SIGNS,
    ],
)
def test_what_is_like_it_and_opens_something_stays(value: str) -> None:
    assert not protects_nothing(value)


_AZURITE = _joined("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu", "Fq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")
_COSMOS = _joined("C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDu", "VTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==")


@pytest.mark.parametrize(
    "value",
    [
        _AZURITE,
        _COSMOS,
        _joined("sb_secret_", "N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz"),
        _joined("625729a08b95bf1b", "7ff351a663f3a23c"),
        _joined("850181e4652dd023b7a98c58ae0d2d34", "bd487ee0cc3254aed6eda37307425907"),
        _joined("0x", "ac0974bec39a17e36ba4a6b4d238ff94", "4bacb478cbed5efcae784d7bf4f2ff80"),
        _joined("59c6995e998f97a5a0044966f0945389", "dc9e86dae88c7a8412f4603b6b78690d"),
        _joined("6LeIxAcTAAAAAGG-", "vFI1TnRWxMZNFuojJ4WifJWe"),
        _joined("sk_", "test_", "4eC39HqLyjWDarjtT1zdp7dc"),
    ],
)
def test_what_a_vendor_publishes_protects_nothing_and_its_neighbour_does(value: str) -> None:
    assert protects_nothing(value)
    assert not protects_nothing(value.rstrip("=")[:-1] + "Q")


def test_an_account_of_an_emulator_is_a_key_of_its_length() -> None:
    assert {len(base64.b64decode(one)) for one in (_AZURITE, _COSMOS)} == {64}
