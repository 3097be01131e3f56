"""Django settings of a node. Everything a node keeps lies in one data folder (`INTERLACE_DATA`)."""

import os
from pathlib import Path

from interlace.foundation.database import connection_settings
from interlace.foundation.database.folders import make_private_folder
from interlace.foundation.vault.keys import web_secret

INTERLACE_DATA = Path(os.environ.get("INTERLACE_DATA", "data")).resolve()
INTERLACE_DEMO = os.environ.get("INTERLACE_DEMO") == "1"
# Whether a worker runs beside this process; `interlace serve` says so.
INTERLACE_WORKER = os.environ.get("INTERLACE_WORKER") == "1"
# Into how many shards the search index is cut, and the Ray cluster on whose machines they lie.
INTERLACE_INDEX_SHARDS = int(os.environ.get("INTERLACE_INDEX_SHARDS", "1"))
INTERLACE_RAY_ADDRESS = os.environ.get("INTERLACE_RAY_ADDRESS", "")
INTERLACE_COMPILED_LOOPS = os.environ.get("INTERLACE_COMPILED_LOOPS", "")

SECRET_KEY = web_secret(INTERLACE_DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("INTERLACE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "interlace.foundation.database",
    "interlace.foundation.identity",
    "interlace.foundation.disclosure",
    "interlace.foundation.audit",
    "interlace.foundation.jobs",
    "interlace.foundation.limits",
    "interlace.foundation.http",
    "interlace.foundation.localize",
    "interlace.bureaus",
    "interlace.facts",
    "interlace.screening",
    "interlace.crossmatch",
    "interlace.cases",
    "interlace.analysis",
    "interlace.evidence",
    "interlace.meeting",
    "interlace.victims",
    "interlace.evidence.intake",
    "interlace.operations",
    "interlace.results",
    "interlace.desk",
    "interlace.desk.shift",
    "interlace.oversight",
    "interlace.surfaces.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "interlace.foundation.http.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "interlace.foundation.identity.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "interlace.surfaces.web.middleware.ContentSecurityPolicyMiddleware",
    "interlace.surfaces.web.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "interlace.config.urls"
WSGI_APPLICATION = "interlace.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "interlace.surfaces.web.context.page",
            ],
        },
    }
]

DATABASES = connection_settings(INTERLACE_DATA, os.environ.get("DATABASE_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["interlace.foundation.identity.backends.ActiveOfficerBackend"]
LOGIN_URL = "/sign-in"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "interlace_session"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = os.environ.get("INTERLACE_HTTPS") == "1"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_COOKIE_HTTPONLY = True
# The proxy that ends TLS speaks plain HTTP to us, so browsers name an origin that we would not recognise as our own.
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' * host.startswith('.')}{host}" for host in ALLOWED_HOSTS if SESSION_COOKIE_SECURE
]
# The one address under which officers use passkeys, and the name they are bound to if it is a wider one.
INTERLACE_ORIGIN = os.environ.get("INTERLACE_ORIGIN", "").rstrip("/")
INTERLACE_RP_ID = os.environ.get("INTERLACE_RP_ID", "")
CSRF_FAILURE_VIEW = "interlace.surfaces.web.pages.old_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("vi", "Tiếng Việt")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Limits of this node (docs/deploy/node.md): a settings module of one's own may change them.
INTERLACE_REQUESTS_PER_SECOND = 20  # calls of the API per officer
INTERLACE_SEARCHES_PER_MINUTE = 30  # searches per officer, whatever the surface
INTERLACE_MATCHER_CALLS_PER_SECOND = 100  # calls with one key of the OpenSanctions interface
INTERLACE_UPLOAD_LIMIT = 1024**3  # bytes of one uploaded file

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Whatever is uploaded stays below the data folder from its first byte.
FILE_UPLOAD_TEMP_DIR = make_private_folder(INTERLACE_DATA / "incoming")

# How officers are woken (docs/deploy/node.md). Without a server or a gateway each attempt says that there is none.
EMAIL_HOST = os.environ.get("INTERLACE_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("INTERLACE_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("INTERLACE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("INTERLACE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("INTERLACE_SMTP_TLS", "starttls") == "starttls"
EMAIL_USE_SSL = os.environ.get("INTERLACE_SMTP_TLS") == "tls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("INTERLACE_MAIL_FROM", "interlace@localhost")
INTERLACE_TSA_URL = os.environ.get("INTERLACE_TSA_URL", "")
INTERLACE_TSA_ROOTS = os.environ.get("INTERLACE_TSA_ROOTS", "")
INTERLACE_SMS_URL = os.environ.get("INTERLACE_SMS_URL", "")
INTERLACE_SMS_TOKEN = os.environ.get("INTERLACE_SMS_TOKEN", "")
INTERLACE_SMS_BODY = os.environ.get(
    "INTERLACE_SMS_BODY", '{"to": "{to}", "text": "{text}", "reference": "{reference}"}'
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("INTERLACE_LOG_LEVEL", "WARNING")},
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["interlace.oversight.usage.jobs"]
