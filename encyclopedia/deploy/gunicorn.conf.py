"""How gunicorn serves the encyclopedia: `gunicorn -c encyclopedia/deploy/gunicorn.conf.py`.

Behind nginx, which waits for slow readers, plain workers are the fastest. All of it can be
overridden on the command line.
"""

import multiprocessing
import os
import re
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from encyclopedia.running import joining, logs, variables

wsgi_app = "encyclopedia.wsgi:application"
bind = os.environ.get("BIND", "unix:/run/encyclopedia.sock")
workers = variables.number("WORKERS", 2 * multiprocessing.cpu_count() + 1)
timeout = 60  # seconds; an import of a large article takes a few
graceful_timeout = 30  # seconds for what is under way when a release comes
keepalive = 15  # seconds
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 -- heartbeats that no disk can delay
joining.whole()
control_socket_disable = True  # since 25.1 there would be one in HOME, which may be read-only
forwarded_allow_ips = "*" if bind.startswith("unix:") else "127.0.0.1"

# The lines of gunicorn look like those of the application.
_form, _level = os.environ.get("LOG_FORMAT", "plain"), variables.level("LOG_LEVEL", "WARNING")
logconfig_dict = logs.settings(_form, _level, asks=False)
logconfig_dict["loggers"]["gunicorn.error"] = {"level": "INFO", "handlers": [], "propagate": True}

# What each worker counts stands in a folder, so that any of them can tell the sum: the one that is
# named, or one that this process makes. This file is read again at each reload, and a gunicorn that
# takes this one's place is told the name of its folder: so the name says whose it is.
_counting = bool(os.environ.get("METRICS_TOKEN", "").strip() and find_spec("prometheus_client"))
_made = f"encyclopedia-metrics-{os.getpid()}-"
_folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
if _counting and re.fullmatch(rf"(?!{_made})(encyclopedia-metrics-\d+-.*)?", Path(_folder).name):
    _folder = tempfile.mkdtemp(prefix=_made, dir=worker_tmp_dir)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _folder


def child_exit(server: Any, worker: Any) -> None:  # noqa: ANN401 -- gunicorn has no types
    """Keep what a worker counted that is no more."""
    if _counting:
        from prometheus_client import multiprocess  # noqa: PLC0415 -- an extra

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:  # noqa: ANN401 -- the same
    """Leave no folder of counts behind that was made here."""
    if Path(_folder).name.startswith(_made):
        shutil.rmtree(_folder, ignore_errors=True)
