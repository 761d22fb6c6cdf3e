"""Databases beside that of the tests, for what no transaction takes back."""

from __future__ import annotations

import os
from contextlib import contextmanager

from django.db import connection


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
