"""Private keys of certificates that name this machine or its network alone, as tools for development make them."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ENDINGS: Final = (".pem", ".crt", ".cer", ".cert")
_CERTIFICATE: Final = re.compile(rb"-----BEGIN CERTIFICATE-----([0-9A-Za-z+/=\s]{40,20000}?)-----END CERTIFICATE-----")
_NAMES: Final = bytes.fromhex("0603551d11")  # the extension for the names of whom a certificate is
_OCTETS: Final = 0x04
_SEQUENCE: Final = 0x30
_DNS: Final = 0x82
_ADDRESS: Final = 0x87
_LONG: Final = 0x80
_HERE: Final = (".localhost", ".local")  # RFC 6761; RFC 6762: a network's own names, which no authority certifies


def is_for_this_machine(system: System, path: str) -> bool:
    """Whether certificates stand in the folder of a key, and all of them name nobody but the machine or its network.

    Their names stand in an extension (RFC 5280, 4.2.1.6). One that says no names may be anybody's.
    """
    folder = posixpath.dirname(path)
    found: list[list[str]] = []
    for other in system.paths:
        if posixpath.dirname(other) == folder and other.lower().endswith(_ENDINGS):
            document = system.document(other)
            found += [list(_names(one)) for one in _certificates(document.data)] if document is not None else []
    return bool(found) and all(names and all(map(_is_own, names)) for names in found)


def _certificates(data: bytes) -> Iterator[bytes]:
    for one in _CERTIFICATE.finditer(data):
        try:
            yield base64.b64decode(one[1], validate=False)
        except ValueError:
            yield b""


def _names(certificate: bytes) -> Iterator[str]:
    """The hosts and addresses that a certificate is for; what cannot be read ends them with a name of nobody's."""
    at = certificate.find(_NAMES)
    if at < 0:
        return
    parts = list(_values(certificate[at + len(_NAMES) :]))
    inner = next((value for kind, value in parts[:2] if kind == _OCTETS), b"")
    names = next((value for kind, value in _values(inner) if kind == _SEQUENCE), b"")
    for kind, value in _values(names):
        if kind == _DNS:
            yield value.decode("ascii", "replace")
        elif kind == _ADDRESS and len(value) in {4, 16}:
            yield str(ip_address(value))
        else:
            yield "?"


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The values of a DER text one after the other, each with its tag."""
    at = 0
    while at + 2 <= len(data):
        kind, length = data[at], data[at + 1]
        at += 2
        if length >= _LONG:
            wide = length - _LONG
            length = int.from_bytes(data[at : at + wide], "big")
            at += wide
        yield kind, data[at : at + length]
        at += length


def _is_own(name: str) -> bool:
    if name == "localhost" or name.endswith(_HERE):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
