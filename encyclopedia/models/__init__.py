"""Columns, constraints and querysets, by noun."""

from encyclopedia.models.article import Article, Kind, Redirect
from encyclopedia.models.audit import AppendOnlyError, AuditEntry
from encyclopedia.models.citation import Citation
from encyclopedia.models.edit import Edit
from encyclopedia.models.finding import HeadCheck, HeadFinding
from encyclopedia.models.parts import Illustration, InfoboxField, KeyEvent, Section, SeeAlso
from encyclopedia.models.publication import (
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedRevision,
)
from encyclopedia.models.signing_in import Attempts, SecondFactor
from encyclopedia.models.taking import Merger, Taking
from encyclopedia.models.watch import Attention, Watch

__all__ = [
    "AppendOnlyError",
    "Article",
    "Attempts",
    "Attention",
    "AuditEntry",
    "Citation",
    "Edit",
    "HeadCheck",
    "HeadFinding",
    "Illustration",
    "InfoboxField",
    "KeyEvent",
    "Kind",
    "Merger",
    "Publication",
    "PublishedCitation",
    "PublishedLink",
    "PublishedRevision",
    "Redirect",
    "SecondFactor",
    "Section",
    "SeeAlso",
    "Taking",
    "Watch",
]
