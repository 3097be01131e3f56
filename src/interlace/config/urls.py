"""Where everything is found: the API below /api/v1, the pages at the root."""

from django.urls import include, path

from interlace.surfaces.api.assembly import api

urlpatterns = [path("api/v1/", api.urls), path("", include("interlace.surfaces.web.urls"))]

handler403 = handler404 = "interlace.surfaces.web.pages.missing"
handler500 = "interlace.surfaces.web.pages.failed"
