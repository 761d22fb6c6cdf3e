"""What may be cited, its archived copies, and who changed its record, by noun."""

from sources.models.edit import SourceEdit
from sources.models.snapshot import Snapshot
from sources.models.source import KEY, WEB, Source
from sources.models.types import CSL_TYPES
from sources.models.visit import Alteration, Visit

__all__ = [
    "CSL_TYPES",
    "KEY",
    "WEB",
    "Alteration",
    "Snapshot",
    "Source",
    "SourceEdit",
    "Visit",
]
