"""How gunicorn sends an answer: small ones in one piece, and the same bytes as ever."""

import socket
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi

from encyclopedia.running import joining

REQUEST = SimpleNamespace(version=(1, 1), method="GET", headers=[], should_close=lambda: True)
LONG = b"x" * (joining.LARGEST + 1)


def sent(kind, *parts, method="GET", length=True):
    """Give what is sent, one item for each piece that leaves."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    with ours, theirs:
        request = SimpleNamespace(**{**vars(REQUEST), "method": method})
        response = kind(request, ours, Config())
        size = [("Content-Length", str(sum(map(len, parts))))] if length else []
        response.start_response("200 OK", [("Content-Type", "text/plain"), *size])
        for part in parts:
            response.write(part)
        response.close()
        ours.shutdown(socket.SHUT_WR)
        return list(iter(lambda: theirs.recv(1 << 20), b""))


def test_a_page_leaves_with_its_head_in_one_piece():
    (whole,) = sent(joining.Response, b"A page.")

    assert whole.startswith(b"HTTP/1.1 200 OK\r\n")
    assert whole.endswith(b"\r\n\r\nA page.")


@pytest.mark.parametrize("length", [True, False])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "parts", [(), (b"",), (b"A", b"page."), (b"", b"A page."), (LONG,), (LONG, b"A page.")]
)
def test_the_bytes_are_those_that_gunicorn_sends(parts, method, length):
    ours = sent(joining.Response, *parts, method=method, length=length)
    theirs = sent(wsgi.Response, *parts, method=method, length=length)

    assert without_date(ours) == without_date(theirs)
    assert len(ours) <= len(theirs)


def without_date(pieces):
    lines = b"".join(pieces).split(b"\r\n")
    return [line for line in lines if not line.startswith(b"Date: ")]


def test_what_is_no_bytes_is_refused_before_anything_leaves():
    with pytest.raises(TypeError):
        sent(joining.Response, "A page.")
