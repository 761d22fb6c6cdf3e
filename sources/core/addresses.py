"""Addresses on the web: what one names, and which numbers lead to the public network."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Final, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from sources.core.saying import say

Number: TypeAlias = IPv4Address | IPv6Address

LONGEST: Final = 2000  # characters
_PORTS: Final = {"http": 80, "https": 443}
_FIRST_FREE_PORT: Final = 1024
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT: Final = "/%:=&?~+!$,;'@()*[]|"
# The IANA registries of special addresses, and those that carry another address in themselves;
# what `is_global` knows of them depends on the release of Python.
_SPECIAL: Final = tuple(
    ipaddress.ip_network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")


class AddressError(ValueError):
    """Why an address is not asked, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an address names: `host` in ASCII and small letters, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host and, where it is not the usual one, the port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, written in one way."""
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str) -> Target:
    """Read *url*; raises AddressError where it is none that a source may have."""
    if len(url) > LONGEST:
        raise AddressError(
            say("An address has at most {number} characters.", number=f"{LONGEST:,}")
        )
    if _ODD.search(url):
        raise AddressError(say("An address has no blanks, backslashes or control characters."))
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise AddressError(say("This is not an address that leads anywhere.")) from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise AddressError(say("Only addresses that begin with http:// or https:// are fetched."))
    if "@" in parts.netloc:
        raise AddressError(say("An address with a name or password in it is not fetched."))
    port = _PORTS[scheme] if port is None else port
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise AddressError(say("Port {port} is not one of the web, so it is not asked.", port=port))
    path = quote(parts.path or "/", safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return Target(scheme=scheme, host=_ascii(host), port=port, path=f"{path}{query}")


def onward(url: str, location: str) -> str:
    """Give where *location*, as an answer from *url* says it, leads to."""
    return urljoin(url, location.strip())


def is_public(number: Number) -> bool:
    """Tell whether *number* is one host of the public network, under no other guise."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return is_public(number.ipv4_mapped)
        # Other forms that carry an IPv4 address (NAT64, compatible) lie outside of 2000::/3.
        if number not in _GLOBAL_UNICAST:
            return False
    if any(number.version == net.version and number in net for net in _SPECIAL):
        return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def _ascii(host: str) -> str:
    host = host.lower().removesuffix(".")
    if not host:
        raise AddressError(say("This address names no host."))
    if ":" in host:
        return host.partition("%")[0]
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressError(
            say("The host in this address is not a name that leads anywhere.")
        ) from error
