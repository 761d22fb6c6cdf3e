"""The types of the Citation Style Language that editors of reference works meet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

CSL_TYPES = (
    ("article-newspaper", gettext_lazy("News report")),
    ("article-magazine", gettext_lazy("Magazine article")),
    ("article-journal", gettext_lazy("Journal article")),
    ("webpage", gettext_lazy("Web page")),
    ("post-weblog", gettext_lazy("Blog post")),
    ("book", gettext_lazy("Book")),
    ("chapter", gettext_lazy("Chapter")),
    ("report", gettext_lazy("Report")),
    ("press-release", gettext_lazy("Press release")),
    ("speech", gettext_lazy("Speech")),
    ("interview", gettext_lazy("Interview")),
    ("broadcast", gettext_lazy("Broadcast")),
    ("treaty", gettext_lazy("Treaty or joint statement")),
    ("legislation", gettext_lazy("Legislation")),
    ("legal_case", gettext_lazy("Court decision")),
    ("dataset", gettext_lazy("Data set")),
    ("thesis", gettext_lazy("Thesis")),
    ("paper-conference", gettext_lazy("Conference paper")),
    ("document", gettext_lazy("Document")),
)
