"""Document → Publication: what the public reads, made when a revision is published."""

from encyclopedia.publishing.indexing import reindex, reindex_sources
from encyclopedia.publishing.leading import (
    add_name,
    lead_back,
    lead_on,
    make_way,
    move,
    remove_name,
)
from encyclopedia.publishing.queueing import wait as queue
from encyclopedia.publishing.releasing import delete, hide, publish, withdraw
from encyclopedia.publishing.renewing import (
    outdated,
    renew,
    renew_citing,
    renew_counterparts,
    renew_of_kinds,
    renew_page_of,
)

__all__ = [
    "add_name",
    "delete",
    "hide",
    "lead_back",
    "lead_on",
    "make_way",
    "move",
    "outdated",
    "publish",
    "queue",
    "reindex",
    "reindex_sources",
    "remove_name",
    "renew",
    "renew_citing",
    "renew_counterparts",
    "renew_of_kinds",
    "renew_page_of",
    "withdraw",
]
