"""Names under reviews, comments, schedules and the rest, where an account is made anonymous."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from encyclopedia.models import Comment, Protection, Review, Schedule, Withdrawal
from encyclopedia.reviewing.scheduling import taken_back_by

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

# Rows are only added but for this: which account stands behind one, and as what name it is told.
_SIGNED: Final[tuple[tuple[type[Model], str], ...]] = (
    (Review, "by"),
    (Comment, "by"),
    (Comment, "resolved_by"),
    (Schedule, "by"),
    (Withdrawal, "by"),
    (Withdrawal, "ended_by"),
    (Protection, "by"),
)


def sign_anew(editor: User, name: str) -> int:
    """Let *name* stand for *editor* in all that reviewing keeps; give how many rows that is."""
    known = {editor.get_username(), editor.get_full_name()}
    signed = 0
    for model, column in _SIGNED:
        rows: Any = model._default_manager.filter(**{column: editor}).order_by()  # noqa: SLF001 -- Django documents _default_manager
        known |= set(rows.values_list(f"{column}_name", flat=True))
        signed += rows.update(**{f"{column}_name": name})
    notes = [taken_back_by(each) for each in sorted(known - {"", name})]
    return signed + Schedule.objects.filter(note__in=notes).update(note=taken_back_by(name))
