"""Settings: what an operator sets is an environment variable with a working default."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from encyclopedia.core import remembering
from encyclopedia.running import ground, logs, variables

BASE_DIR = Path(__file__).resolve().parent.parent
# Where everything that is not code lives: database, archived files, pictures.
DATA_DIR = ground.folder(
    Path(os.environ.get("ENCYCLOPEDIA_DATA") or BASE_DIR / ".data"), mode=0o700
)

DEBUG = variables.flag("DEBUG", default=False)
# From the environment, else from a file made at the first start.
SECRET_KEY = os.environ.get("SECRET_KEY") or ground.secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = variables.words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = variables.words("CSRF_TRUSTED_ORIGINS", "")

SITE_NAME = os.environ.get("SITE_NAME", "Encyclopedia")
# The address readers use, without a closing slash: canonical links need it.
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")
# The licence of the articles, and where it can be read; without a name there is none.
LICENCE_NAME = os.environ.get("LICENCE_NAME", "").strip()
LICENCE_URL = os.environ.get("LICENCE_URL", "").strip()

# Whether readers get only what a reviewer approved, and whether people may approve their own.
APPROVAL_REQUIRED = variables.flag("APPROVAL_REQUIRED", default=False)
SELF_APPROVAL = variables.flag("SELF_APPROVAL", default=False)

INSTALLED_APPS = [
    "encyclopedia.apps.EncyclopediaConfig",
    "sources.apps.SourcesConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for our renderer
    "csp",
    "reversion",
    "markdownx",
]

MIDDLEWARE = [
    "encyclopedia.views.telling.middleware",
    "encyclopedia.replicas.middleware",
    "encyclopedia.views.first.articles_first",
    "encyclopedia.views.kept.answers_kept",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "encyclopedia.views.inline.allowed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "encyclopedia.languages.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "encyclopedia.audit.middleware",
    "encyclopedia.views.asking.without_nul",
    "encyclopedia.purging.middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "encyclopedia.urls"
WSGI_APPLICATION = "encyclopedia.wsgi.application"
FORM_RENDERER = "encyclopedia.widgets.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "encyclopedia.admin.watching.unread",
            ],
        },
    },
]


# How long a server of databases may say nothing to who connects, and how long a network may lose
# what is sent. How long a statement may take is left to the server: `migrate`, `backup` and
# `restore` have long ones.
_PATIENCE = {
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 30,  # seconds
    "keepalives_interval": 5,  # seconds
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}


def _database(url: str, named_by: str) -> dict[str, Any]:
    try:
        told = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{named_by} is no address of a database: write postgres://user@host/name, or"
            " sqlite:////path, with %-signs in a password written as %25."
        ) from error
    database: dict[str, Any] = dict(told)
    if database["ENGINE"].endswith("sqlite3"):
        # Writers queue for up to 30 s instead of failing; readers never wait for them. What was
        # acknowledged is on the disk: with less than FULL, a power cut takes the last commits.
        database["OPTIONS"] = {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        path = Path(database["NAME"])
        if path.name != ":memory:":
            ground.database(path, named_by)
        return database
    variables.needs(named_by, "psycopg", "postgres")
    database["OPTIONS"] = _PATIENCE | database.get("OPTIONS", {})
    if pool := database["OPTIONS"].get("pool"):
        # Threads take turns at a few connections; one waits no longer for its turn than readers do.
        # A server that is away would be tried again ever later: who asks next tries it instead.
        database["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": pool if type(pool) is int else 4,
            "timeout": 5,  # seconds
            "reconnect_timeout": 2,  # seconds
        }
        database["CONN_MAX_AGE"] = 0
    return database


# SQLite beside the code, or what DATABASE_URL names; copies of it that public pages are read from.
DATABASES = {
    "default": _database(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'encyclopedia.sqlite3'}",
        "DATABASE_URL" if os.environ.get("DATABASE_URL") else "ENCYCLOPEDIA_DATA",
    )
}
DATABASE_REPLICAS: list[str] = []
for _url in variables.words("DATABASE_REPLICA_URL", ""):
    DATABASE_REPLICAS.append(f"replica_{len(DATABASE_REPLICAS) + 1}")
    DATABASES[DATABASE_REPLICAS[-1]] = {
        **_database(_url, "DATABASE_REPLICA_URL"),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
DATABASE_ROUTERS = ["encyclopedia.replicas.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _cache() -> dict[str, Any]:
    """Memory of this process, or the Redis that CACHE_URL names, as long as it answers."""
    url = os.environ.get("CACHE_URL", "")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    variables.needs("CACHE_URL", "redis", "redis")
    return {"BACKEND": "encyclopedia.running.caching.ForgivingRedis", "LOCATION": url}


CACHES = {"default": _cache()}

# Whether an nginx in front keeps pages: it is told to ask again with the next second.
BEHIND_NGINX_CACHE = variables.flag("BEHIND_NGINX_CACHE", default=False)
# How many bytes of finished pages a worker keeps in memory; 0: none, each is read by its key.
PAGE_MEMORY = variables.number("PAGE_MEMORY", 64 << 20)
# How many bytes of other answers that are the same for everybody it keeps; 0: none, anywhere, as
# where templates are being written.
ANSWER_MEMORY = variables.number("ANSWER_MEMORY", 0 if DEBUG else 64 << 20)
# Whether processes share them too: in the cache that CACHE_URL names.
ANSWERS_SHARED = bool(os.environ.get("CACHE_URL"))
# How many bytes of what it worked out of texts, archived texts, comparisons and findings it keeps.
TEXT_MEMORY = variables.number("TEXT_MEMORY", remembering.ALL)
# How many seconds a CDN may keep a page without asking, and so show what was withdrawn, unless
# it is purged by key; 0: it is not told.
SURROGATE_MAX_AGE = variables.number("SURROGATE_MAX_AGE", 0)

# Where a CDN is told what to forget, in which way (fastly, cloudflare, purge or ban), and as whom.
CDN_PURGE_URL = os.environ.get("CDN_PURGE_URL", "").strip()
CDN_PURGE_KIND = os.environ.get("CDN_PURGE_KIND", "fastly").strip()
CDN_PURGE_TOKEN = os.environ.get("CDN_PURGE_TOKEN", "").strip()

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "encyclopedia.tokens.RevokedWithPassword"}]

LANGUAGE_CODE = os.environ.get("LANGUAGE_CODE", "en-gb")
# The languages that the interface is complete in, and what the desk's chooser calls them.
SPOKEN = {"en": "English", "de": "Deutsch"}


def _languages() -> list[tuple[str, str]]:
    """Offer what is spoken, under the very code of LANGUAGE_CODE where that is one of them."""
    own = LANGUAGE_CODE.lower().partition("-")[0]
    offered = [(LANGUAGE_CODE if code == own else code, name) for code, name in SPOKEN.items()]
    return offered if own in SPOKEN else [*offered, (LANGUAGE_CODE, LANGUAGE_CODE)]


LANGUAGES = _languages()
LOCALE_PATHS = [BASE_DIR / "encyclopedia" / "locale"]
# What an editor chose for the desk; readers never get a cookie.
LANGUAGE_COOKIE_NAME = "desk_language"
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = variables.zone("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ground.folder(DATA_DIR / "static", mode=0o755)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# No server but ours reads these files: pictures of drafts are among them.
PRIVATE = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
# Pictures and originals: folders here, or a bucket of S3 or what speaks like it, that many machines
# share. Who we are there, botocore reads (AWS_ACCESS_KEY_ID and so on, or the machine's own role).
MEDIA_S3_BUCKET = os.environ.get("MEDIA_S3_BUCKET", "").strip()
MEDIA_S3_ENDPOINT = os.environ.get("MEDIA_S3_ENDPOINT", "").strip()
MEDIA_S3_REGION = os.environ.get("MEDIA_S3_REGION", "").strip()
MEDIA_S3_PREFIX = os.environ.get("MEDIA_S3_PREFIX", "").strip("/")


def _in_bucket(folder: str) -> dict[str, Any]:
    """Keep files under *folder* of the bucket; readers get them from us, who know their rights."""
    try:
        import storages  # noqa: F401, PLC0415 -- an extra, which Django loads by the name below
        from botocore.config import Config  # noqa: PLC0415 -- of the same extra
    except ImportError as error:
        raise ImproperlyConfigured(
            "MEDIA_S3_BUCKET names a bucket, and what speaks to one is not installed:"
            " pip install -e '.[s3]'"
        ) from error

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": MEDIA_S3_ENDPOINT or None,
            "region_name": MEDIA_S3_REGION or None,
            "location": f"{MEDIA_S3_PREFIX}/{folder}".lstrip("/"),
            "default_acl": None,  # private, as the bucket is
            "file_overwrite": True,  # a file is named by its content
            "client_config": Config(
                connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2}
            ),
        },
    }


STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", **PRIVATE},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Originals of archived sources: other people's bytes, so no address serves them.
    "archive": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "archive", "base_url": None, **PRIVATE},
    },
}

if MEDIA_S3_BUCKET:
    STORAGES |= {"default": _in_bucket("files"), "archive": _in_bucket("archive")}

# An article with 200 rows of 5 fields each is a real form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "encyclopedia.uploads.CutShort",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = variables.flag("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = variables.number("SECURE_HSTS_SECONDS", 0)
# Whether that holds for every name below ours too, and browsers may be shipped with it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0 and variables.flag(
    "SECURE_HSTS_SUBDOMAINS", default=True
)
if variables.flag("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = variables.flag(
    "SECURE_COOKIES", default=False
)
CSRF_COOKIE_HTTPONLY = True  # scripts of the desk read the token from their form
X_FRAME_OPTIONS = "DENY"

# Pages carry their style and script inline, allowed by hash; the admin loads files of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

MARKDOWNX_URLS_PATH = "/admin/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/preview/"
MARKDOWNX_SERVER_CALL_LATENCY = 500

# Every edit says why, unless its editor ticks that it explains itself.
SUMMARY_REQUIRED = variables.flag("SUMMARY_REQUIRED", default=True)

# Whether addresses of sources are fetched, where the “fetch” extra is installed: who installs it
# wants that, and it is editors alone who name addresses.
FETCH_SOURCES = variables.flag("FETCH_SOURCES", default=True)
# Where DOIs and ISBNs are looked up, such as https://doi.org/; none where empty.
DOI_RESOLVER = os.environ.get("DOI_RESOLVER", "").strip()
ISBN_RESOLVER = os.environ.get("ISBN_RESOLVER", "").strip()

# How many requests a minute the API answers: to an address, to a token, and how many that write.
API_RATE_ANONYMOUS = variables.number("API_RATE_ANONYMOUS", 120)
API_RATE_TOKEN = variables.number("API_RATE_TOKEN", 600)
API_RATE_WRITING = variables.number("API_RATE_WRITING", 60)
# How many PDFs and EPUBs a minute are made for an address: each is a second of work or more.
BINDING_RATE = variables.number("BINDING_RATE", 20)

LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "encyclopedia.views.keeping.not_ours"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds
# The roles (or "superuser") that sign in with a second factor, whether they like it or not.
SECOND_FACTOR_ROLES = variables.words("SECOND_FACTOR_ROLES", "")
# How many proxies stand in front of us and add to X-Forwarded-For.
TRUSTED_PROXIES = variables.number("TRUSTED_PROXIES", 0)

# Letters are dropped until a server for them is named. Who develops reads them on the console:
# elsewhere that is a log, and their links sign in whoever has them.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
if EMAIL_HOST or DEBUG:
    EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
else:
    EMAIL_BACKEND = "encyclopedia.running.letters.Nowhere"
EMAIL_PORT = variables.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = variables.flag("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = variables.flag("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "encyclopedia@localhost")

# Lines of the log, "plain" for people or "json" for machines, and whether each request has one.
LOG_LEVEL = variables.level("LOG_LEVEL", "WARNING")
LOGGING = logs.settings(
    os.environ.get("LOG_FORMAT", "plain").strip().lower(),
    LOG_LEVEL,
    asks=variables.flag("LOG_REQUESTS", default=False),
)
# With it, and the extra `metrics`, /metrics answers whoever brings it; without it nobody.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "").strip()
