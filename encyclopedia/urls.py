"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from encyclopedia import admin as desk  # noqa: F401 -- registers the articles before the admin's addresses are made
from encyclopedia import api, feeds, sitemaps
from encyclopedia.views import (
    about,
    article,
    authorship,
    card,
    categories,
    contributors,
    crawlers,
    errors,
    evidence,
    front,
    health,
    hiding,
    history,
    linking,
    lists,
    metrics,
    picture,
    preview,
    recent,
    referring,
    reporting,
    searching,
    series,
    source,
    taking_back,
    written,
)
from encyclopedia.views.converters import (
    CardName,
    EditorName,
    Hash,
    RevisionId,
    Sentence,
    Slug,
    SourceKey,
    Suffix,
    TypedTitle,
)

register_converter(Slug, "title")
register_converter(TypedTitle, "typed")
register_converter(RevisionId, "revision")
register_converter(SourceKey, "key")
register_converter(Hash, "sha256")
register_converter(Sentence, "sentence")
register_converter(Suffix, "suffix")
register_converter(CardName, "card")
register_converter(EditorName, "name")

admin.site.site_header = admin.site.site_title = _("Encyclopedia desk")
admin.site.index_title = _("Articles and sources")

urlpatterns = [
    path("", front.front, name="front"),
    path("about/", about.about, {"name": "about"}, name="about"),
    path("about/licence/", about.about, {"name": "licence"}, name="licence"),
    path("about/policy/", about.about, {"name": "policy"}, name="policy"),
    path("articles/", lists.index, name="index"),
    path("articles/<title:slug>/", article.article, name="article"),
    path("articles/<typed:title>/", article.titled, name="titled"),
    path("articles/<title:slug>/history/", history.history, name="history"),
    path("articles/<title:slug>/revisions/<revision:revision>/", history.revision, name="revision"),
    path(
        "articles/<title:slug>/revisions/<revision:revision>/name/", taking_back.name, name="name"
    ),
    path(
        "articles/<title:slug>/revisions/<revision:revision>/restore/",
        taking_back.restore,
        name="restore",
    ),
    path(
        "articles/<title:slug>/revisions/<revision:revision>/undo/", taking_back.undo, name="undo"
    ),
    path("articles/<title:slug>/revisions/<revision:revision>/hide/", hiding.hide, name="hide"),
    path("articles/<title:slug>/report/", reporting.report, name="report"),
    path("articles/<title:slug>/cite/", referring.cite, name="cite"),
    path("articles/<title:slug>/links/", linking.links, name="links"),
    path("articles/<title:slug>/references/", referring.references, name="references"),
    path("articles/<title:slug>/feed.atom", feeds.article, name="article-feed"),
    path("categories/", categories.categories, name="categories"),
    path("categories/<title:category>/", categories.category, name="category"),
    path("categories/<title:category>/feed.atom", feeds.category, name="category-feed"),
    path("series/", series.every, name="every-series"),
    path("series/<title:series>/", series.series, name="series"),
    path("recent/", recent.recent, name="recent"),
    path("contributors/", contributors.contributors, name="contributors"),
    path("contributors/<name:name>/", contributors.contributor, name="contributor"),
    path("feeds/recent.atom", feeds.recent, name="recent-feed"),
    path("articles/<title:slug>/compare/", history.choose, name="choose"),
    path(
        "articles/<title:slug>/compare/<revision:old>/<revision:new>/",
        history.compare,
        name="compare",
    ),
    path("articles/<title:slug>/evidence/", evidence.evidence, name="evidence"),
    path("articles/<title:slug>/authorship/", authorship.authorship, name="authorship"),
    path(
        "articles/<title:slug>/authorship/<sentence:sentence>/",
        authorship.biography,
        name="biography",
    ),
    path("sources/", source.index, name="sources"),
    path("sources/<key:key>/", source.source, name="source"),
    path("sources/<key:key>/snapshots/<sha256:sha256>/", source.snapshot, name="snapshot"),
    path("media/pictures/<sha256:file>.<str:suffix>", picture.picture, name="picture"),
    path("search/", searching.results, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("opensearch.xml", searching.description, name="opensearch"),
    path("api/v1/", include(api.urlpatterns)),
    path("articles/<title:slug>.<suffix:suffix>", written.article, name="written"),
    path(
        "articles/<title:slug>/revisions/<revision:revision>.<suffix:suffix>",
        written.revision,
        name="written-revision",
    ),
    path("articles/<title:slug>/card-<card:name>.png", card.card, name="card"),
    path("schemas/article-<int:number>.json", crawlers.schema, name="schema"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", sitemaps.page, name="sitemap-page"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("llms.txt", crawlers.llms, name="llms"),
    path("manifest.webmanifest", crawlers.manifest, name="manifest"),
    path("favicon.svg", crawlers.icon, name="icon"),
    path("favicon.ico", crawlers.old_icon, name="old-icon"),
    path("apple-touch-icon.png", crawlers.touch_icon, name="touch-icon"),
    path("mark-<int:side>.png", crawlers.sized_icon, name="mark"),
    path("healthz", health.health, name="health"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/preview/", preview.preview, name="preview"),
    # Django's way from the desk to a page asks for no right to see it; ours link there directly.
    path("admin/language/", require_POST(set_language), name="set_language"),
    path("admin/r/<path:path>", errors.nowhere),
    path("admin/", include("encyclopedia.admin.addresses")),
    path("admin/", admin.site.urls),
]

handler404 = "encyclopedia.views.errors.not_found"
handler403 = "encyclopedia.views.errors.forbidden"
handler500 = "encyclopedia.views.errors.broken"
