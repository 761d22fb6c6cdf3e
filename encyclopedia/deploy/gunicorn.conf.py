"""How gunicorn serves the encyclopedia: `gunicorn -c encyclopedia/deploy/gunicorn.conf.py`.

Behind nginx, which waits for slow readers, plain workers are the fastest. All of it can be
overridden on the command line.
"""

import multiprocessing
import os

wsgi_app = "encyclopedia.wsgi:application"
bind = os.environ.get("BIND", "unix:/run/encyclopedia.sock")
workers = int(os.environ.get("WORKERS", str(2 * multiprocessing.cpu_count() + 1)))
timeout = 60  # seconds; an import of a large article takes a few
graceful_timeout = 30  # seconds for what is under way when a release comes
keepalive = 15  # seconds
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 -- heartbeats that no disk can delay
forwarded_allow_ips = "*" if bind.startswith("unix:") else "127.0.0.1"
