"""What stands at an address of the public web: the only module that talks to a network.

The host is resolved once, every address it has must be public, and the connection goes to one of
those very addresses; a redirect is looked at like a new address. Nothing of ours goes along but
our name, and the whole of it, resolving and redirects included, ends within `SECONDS`.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from sources.core import addresses
from sources.core.addresses import AddressError, Number, Target
from sources.core.captured import LARGEST
from sources.core.saying import say, sentence_of

SECONDS: Final = 20.0
HOPS: Final = 5
PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_CHUNK: Final = 1 << 16
_CONNECTING: Final = 6.0  # seconds for one of several addresses
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GZIP: Final = 16 + zlib.MAX_WBITS
_OK: Final = 200
# Who is asked to come back later, or with a password, was answered by somebody who is there.
_TURNED_AWAY: Final = frozenset({401, 402, 403, 407, 429, 451})
_SAID: Final = {404: say("there is nothing at it"), 410: say("what stood at it is gone")}

Resolver: TypeAlias = Callable[[str, int], list[str]]


class FetchError(ValueError):
    """Why nothing was fetched, as one sentence; `lost` where that tells against the address."""

    def __init__(self, sentence: str, *, lost: bool = True) -> None:
        """Take the sentence."""
        super().__init__(sentence)
        self.lost = lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: its bytes, unpacked, and the address at which they stood."""

    url: str
    data: bytes
    media_type: str
    charset: str = ""


def resolve(host: str, port: int) -> list[str]:
    """Give the addresses of *host*, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The network that is asked: who resolves, who may be connected to, and for how long.

    `houses` are (host, port) that the operator named, which may be of the house itself.
    """

    resolve: Resolver = resolve
    permits: Callable[[Number], bool] = addresses.is_public
    houses: frozenset[tuple[str, int]] = frozenset()
    seconds: float = SECONDS


PUBLIC: Final = Network()


@dataclass(slots=True)
class _Time:
    """What is left of the time; when it is over, what was opened is cut off."""

    seconds: float
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return self.seconds - (time.monotonic() - self.began)

    def check(self) -> float:
        if self.left <= 0:
            raise self.over()
        return self.left

    def over(self) -> FetchError:
        return FetchError(
            say(
                "The address did not answer in full within {number} seconds.",
                number=f"{self.seconds:g}",
            )
        )

    @contextmanager
    def cutting(self, opened: socket.socket) -> Iterator[None]:
        """Cut *opened* off when the time is over, however slowly it drips."""
        timer = threading.Timer(self.check(), _cut, [opened])
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, http.client.HTTPException, ValueError):
            if self.left <= 0:
                raise self.over() from None
            raise
        finally:
            timer.cancel()


def _cut(opened: socket.socket) -> None:
    with suppress(OSError):
        # That of the plain socket: the one of TLS would take it from under its reader.
        socket.socket.shutdown(opened, socket.SHUT_RDWR)


def fetch(
    url: str, *, agent: str, accept: tuple[str, ...] = PAGES, network: Network = PUBLIC
) -> Fetched:
    """Give what stands at *url*, of one of the media types *accept*, or raise FetchError."""
    left = _Time(network.seconds)
    for _ in range(HOPS + 1):
        try:
            target = addresses.target(url)
        except AddressError as error:
            raise FetchError(sentence_of(error)) from error
        found = _ask(target, _numbers(target, network, left), (agent, accept), left)
        if isinstance(found, Fetched):
            return found
        url = found
    raise FetchError(
        say("The address leads on more than {number} times, which is not followed.", number=HOPS)
    )


def _numbers(target: Target, network: Network, left: _Time) -> list[str]:
    """Resolve the host of *target*, once; every address of it must be permitted."""
    found = _in_time(lambda: network.resolve(target.host, target.port), left)
    if isinstance(found, (OSError, UnicodeError)) or not found:
        raise FetchError(say("The host {host} is not known.", host=target.host)) from None
    if (target.host, target.port) not in network.houses:
        for each in found:
            if not network.permits(ipaddress.ip_address(each.partition("%")[0])):
                raise FetchError(
                    say(
                        "The host {host} does not stand in the public network, so it is not asked.",
                        host=target.host,
                    )
                )
    return found


def _in_time(asking: Callable[[], list[str]], left: _Time) -> list[str] | OSError | UnicodeError:
    """Let somebody else wait for names that do not resolve: no system call ends by our clock."""
    told: list[list[str] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            told.append(asking())
        except (OSError, UnicodeError) as error:
            told.append(error)

    waiting = threading.Thread(target=ask, daemon=True)
    waiting.start()
    waiting.join(left.check())
    if not told:
        raise left.over()
    return told[0]


def _ask(
    target: Target, numbers: list[str], sent: tuple[str, tuple[str, ...]], left: _Time
) -> Fetched | str:
    """Ask *target* at one of *numbers*; give what it says, or where it leads on to."""
    try:
        with closing(_connected(numbers, target.port, left)) as plain:
            opened = _wrapped(plain, target)
            with closing(opened), left.cutting(opened):
                if isinstance(opened, ssl.SSLSocket):
                    opened.do_handshake()
                return _answer(opened, target, sent, left)
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "").removesuffix(".")
        said = say(
            "The certificate of {host} does not hold: {why}.",
            host=target.host,
            why=why or say("no secure connection came about"),
        )
        raise FetchError(said) from error
    except TimeoutError as error:
        raise left.over() from error
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(
            say("The host {host} does not answer as it should.", host=target.host)
        ) from error


def _connected(numbers: list[str], port: int, left: _Time) -> socket.socket:
    for each in numbers[:-1]:
        with suppress(OSError):
            return socket.create_connection((each, port), min(_CONNECTING, left.check()))
    return socket.create_connection((numbers[-1], port), left.check())


def _wrapped(plain: socket.socket, target: Target) -> socket.socket:
    if target.scheme == "http":
        return plain
    import certifi  # noqa: PLC0415 -- the “fetch” extra

    trusted = ssl.create_default_context(cafile=certifi.where())
    return trusted.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)


def _answer(
    opened: socket.socket, target: Target, sent: tuple[str, tuple[str, ...]], left: _Time
) -> Fetched | str:
    agent, accept = sent
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = opened
    connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
    for name, value in (
        ("Host", target.authority),
        ("User-Agent", agent),
        ("Accept", ", ".join(accept)),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    with closing(connection.getresponse()) as said:
        if said.status in _REDIRECTS and (location := said.headers.get("Location")):
            return addresses.onward(target.url, location)
        _refuse(said, accept)
        return Fetched(
            url=target.url,
            data=_body(said, left),
            media_type=said.headers.get_content_type(),
            charset=said.headers.get_content_charset("") or "",
        )


def _refuse(said: Any, accept: tuple[str, ...]) -> None:  # noqa: ANN401 -- http.client's answer has no public name
    if said.status != _OK:
        what = _SAID.get(said.status) or (said.reason or "")[:80] or say("no reason given")
        lost = said.status not in _TURNED_AWAY
        told = say("The address answers {number}: {what}.", number=said.status, what=what)
        raise FetchError(told, lost=lost)
    kind = said.headers.get_content_type()
    if kind not in accept:
        raise FetchError(
            say(
                "The address gives “{kind}”, and only {kinds} are kept.",
                kind=kind[:80],
                kinds=", ".join(accept),
            ),
            lost=False,
        )
    if said.headers.get("Content-Encoding", "identity").lower() not in {"identity", "gzip"}:
        raise FetchError(
            say("The address gives its text packed in a way that is not read."), lost=False
        )
    if (said.length or 0) > LARGEST:
        raise _too_large()


def _too_large() -> FetchError:
    return FetchError(
        say(
            "The address gives more than {number} MB, the most that we keep.",
            number=LARGEST // 10**6,
        ),
        lost=False,
    )


def _body(said: Any, left: _Time) -> bytes:  # noqa: ANN401 -- http.client's answer has no public name
    packed = said.headers.get("Content-Encoding", "").lower() == "gzip"
    unpacking = zlib.decompressobj(_GZIP) if packed else None
    found = bytearray()
    # What comes and what it unpacks to are both counted, so that neither is a bomb.
    came = 0
    while chunk := said.read1(_CHUNK):
        left.check()
        came += len(chunk)
        found += _unpacked(chunk, unpacking, LARGEST + 1 - len(found)) if unpacking else chunk
        if max(came, len(found)) > LARGEST:
            raise _too_large()
    left.check()
    if said.length or (unpacking and not unpacking.eof):
        raise FetchError(say("The answer of the address breaks off before its end."))
    return bytes(found)


def _unpacked(chunk: bytes, unpacking: Any, most: int) -> bytes:  # noqa: ANN401 -- zlib's object has no public type
    try:
        return bytes(unpacking.decompress(chunk, most))
    except zlib.error as error:
        raise FetchError(say("The answer of the address is not packed as it says.")) from error
