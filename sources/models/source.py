"""What may be cited: the record of a source, column by column."""

from __future__ import annotations

import reversion
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from sources.core.record import Access, Reliability, Standing
from sources.models.snapshot import Snapshot
from sources.models.types import CSL_TYPES

KEY = r"[a-z0-9](?:[a-z0-9_.:-]*[a-z0-9_-])?"
WEB = URLValidator(schemes=["http", "https"])


@reversion.register(exclude=("created_at", "unreachable_since", "sort_key", "listed"))
class Source(models.Model):
    """A source that articles may cite by its key.

    `sort_key` says where lists have it (`sorting.place`), `listed` that readers have it in theirs,
    as whoever publishes notes: both for lists alone, and no part of the record. What a release
    without them recorded has them by `reindex_search`.
    """

    RELIABILITIES = [
        (Reliability.UNREVIEWED.value, gettext_lazy("Not reviewed")),
        (Reliability.HIGH.value, gettext_lazy("High")),
        (Reliability.MIXED.value, gettext_lazy("Mixed")),
        (Reliability.LOW.value, gettext_lazy("Low")),
    ]
    STANDINGS = [
        (Standing.UNSAID.value, gettext_lazy("Not said")),
        (Standing.PRIMARY.value, gettext_lazy("Primary")),
        (Standing.SECONDARY.value, gettext_lazy("Secondary")),
        (Standing.TERTIARY.value, gettext_lazy("Tertiary")),
    ]
    ACCESSES = [
        (Access.EXCERPT.value, gettext_lazy("Excerpts around cited passages")),
        (Access.PUBLIC.value, gettext_lazy("The whole text")),
        (Access.STAFF.value, gettext_lazy("Staff only")),
    ]

    key = models.CharField(
        gettext_lazy("key"),
        max_length=100,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{KEY}\Z",
                gettext_lazy(
                    "A key is small Latin letters, digits and . _ : - and does not end in . or :"
                ),
            )
        ],
        help_text=gettext_lazy("How articles cite it: [@key]. It does not change once cited."),
    )
    type = models.CharField(
        gettext_lazy("type"), max_length=30, choices=CSL_TYPES, default="document"
    )
    standing = models.CharField(
        gettext_lazy("standing"),
        max_length=10,
        choices=STANDINGS,
        blank=True,
        default=Standing.UNSAID.value,
        db_default=Standing.UNSAID.value,
        help_text=gettext_lazy(
            "Primary: the document or the witness itself. Secondary: who writes about it. "
            "Tertiary: reference works, which sum up."
        ),
    )
    title = models.CharField(gettext_lazy("title"), max_length=500, blank=True)
    authors = models.JSONField(gettext_lazy("authors"), default=list, blank=True)
    editors = models.JSONField(gettext_lazy("editors"), default=list, db_default=[], blank=True)
    translators = models.JSONField(
        gettext_lazy("translators"), default=list, db_default=[], blank=True
    )
    container = models.CharField(
        gettext_lazy("container"),
        max_length=255,
        blank=True,
        help_text=gettext_lazy("The newspaper, journal, site or book it stands in."),
    )
    volume = models.CharField(
        gettext_lazy("volume"), max_length=50, blank=True, default="", db_default=""
    )
    issue = models.CharField(
        gettext_lazy("issue"), max_length=50, blank=True, default="", db_default=""
    )
    pages = models.CharField(
        gettext_lazy("pages"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy(
            "The pages it fills, such as 12–34. The page that is cited stands in the mark."
        ),
    )
    edition = models.CharField(
        gettext_lazy("edition"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Such as 2, or Revised edition."),
    )
    number = models.CharField(
        gettext_lazy("number"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Of a report, law, case, patent or episode."),
    )
    genre = models.CharField(
        gettext_lazy("genre"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Such as PhD thesis, or Working paper."),
    )
    event = models.CharField(
        gettext_lazy("event"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("The conference or meeting it was given at."),
    )
    place = models.CharField(
        gettext_lazy("place"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Where the publisher is, or where it was held."),
    )
    series = models.CharField(
        gettext_lazy("series"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("The collection that its publisher brings it out in."),
    )
    series_number = models.CharField(
        gettext_lazy("number in the series"),
        max_length=50,
        blank=True,
        default="",
        db_default="",
    )
    publisher = models.CharField(gettext_lazy("publisher"), max_length=255, blank=True)
    issued = models.CharField(
        gettext_lazy("issued"),
        max_length=50,
        blank=True,
        help_text=gettext_lazy("Such as 2024-05-14 or 2024-05."),
    )
    url = models.CharField(gettext_lazy("address"), max_length=2000, blank=True, validators=[WEB])
    archive_url = models.CharField(
        gettext_lazy("address of another archive's copy"),
        max_length=2000,
        blank=True,
        validators=[WEB],
    )
    doi = models.CharField("DOI", max_length=255, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    issn = models.CharField(
        "ISSN",
        max_length=9,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Of the newspaper, journal or series it stands in."),
    )
    language = models.CharField(gettext_lazy("language"), max_length=35, blank=True)
    accessed = models.CharField(gettext_lazy("accessed"), max_length=50, blank=True)
    reliability = models.CharField(
        gettext_lazy("reliability"),
        max_length=10,
        choices=RELIABILITIES,
        blank=True,
        default=Reliability.UNREVIEWED.value,
    )
    reliability_reason = models.CharField(
        gettext_lazy("reliability reason"), max_length=500, blank=True
    )
    reviewed_on = models.CharField(gettext_lazy("reviewed on"), max_length=50, blank=True)
    state_run = models.BooleanField(gettext_lazy("state run"), default=False)
    wire = models.BooleanField(gettext_lazy("wire service"), default=False)
    opinion = models.BooleanField(gettext_lazy("opinion"), default=False)
    access = models.CharField(
        gettext_lazy("archive access"),
        max_length=10,
        choices=ACCESSES,
        default=Access.EXCERPT.value,
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aliases = models.JSONField(default=list, blank=True)
    unreachable_since = models.DateField(
        gettext_lazy("the address no longer answers since"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Leave it empty while it answers."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sort_key = models.BinaryField(null=True)
    listed = models.BooleanField(null=True, editable=False)

    class Meta:
        ordering = ("key",)
        indexes = [
            models.Index(fields=["sort_key", "id"], name="source_in_order"),
            # With the column that readers' list asks for, so that the index alone answers.
            models.Index(
                fields=["standing", "sort_key", "id", "listed"], name="source_by_standing"
            ),
            models.Index(
                fields=["sort_key", "id", "listed"],
                condition=models.Q(listed=True),
                name="source_listed",
            ),
        ]
        verbose_name = gettext_lazy("source")
        verbose_name_plural = gettext_lazy("sources")

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.key])
