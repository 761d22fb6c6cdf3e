"""Columns, constraints and querysets, by noun."""

from encyclopedia.models.article import Article, Kind, Redirect
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
from encyclopedia.models.release import Protection, Schedule, Withdrawal
from encyclopedia.models.review import Comment, Review

__all__ = [
    "Article",
    "Citation",
    "Comment",
    "Edit",
    "HeadCheck",
    "HeadFinding",
    "Illustration",
    "InfoboxField",
    "KeyEvent",
    "Kind",
    "Protection",
    "Publication",
    "PublishedCitation",
    "PublishedLink",
    "PublishedRevision",
    "Redirect",
    "Review",
    "Schedule",
    "Section",
    "SeeAlso",
    "Withdrawal",
]
