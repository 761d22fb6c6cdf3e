"""An exception and those that it came from."""

from __future__ import annotations

from collections.abc import Iterator


def of(error: BaseException | None) -> Iterator[BaseException]:
    """Give *error*, then what it was raised from or while handling, as a traceback shows them.

    What `raise … from None` cut off is not among them: whoever wrote it says that it tells nothing.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)
