"""Databases beside that of the tests, for what no transaction takes back, and what one does."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections


def beside(folder, name):
    """Use an empty database called *name*, made in *folder* or on the server of the tests."""
    if connection.vendor == "postgresql":
        return _on_server(f"encyclopedia_{name}_{os.getpid()}")
    return _in_file(folder / f"{name}.sqlite3")


@contextmanager
def _on_server(name):
    old = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- Django's own tests make theirs so
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = old
        with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- as above
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _in_file(path):
    """Put the database of the tests aside: one in memory would end when it is closed."""
    old, kept = connection.settings_dict["NAME"], connection.connection
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        connection.ensure_connection()
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = kept, old


_made = sqlite3.connect(":memory:", check_same_thread=False)


def migrate():
    """Make all tables in the database that is used now; in SQLite as they were made before."""
    if connection.vendor != "sqlite":
        call_command("migrate", verbosity=0)
        return
    connection.ensure_connection()
    if _made.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        _made.backup(connection.connection)
        return
    call_command("migrate", verbosity=0)
    connection.connection.backup(_made)


@contextmanager
def copy(folder, alias):
    """Use a copy of the default database as *alias*; what is given makes it a copy of today's."""
    made = {**connection.settings_dict}
    if connection.vendor == "postgresql":
        made["NAME"] = f"{made['NAME']}_{alias}"
        follow, drop = _on_server_as(made["NAME"])
    else:
        made["NAME"] = str(folder / f"{alias}.sqlite3")
        follow, drop = _in_file_as(made["NAME"]), lambda: None
    follow()
    connections.settings[alias] = made

    def catch_up():
        connections[alias].close()
        follow()

    try:
        yield catch_up
    finally:
        connections[alias].close()
        del connections[alias], connections.settings[alias]
        drop()


def _in_file_as(path):
    def follow():
        connection.ensure_connection()
        with sqlite3.connect(path) as file:
            connection.connection.backup(file)
        file.close()

    return follow


def _on_server_as(name):
    def run(sql):
        with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- Django's own tests make theirs so
            cursor.execute(sql)

    def follow():
        connection.close()
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        run(f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["NAME"]}"')

    return follow, lambda: run(f'DROP DATABASE "{name}" WITH (FORCE)')


def end_of_transaction():
    """Let happen what waits for the end of a transaction, which in a test never comes."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('encyclopedia.turned', '', true)")


def steps(work):
    """Count the steps that SQLite makes for *work*."""
    count = 0

    def step():
        nonlocal count
        count += 1

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, 1)
    try:
        work()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return count
