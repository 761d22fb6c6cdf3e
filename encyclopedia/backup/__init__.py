"""Everything in one file: each row, each archived original and picture, with a hash of each.

A backup is a ZIP file. `manifest.json` names what is in it: the migrations that the rows fit, for
every table its columns, number of rows and SHA-256, for every file its size and SHA-256. Rows stand
in `rows/<app>.<model>.jsonl`, one JSON list a line in the order of the columns; files under
`files/<storage>/`. No database has its own form in it, so SQLite restores what PostgreSQL gave.
"""

from encyclopedia.backup.form import BackupError as BackupError
from encyclopedia.backup.generations import forget as forget
from encyclopedia.backup.generations import name as name
from encyclopedia.backup.reading import Restored as Restored
from encyclopedia.backup.reading import check as check
from encyclopedia.backup.reading import read as read
from encyclopedia.backup.writing import Written as Written
from encyclopedia.backup.writing import one_moment as one_moment
from encyclopedia.backup.writing import write as write
