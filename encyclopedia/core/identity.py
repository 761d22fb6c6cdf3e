"""Ids for parts that came without one: the same file always gives the same ids."""

from uuid import UUID, uuid5

NAMESPACE = UUID("3744a8fd-b207-43b1-bf81-23a8ec5cd33a")


def derive(title: str, *path: str) -> UUID:
    """Name the part at *path* of the article *title*; without a path, the article itself."""
    return uuid5(NAMESPACE, ascii("\n".join((title, *path))))
