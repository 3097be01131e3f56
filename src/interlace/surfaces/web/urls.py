"""The addresses of the pages. A capability's own pages come from its `pages.py`."""

from django.urls import URLPattern, URLResolver, include, path

from interlace.surfaces.web import pages, passkey_pages, tour
from interlace.surfaces.web.sheet_page import sheet_page

CAPABILITIES = (
    "interlace.analysis.pages",
    "interlace.cases.pages",
    "interlace.evidence.intake.pages",
    "interlace.screening.pages",
    "interlace.crossmatch.pages",
    "interlace.evidence.pages",
    "interlace.facts.pages",
    "interlace.meeting.pages",
    "interlace.oversight.pages",
    "interlace.oversight.usage.pages",
    "interlace.bureaus.pages",
    "interlace.bureaus.people.pages",
    "interlace.operations.pages",
    "interlace.results.pages",
    "interlace.desk.pages",
    "interlace.desk.shift.pages",
    "interlace.victims.pages",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("sign-in", pages.sign_in_page, name="sign-in"),
    path("sign-in/exercise", pages.profile_sign_in, name="demo-sign-in"),
    path("tour", tour.tour, name="tour"),
    path("tour/<int:number>", tour.stop, name="tour-stop"),
    path("sign-in/device", pages.device_page, name="device"),
    path("sign-in/passkey", passkey_pages.passkey_sign_in, name="passkey-sign-in"),
    path("passkeys", passkey_pages.passkeys, name="passkeys"),
    path("passkeys/question", passkey_pages.question, name="passkey-question"),
    path("passkeys/shown", passkey_pages.shown, name="passkey-shown"),
    path("passkeys/<uuid:passkey_id>/revoke", passkey_pages.revoke, name="passkey-revoke"),
    path("sheet", sheet_page, name="sheet"),
    path("sign-out", pages.sign_out_page, name="sign-out"),
    path("work", pages.work, name="work"),
    path("theme", pages.theme, name="theme"),
    path("language", pages.language, name="set_language"),
    *(path("", include(capability)) for capability in CAPABILITIES),
]
