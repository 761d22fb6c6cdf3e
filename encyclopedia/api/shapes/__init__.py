"""What the API says and takes, field by field; its documentation is made from these.

The shapes of a module of the API stand in the module of the same name.
"""

from encyclopedia.api.shapes.articles import Article as Article
from encyclopedia.api.shapes.articles import ArticleQuestion as ArticleQuestion
from encyclopedia.api.shapes.articles import Articles as Articles
from encyclopedia.api.shapes.articles import Change as Change
from encyclopedia.api.shapes.articles import InReview as InReview
from encyclopedia.api.shapes.articles import NewArticle as NewArticle
from encyclopedia.api.shapes.articles import ReviewAsked as ReviewAsked
from encyclopedia.api.shapes.articles import Saved as Saved
from encyclopedia.api.shapes.articles import Summed as Summed
from encyclopedia.api.shapes.looking import Hits as Hits
from encyclopedia.api.shapes.looking import RecentChanges as RecentChanges
from encyclopedia.api.shapes.looking import RecentQuestion as RecentQuestion
from encyclopedia.api.shapes.looking import SearchQuestion as SearchQuestion
from encyclopedia.api.shapes.past import Authorship as Authorship
from encyclopedia.api.shapes.past import Comparison as Comparison
from encyclopedia.api.shapes.past import Evidence as Evidence
from encyclopedia.api.shapes.past import Findings as Findings
from encyclopedia.api.shapes.past import RevisionQuestion as RevisionQuestion
from encyclopedia.api.shapes.past import Revisions as Revisions
from encyclopedia.api.shapes.sources import Archived as Archived
from encyclopedia.api.shapes.sources import NewSource as NewSource
from encyclopedia.api.shapes.sources import Snapshot as Snapshot
from encyclopedia.api.shapes.sources import Snapshots as Snapshots
from encyclopedia.api.shapes.sources import Source as Source
from encyclopedia.api.shapes.sources import SourceQuestion as SourceQuestion
from encyclopedia.api.shapes.sources import Sources as Sources
from encyclopedia.api.shapes.terms import Number as Number
from encyclopedia.api.shapes.terms import Text as Text
