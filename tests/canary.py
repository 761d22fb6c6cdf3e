"""A web server on this machine that notes what it is asked, and a network in which it may be."""

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from sources import archive, fetching

NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Canary:
    """Answers each path with the bytes of `answers`, as they are; `heard` are the requests."""

    port: int
    answers: dict = field(default_factory=dict)
    heard: list = field(default_factory=list)

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def says(self, path, body, **headers):
        """Answer *path* with a page: headers by name, `_` for `-`."""
        data = body.encode() if isinstance(body, str) else body
        status = headers.pop("status", "200 OK")
        lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(data)}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        self.answers[path] = [f"HTTP/1.1 {status}\r\n{head}\r\n".encode(), data]
        return self.url(path)

    def leads(self, path, to, status="302 Found"):
        return self.says(path, "", status=status, Location=to)

    @property
    def network(self):
        """A network in which this canary alone is permitted, by whatever name."""
        return archive.Network(resolve=lambda *_: ["127.0.0.1"], permits=lambda _: True)


@contextmanager
def listening(speaking=None):
    """Listen until the end of the block, in the TLS of the context *speaking* if one is given."""
    door = socket.create_server(("127.0.0.1", 0))
    bird = Canary(port=door.getsockname()[1])
    over = threading.Event()

    def listen():
        with suppress(OSError):
            while not over.is_set():
                call, _ = door.accept()
                threading.Thread(
                    target=_answer, args=[bird, call, over, speaking], daemon=True
                ).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield bird
    finally:
        over.set()
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        door.close()


def _spoken(plain, speaking):
    return speaking.wrap_socket(plain, server_side=True) if speaking else plain


def _answer(bird, plain, over, speaking):
    with plain, suppress(OSError), _spoken(plain, speaking) as call:
        said = b""
        while b"\r\n\r\n" not in said and (more := call.recv(65536)):
            said += more
        words = said.split()
        if b"\r\n\r\n" not in said or words[0] != b"GET":
            return
        bird.heard.append(said.decode("latin-1"))
        for piece in bird.answers.get(words[1].decode(), [NOTHING]):
            if callable(piece):
                piece(call, over)
            else:
                call.sendall(piece)


def drip(each, seconds):
    """Give a piece of an answer that comes byte by byte, for as long as the canary listens."""

    def piece(call, over):
        while not over.wait(seconds):
            call.sendall(each)

    return piece


@pytest.fixture
def bird(settings, monkeypatch):
    """A site that may be fetched from, and hears who does."""
    settings.FETCH_SOURCES = True
    with listening() as found:
        monkeypatch.setattr(fetching, "NETWORK", found.network)
        yield found
