"""Addresses of the style page: every page with example values, and every script on one sheet. Tests alone use it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path
from tests.surfaces.web import examples

from interlace.foundation.localize.shown import person_name

NAMES = (
    person_name("한지섭", "HAN Ji-seop"),
    person_name("ฮัน จีซอบ", "Han Chi-sop"),
    person_name("សុខ ដារ៉ា", "Sok Dara"),
    person_name("ບຸນມີ ສີສຸກ", "Bounmy Sisouk"),
    person_name("ကျော်မင်းထွန်း", "Kyaw Min Htun"),
    person_name("王小明", "Wang Xiaoming"),
    person_name("Nguyễn Thị Hường"),
    person_name("سالم الحربي", "Salim al-Harbi"),
    person_name("Иван Петров", "Ivan Petrov"),
)

PAGES: dict[str, tuple[str, Callable[[], object], str]] = {
    "inbox": ("screening/inbox.html", examples.inbox, "TH"),
    "inbox-empty": ("screening/inbox.html", examples.empty_inbox, "TH"),
    "check": ("screening/check.html", examples.check, "KR"),
    "check-empty": ("screening/check.html", lambda: examples.check(asked=False), "KR"),
    "hit-owner": ("screening/hit.html", examples.hit_of_owner, "TH"),
    "hit-asker": ("screening/hit.html", examples.hit_of_asker, "KR"),
    "border-page": ("screening/border.html", examples.border, "KR"),
    "quality-page": ("screening/quality.html", examples.quality, "TH"),
    "import": ("facts/import.html", examples.import_start, "KR"),
    "import-preview": ("facts/import.html", examples.import_preview, "KR"),
    "import-result": ("facts/import.html", examples.import_result, "KR"),
    "sharing": ("facts/sharing.html", examples.sharing, "KR"),
    "sheet-page": ("interlace/sheet.html", examples.sheet, "KR"),
    "scripts": ("style_page.html", lambda: NAMES, "KR"),
}
DOORS: dict[str, tuple[str, Callable[[], object]]] = {
    "sign-in-page": ("interlace/sign_in.html", examples.sign_in),
    "device-page": ("interlace/device.html", examples.device),
    "first-run": ("interlace/first_run.html", lambda: None),
    "missing": ("404.html", lambda: None),
    "old-form": ("403_csrf.html", lambda: None),
    "failed": ("500.html", lambda: None),
}
OFFICERS = {
    "TH": examples.officer_of("TH", "P. Saetang", zone="Asia/Bangkok"),
    "KR": examples.officer_of("KR", "Y. Seo", zone="Asia/Seoul"),
}


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One page with its example values."""
    if name in DOORS:
        template, values = DOORS[name]
        return render(request, template, {"page": values()})
    template, values, member = PAGES[name]
    request.user = OFFICERS[member]
    request.session["purpose"] = "fraud"
    request.session["reference"] = examples.REFERENCE
    request.session.modified = False
    request.session.accessed = False
    return render(request, template, {"page": values()})


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(name, show, {"name": name}, name=name) for name in (*PAGES, *DOORS)),
    path("", include("interlace.surfaces.web.urls")),
]
