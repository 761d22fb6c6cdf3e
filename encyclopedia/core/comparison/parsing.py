"""Texts parsed once for all that a comparison asks of them, on either side."""

from functools import lru_cache

from encyclopedia.core import markup
from encyclopedia.core.markup import tree


@lru_cache(maxsize=128)
def parse(source: str) -> tuple[tree.Block, ...]:
    """Parse *source*, or give the tree that it had the last time: trees never change."""
    return markup.parse(source)
