"""Letters on a site that has no server for them: none is sent, and the log says that alone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NOWHERE: Final = f"{__name__}.Nowhere"
_log = logging.getLogger(__name__)


def leave() -> bool:
    """Tell whether letters leave this site, so that none is promised where they do not."""
    return bool(settings.EMAIL_BACKEND != NOWHERE)


class Nowhere(BaseEmailBackend):
    """Send nothing. A letter for a forgotten password signs in whoever reads it in a log."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Tell that none was sent."""
        for _letter in email_messages:
            _log.warning("A letter was not sent: EMAIL_HOST is not set.")
        return 0
