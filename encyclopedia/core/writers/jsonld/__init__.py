"""Document → JSON-LD in the words of schema.org: the article, its subject, the way to it."""

import json
from typing import Any, Final

from encyclopedia.core.document import Document
from encyclopedia.core.writers.jsonld import article
from encyclopedia.core.writers.jsonld.imprint import Imprint as Imprint

CONTEXT: Final = "https://schema.org"
_UNPRINTED: Final = Imprint()


def write(document: Document, imprint: Imprint = _UNPRINTED) -> str:
    """Give *document* as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/).

    What a document does not know of itself (its address, its dates, the type of its kind) comes
    as *imprint*; what is not known is left out.
    """
    return json.dumps(as_data(document, imprint), ensure_ascii=False, indent=1) + "\n"


def as_data(document: Document, imprint: Imprint = _UNPRINTED) -> dict[str, Any]:
    """Give what `write` writes as dicts, lists and texts."""
    return {"@context": CONTEXT, "@graph": list(article.graph(document, imprint))}
