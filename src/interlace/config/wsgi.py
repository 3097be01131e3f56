"""The node as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interlace.config.settings")

application = get_wsgi_application()

if os.environ.get("INTERLACE_POOL") == "1":  # a serving process, not a tool that looks at the application
    from django.urls import get_resolver

    from interlace.screening.warming import warm_up_soon  # only now are the tables known that it imports

    _ = get_resolver().url_patterns  # every page and route is loaded now, not by whoever comes first
    warm_up_soon()
