"""What a step on the way to readers can be refused for, each with a sentence for who took it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from encyclopedia import languages

if TYPE_CHECKING:
    from encyclopedia.core.touching import Touched

_NAMED = 5


class ReviewingError(ValueError):
    """A step that was refused; nothing was written."""


class OwnWorkError(ReviewingError):
    """Somebody was to approve what they wrote themselves."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            _("You wrote some of these words yourself, so somebody else approves them.")
        )


class NothingToReviewError(ReviewingError):
    """Readers have this revision already, or a newer one."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("Readers have this revision already: there is nothing to review."))


class NotApprovedError(ReviewingError):
    """Words that nobody approved were to be published where the setting wants an approval."""

    def __init__(self, parts: tuple[Touched, ...]) -> None:
        """Take the *parts* that nobody approved."""
        named = ", ".join(languages.told(part.name) for part in parts[:_NAMED])
        more = (
            _(" and {number} more").format(number=len(parts) - _NAMED)
            if len(parts) > _NAMED
            else ""
        )
        super().__init__(
            _("A reviewer must approve these parts first: {named}{more}.").format(
                named=named, more=more
            )
        )
        self.parts = parts


class ReasonWantedError(ReviewingError):
    """A step that those who come after must be able to understand was taken without a reason."""


class ScheduleError(ReviewingError):
    """A revision that cannot be scheduled so."""
