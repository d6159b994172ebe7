"""Values that protect nothing wherever they stand: encrypted, hashed, made for everybody, or published by a vendor.

Each form stands as its maker documents it. Of what a vendor publishes only the digest stands here: a search for
credentials finds none in this file.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from mle_reviewer.findings.credentials.web_tokens import is_header, opens_nothing

# What only the holder of another key can read, which is kept elsewhere.
_ENCRYPTED: Final = re.compile(
    r"encrypted:[0-9A-Za-z+/]{40,}={0,2}"  # dotenvx
    r"|ENC\[[0-9A-Z_]{1,20},data:.*"  # SOPS
    r"|\$ANSIBLE_VAULT;.*"
    r"|Ag[A-D][0-9A-Za-z+/]{100,}={0,2}"  # Sealed Secrets: begins with the length of what an RSA key has encrypted
    r"|gAAAAA[0-9A-Za-z_-]{94,}={0,2}"  # Fernet: its version, and a time before the year 2106
    r"|AQICAH[0-9A-Za-z+/]{60,}={0,2}"  # AWS KMS
)
# What a password is checked against, and cannot be told from: as Django, Werkzeug and argon2 write it.
_HASHED: Final = re.compile(
    r"(?:pbkdf2[_:][a-z0-9:_]{3,20}|scrypt(?::\d+){0,3}|argon2(?:id|i|d)?|bcrypt(?:_sha256)?|sha\d{1,3}|md5)\$.*\$.*|\{S?SHA\}.*"
)
# What a page hands to every visitor, by its maker's intention.
_FOR_EVERYBODY: Final = re.compile(
    r"phc_[0-9A-Za-z]{20,}"  # a project of PostHog
    r"|pk_(?:live|test)_[0-9A-Za-z=$]{16,}"  # Stripe, Clerk, Paystack: publishable
    r"|[A-Z]{2,8}PUBK_(?:TEST-)?[0-9A-Za-z-]{16,}"  # Flutterwave, Chapa: public keys of a checkout
    r"|sb_publishable_[0-9A-Za-z_-]{20,}"  # Supabase
    r"|pk\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}"  # Mapbox: public scopes
    r"|pub[0-9a-f]{32}"  # Datadog: a client's token
    r"|pk-lf-[0-9a-f-]{36}"  # Langfuse: the public half of a pair
    r"|https://[0-9a-f]{32}@[0-9A-Za-z.-]{1,80}/\d{1,20}"  # Sentry: where errors are sent
    r"|0x[0-9A-Fa-f]{40}"  # an account or a contract of Ethereum: keys have 64 signs
)
_HEADER: Final = re.compile(r"eyJ[0-9A-Za-z_-]{10,200}")
_TOKEN: Final = re.compile(r"eyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*")
# SHA-256 of values that are the same for everybody, without `0x` and the signs that fill a group up.
_PUBLISHED: Final = frozenset({
    "ed967197261c16a9ed0205f8a5099d81ec98263c1fb47ce1d87f1b93fc199e70",  # account of Azurite, the storage emulator
    "eaa6a9190faf5587f487fe5170e377fa97e5efd16fd58aa80587069a2821c013",  # Azure Cosmos DB emulator
    "c85debb55f2f204d868cc1552c42faa143b4c675f61363ab040dd50b5b5304cd",  # secret key of a Supabase on one's machine
    "b0f3a96ded759f6c5f13d27881ffcbfd7821fd6bb5858b0ab819e7a187e46452",  # id of the key of its store
    "7f59edafa4d502ca0156b8fddf28394634d77b1843838b5783a7c9c95fcbd32f",  # the key of its store
    "bc1a50966c9e6486bc4ebf880b51611a2a97fcb8e7a6976e9b81a9e3e8ca0e3c",  # first account of Hardhat and Anvil
    "8335c55334821eefd4334369ff9c04a8594f161013cf9d87f58802d87297837e",  # second one
    "f5e95c9954635b65acab57e6d5ea663eb900f06dc8794a90358f5abb1c77d4e0",  # reCAPTCHA: lets every test pass
    "2cafc0970149a84f3b9e62eaf169f36f59907a3b3e31f7b82e68c69cd27f7326",  # Stripe: of the examples in its reference
    "f0041cc0cc3107e08f112ab933c2b0a42796f83a17051f576c3d1e7f2a4fd5d8",  # the pages of a game's league: every visitor's
})  # fmt: skip


def protects_nothing(value: str) -> bool:
    """Whether a value is none that has to be kept: encrypted, hashed, for everybody, or published by its issuer."""
    if _ENCRYPTED.fullmatch(value) or _HASHED.fullmatch(value) or _FOR_EVERYBODY.fullmatch(value):
        return True
    if _HEADER.fullmatch(value) and is_header(value):
        return True
    if _TOKEN.fullmatch(value) and opens_nothing(value):
        return True
    return sha256(value.removeprefix("0x").rstrip("=").encode("utf-8", "replace")).hexdigest() in _PUBLISHED
