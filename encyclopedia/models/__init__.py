"""Columns, constraints and querysets, by noun."""

from encyclopedia.models.article import Article, Deletion, Kind, Redirect
from encyclopedia.models.audit import AppendOnlyError, AuditEntry
from encyclopedia.models.authorship import Authorship, PartAuthors, VanishedWords
from encyclopedia.models.citation import Citation
from encyclopedia.models.counterpart import Counterpart
from encyclopedia.models.edit import Edit, Hiding
from encyclopedia.models.edition import Edition, SideEdition
from encyclopedia.models.finding import HeadCheck, HeadFinding
from encyclopedia.models.keeping import KeptDraft, Presence
from encyclopedia.models.parts import Illustration, InfoboxField, KeyEvent, Section, SeeAlso
from encyclopedia.models.picture import Picture, PublishedPicture
from encyclopedia.models.publication import (
    OF_PUBLICATIONS as OF_PUBLICATIONS,
)
from encyclopedia.models.publication import (
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedRevision,
)
from encyclopedia.models.purge import Purge, Purged
from encyclopedia.models.release import Protection, Schedule, Withdrawal
from encyclopedia.models.report import Report
from encyclopedia.models.review import Comment, Review
from encyclopedia.models.run import Run
from encyclopedia.models.search import PublishedCategory, SearchEntry, TitleWord
from encyclopedia.models.shelf import PublishedEvent, PublishedEvidence, PublishedSeries
from encyclopedia.models.signing_in import Attempts, SecondFactor
from encyclopedia.models.site import SitePage
from encyclopedia.models.taking import Merger, Taking
from encyclopedia.models.token import ApiToken
from encyclopedia.models.watch import Attention, Watch

__all__ = [
    "ApiToken",
    "AppendOnlyError",
    "Article",
    "Attempts",
    "Attention",
    "AuditEntry",
    "Authorship",
    "Citation",
    "Comment",
    "Counterpart",
    "Deletion",
    "Edit",
    "Edition",
    "HeadCheck",
    "HeadFinding",
    "Hiding",
    "Illustration",
    "InfoboxField",
    "KeptDraft",
    "KeyEvent",
    "Kind",
    "Merger",
    "PartAuthors",
    "Picture",
    "Presence",
    "Protection",
    "Publication",
    "PublishedCategory",
    "PublishedCitation",
    "PublishedEvent",
    "PublishedEvidence",
    "PublishedLink",
    "PublishedPicture",
    "PublishedRevision",
    "PublishedSeries",
    "Purge",
    "Purged",
    "Redirect",
    "Report",
    "Review",
    "Run",
    "Schedule",
    "SearchEntry",
    "SecondFactor",
    "Section",
    "SeeAlso",
    "SideEdition",
    "SitePage",
    "Taking",
    "TitleWord",
    "VanishedWords",
    "Watch",
    "Withdrawal",
]
