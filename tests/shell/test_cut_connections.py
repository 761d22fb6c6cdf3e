"""A server of databases cuts connections: it restarts, or a firewall thinks them idle too long."""

import pytest
import servers

psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

HERE = "/articles/skerry-lighthouse/"
CUT = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def test_readers_of_a_page_do_not_notice_it(tmp_path):
    where = f"{tmp_path}/s"
    with servers.postgres() as postgres:
        own = {"DATABASE_URL": postgres.url, "BIND": f"unix:{where}", "WORKERS": "1"}
        servers.manage(tmp_path, "migrate", "--verbosity=0", **own)
        servers.manage(tmp_path, "shell", "--verbosity=0", "-c", servers.PUBLISH, **own)
        with servers.started(servers.GUNICORN, tmp_path, PAGE_MEMORY="0", **own):
            servers.wait_for(where)
            answered = [servers.ask(where, HERE)[0].status]
            with psycopg.connect(postgres.url, autocommit=True) as other:
                for _ in range(3):
                    assert other.execute(CUT).fetchall() == [(True,)]
                    answered += [servers.ask(where, path)[0].status for path in (HERE, "/", HERE)]

    assert answered == [200] * 10
