"""Where everything is found: the API below /api/v1, the pages at the root."""

from importlib.util import find_spec

from django.urls import include, path

from interlace.surfaces.api.assembly import api

urlpatterns = [path("api/v1/", api.urls)]
if find_spec("interlace.surfaces.web.urls"):
    urlpatterns.append(path("", include("interlace.surfaces.web.urls")))

handler403 = handler404 = "interlace.surfaces.web.pages.missing"
handler500 = "interlace.surfaces.web.pages.failed"
