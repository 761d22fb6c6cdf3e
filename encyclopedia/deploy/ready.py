"""Ask the server at BIND whether it can serve readers; end with 1 where it cannot within a while.

`python encyclopedia/deploy/ready.py [SECONDS]`, with the server's environment.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time

PAUSE = 0.5  # seconds between two questions


class Connection(http.client.HTTPConnection):
    """A connection to the socket or the port that BIND names."""

    def connect(self) -> None:
        """Connect to this machine, wherever the server listens."""
        bind = os.environ.get("BIND", "unix:/run/encyclopedia.sock")
        if bind.startswith("unix:"):
            self.sock = socket.socket(socket.AF_UNIX)
            self.sock.settimeout(5)
            self.sock.connect(bind.removeprefix("unix:"))
        else:
            self.sock = socket.create_connection(("127.0.0.1", int(bind.rpartition(":")[2])), 5)


def host() -> str:
    """Give a name that the server answers to; ".a.example" and "*" stand for many."""
    allowed = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split()
    return next((name.lstrip(".") for name in allowed if name != "*"), "localhost")


def answer() -> str:
    """Give what the server says of itself, or why it says nothing."""
    connection = Connection("localhost")
    try:
        headers = {"Host": host(), "X-Forwarded-Proto": "https"}
        connection.request("GET", "/healthz/ready", headers=headers)
        return connection.getresponse().read().decode().strip()
    except OSError as error:
        return f"no answer: {error}"
    finally:
        connection.close()


def main() -> int:
    """Ask until it is ready, for as many seconds as the argument says, or once."""
    until = time.monotonic() + float(sys.argv[1] if len(sys.argv) > 1 else 0)
    while (said := answer()) not in {"ready", "degraded"} and time.monotonic() < until:
        time.sleep(PAUSE)
    print(said)  # noqa: T201 -- this is what the journal shows
    return 0 if said in {"ready", "degraded"} else 1


if __name__ == "__main__":
    sys.exit(main())
