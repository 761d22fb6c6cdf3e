"""What a step on the way to readers can be refused for, each with a sentence for who took it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from encyclopedia.core.touching import Touched

_NAMED = 5


class ReviewingError(ValueError):
    """A step that was refused; nothing was written."""


class OwnWorkError(ReviewingError):
    """Somebody was to approve what they wrote themselves."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("You wrote some of these words yourself, so somebody else approves them.")


class NothingToReviewError(ReviewingError):
    """Readers have this revision already, or a newer one."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Readers have this revision already: there is nothing to review.")


class NotApprovedError(ReviewingError):
    """Words that nobody approved were to be published where the setting wants an approval."""

    def __init__(self, parts: tuple[Touched, ...]) -> None:
        """Take the *parts* that nobody approved."""
        named = ", ".join(part.name for part in parts[:_NAMED])
        more = f" and {len(parts) - _NAMED} more" if len(parts) > _NAMED else ""
        super().__init__(f"A reviewer must approve these parts first: {named}{more}.")
        self.parts = parts


class ReasonWantedError(ReviewingError):
    """A step that those who come after must be able to understand was taken without a reason."""


class ScheduleError(ReviewingError):
    """A revision that cannot be scheduled so."""
