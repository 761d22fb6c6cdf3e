"""A cache in Redis: shared while it is there, missed by nobody when it goes."""

import shutil
import subprocess
import time
from contextlib import contextmanager

import pytest
import servers
from servers import GUNICORN, ask, started

redis = pytest.importorskip("redis")

SERVER = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(SERVER is None, reason="redis-server is not installed")
ASKED = "/api/v1/articles"


@contextmanager
def redis_at(port, folder):
    command = [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 -- our own server
        client = redis.Redis(port=port)
        deadline = time.monotonic() + servers.PATIENCE
        while True:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                assert time.monotonic() < deadline
        client.close()
        try:
            yield
        finally:
            server.kill()


@pytest.fixture
def served(tmp_path):
    port = servers.free_port()
    servers.migrated(tmp_path)
    return {
        "CACHE_URL": f"redis://127.0.0.1:{port}/0",
        "BIND": f"unix:{tmp_path}/s",
        "WORKERS": "2",
        "API_RATE_ANONYMOUS": "8",
    }


def asked_within_a_minute(where, times, net):
    """Ask *times* as one visitor; as another one where a minute ended meanwhile."""
    for visitor in range(1, 10):
        minute = time.time() // 60
        who = {"X_Forwarded_For": f"{net}.{visitor}"}
        found = [ask(where, ASKED, **who)[0].status for _ in range(times)]
        if time.time() // 60 == minute:
            return found
    raise AssertionError("A minute is not enough for so many questions.")


def test_two_workers_count_requests_together_and_apart_when_redis_is_gone(tmp_path, served):
    where = f"{tmp_path}/s"
    port = int(served["CACHE_URL"].split(":")[2].split("/")[0])

    with started(GUNICORN, tmp_path, **served):
        with redis_at(port, tmp_path):
            servers.wait_for(where)
            ready = ask(where, "/healthz/ready")[1]
            together = asked_within_a_minute(where, 12, "192.0.2")
        apart = asked_within_a_minute(where, 20, "198.51.100")
        front = ask(where, "/")[0].status
        degraded = ask(where, "/healthz/ready")[1]

    log = (tmp_path / "log").read_text()
    assert ready in {b"ready\n", b"degraded\n"}  # the machine of the tests may have little room
    assert together == [200] * 8 + [429] * 4
    assert set(apart) <= {200, 429}
    assert apart.count(200) >= 1
    assert apart.count(429) >= 4
    assert front == 200
    assert degraded == b"degraded\n"
    assert "The cache does not answer (ConnectionError)" in log
    assert '"error"' not in log


def test_redis_is_taken_up_again_when_it_is_back(tmp_path, monkeypatch):
    from encyclopedia.running import caching

    monkeypatch.setattr(caching, "WAIT", 0.0)
    port = servers.free_port()
    with redis_at(port, tmp_path):
        cache = caching.ForgivingRedis(f"redis://127.0.0.1:{port}/0", {})
        cache.set("kept", 1)
        assert cache.get("kept") == 1

    assert cache.get("kept") is None
    cache.set("near", 2)
    assert (cache.get("near"), cache.incr("near"), cache.has_key("near")) == (2, 3, True)
    assert cache.get_many(["near", "kept"]) == {"near": 3}

    with redis_at(port, tmp_path):
        cache.set("kept", 4)
        assert (cache.get("kept"), cache.get("near")) == (4, None)
        cache.close()
