"""From draft to readers: reviews, comments, schedules, withdrawals and protections."""

from encyclopedia.reviewing.answering import approve, ask, ask_for_changes, take_back
from encyclopedia.reviewing.approvals import approval, unapproved, writers
from encyclopedia.reviewing.commenting import comment, reopen, reply, resolve
from encyclopedia.reviewing.errors import (
    NotApprovedError,
    NothingToReviewError,
    OwnWorkError,
    ReasonWantedError,
    ReviewingError,
    ScheduleError,
)
from encyclopedia.reviewing.history import (
    Because,
    Planned,
    Told,
    plan,
    protections,
    reviews_of,
    tags,
    withdrawal,
)
from encyclopedia.reviewing.protecting import lift, protect
from encyclopedia.reviewing.releasing import bring_back, publish, refuse_unready, withdraw
from encyclopedia.reviewing.scheduling import Outcome, carry_out, schedule, unschedule
from encyclopedia.reviewing.signing import sign_anew
from encyclopedia.reviewing.standing import (
    Badge,
    Stands,
    badges,
    public_edit,
    standing_so,
    stands,
    with_standing,
)

__all__ = [
    "Badge",
    "Because",
    "NotApprovedError",
    "NothingToReviewError",
    "Outcome",
    "OwnWorkError",
    "Planned",
    "ReasonWantedError",
    "ReviewingError",
    "ScheduleError",
    "Stands",
    "Told",
    "approval",
    "approve",
    "ask",
    "ask_for_changes",
    "badges",
    "bring_back",
    "carry_out",
    "comment",
    "lift",
    "plan",
    "protect",
    "protections",
    "public_edit",
    "publish",
    "refuse_unready",
    "reopen",
    "reply",
    "resolve",
    "reviews_of",
    "schedule",
    "sign_anew",
    "standing_so",
    "stands",
    "tags",
    "take_back",
    "unapproved",
    "unschedule",
    "with_standing",
    "withdraw",
    "withdrawal",
    "writers",
]
