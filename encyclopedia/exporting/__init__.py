"""The public encyclopedia as files that any web server or object store serves.

Each file is what the views answer to an anonymous reader, so that both sites cannot drift apart.
What needs a server is left out: its links lose their address, its forms go, and a search page of
our own reads an index that is cut into small files.
"""

from encyclopedia.exporting.folder import ExportError as ExportError
from encyclopedia.exporting.site import Told as Told
from encyclopedia.exporting.site import export as export
