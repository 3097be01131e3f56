"""The pages that belong to no capability: sign-in, first run, what one works for, theme, language, errors."""

import io

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import BudgetExhausted, InterlaceError, InvalidInput, NotFound, SignInNeeded
from interlace.foundation.http.matter import choose_matter
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.actions import (
    DeviceNeeded,
    SignInRefused,
    begin_device,
    finish_device,
    may_pick_profile,
    owes_password,
    sign_in,
    sign_in_profile,
    sign_out,
)
from interlace.foundation.identity.codes import CodeRefused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.passkeys.parties import local_address
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.localize.shown import Notice, ShownField
from interlace.surfaces.web.context import THEMES
from interlace.surfaces.web.doors import safe_next
from interlace.surfaces.web.presenting import DevicePage, Profile, SignInPage
from interlace.surfaces.web.signing import passkey_question

YEAR = 365 * 24 * 3600


@require_GET
@declare("home", SurfaceKind.PAGE)
def home(request: HttpRequest) -> HttpResponse:
    """The first screen: the inbox of whoever is signed in."""
    return redirect("inbox" if request.user.is_authenticated else "sign-in")


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
@declare("sign-in", SurfaceKind.PAGE)
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Name, password and code; on an exercise node the list of log-ins."""
    target = safe_next(request)
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(target)
        if not Officer.objects.exists():
            return render(request, "interlace/first_run.html")
        return render(request, "interlace/sign_in.html", {"page": _sign_in(request, target)})
    given = {name: request.POST.get(name, "") for name in ("username", "password", "code")}
    try:
        sign_in(request, **given, now=timezone.now())
    except DeviceNeeded:
        return redirect("device")
    except (SignInRefused, BudgetExhausted) as refused:
        page = _sign_in(request, target, username=given["username"], problem=refused)
        return render(request, "interlace/sign_in.html", {"page": page}, status=status_of(refused))
    return redirect(target)


@require_POST
@declare("sign-in.exercise", SurfaceKind.PAGE)
def profile_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a profile of the exercise world."""
    target = safe_next(request)
    profile = Officer.objects.filter(username=request.POST.get("profile", ""), is_profile=True).first()
    if profile is None:
        raise NotFound(_("There is nothing here for you."))
    sign_in_profile(request, officer_id=profile.pk, now=timezone.now())
    return redirect(target)


@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
@declare("sign-in.device", SurfaceKind.PAGE)
def device_page(request: HttpRequest) -> HttpResponse:
    """Set up the device that shows codes, after a first right password; after a reset, one's own password as well."""
    now = timezone.now()
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("code", "password")}
        try:
            finish_device(request, **given, now=now)
        except (CodeRefused, InvalidInput) as refused:
            page = _device(request, problem=refused)
            return render(request, "interlace/device.html", {"page": page}, status=status_of(refused))
        return redirect("home")
    return render(request, "interlace/device.html", {"page": _device(request)})


@require_POST
@declare("sign-out", SurfaceKind.PAGE)
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """End the session."""
    sign_out(request)
    return redirect("sign-in")


@require_POST
@declare("work", SurfaceKind.PAGE)
def work(request: HttpRequest) -> HttpResponse:
    """Choose what to work for."""
    if not request.user.is_authenticated:
        raise SignInNeeded(_("Sign in first."))
    if not choose_matter(request, purpose=request.POST.get("purpose", ""), reference=request.POST.get("reference", "")):
        raise InvalidInput(_("This purpose is not one of yours."), fix=_("Choose one from the list."))
    return redirect(safe_next(request))


@require_POST
@declare("theme", SurfaceKind.PAGE)
def theme(request: HttpRequest) -> HttpResponse:
    """The next theme in turn: automatic, light, dark."""
    kept = request.COOKIES.get("interlace_theme", THEMES[0])
    turn = THEMES[(THEMES.index(kept) + 1) % len(THEMES)] if kept in THEMES else THEMES[0]
    response = redirect(safe_next(request))
    response.set_cookie("interlace_theme", turn, max_age=YEAR, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_POST
@declare("language", SurfaceKind.PAGE)
def language(request: HttpRequest) -> HttpResponse:
    """Read in another language from now on."""
    chosen = request.POST.get("language", "")
    response = redirect(safe_next(request))
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if isinstance(request.user, Officer):
            Officer.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Not found and not for you are one answer."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of the program: the page needs neither database nor session."""
    from django.template.loader import render_to_string  # the request's context processors may be what failed

    text = render_to_string("500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(text, status=500)


def old_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form that this session did not make."""
    return render(request, "403_csrf.html", status=403)


def sign_in_again(request: HttpRequest, target: str, *, problem: InterlaceError) -> HttpResponse:
    """The door once more, with what went wrong."""
    page = _sign_in(request, target, problem=problem)
    return render(request, "interlace/sign_in.html", {"page": page}, status=status_of(problem))


def _sign_in(
    request: HttpRequest, target: str, *, username: str = "", problem: InterlaceError | None = None
) -> SignInPage:
    fields = (
        ShownField("username", _("User name"), value=username, autocomplete="username"),
        ShownField("password", _("Password"), kind="password", autocomplete="current-password"),
        ShownField(
            "code",
            _("Code"),
            kind="code",
            autocomplete="one-time-code",
            attributes={"inputmode": "numeric", "maxlength": "7"},
            required=False,
            hint=_("Six digits from your authenticator. Leave it empty the first time."),
        ),
    )
    return SignInPage(
        fields=fields,
        next=target,
        problem=None if problem is None else _notice(problem),
        profiles=tuple(_profiles()) if may_pick_profile(request) else (),
        passkey=passkey_question(request, target),
        passkey_address=local_address(request),
    )


def _profiles() -> list[Profile]:
    held = Officer.objects.in_service().filter(is_profile=True, is_service=False)
    return [
        Profile(
            id=officer.username,
            member=officer.member_code,
            name=officer.display_name,
            bureau=officer.bureau.name,
            roles=", ".join(str(ROLES[Role(role)].name) for role in officer.roles if role in set(Role)),
        )
        for officer in held.order_by("bureau__member_id", "display_name")
    ]


def _device(request: HttpRequest, *, problem: InterlaceError | None = None) -> DevicePage:
    now = timezone.now()
    setup = begin_device(request, now=now)
    password = ShownField(
        "password",
        _("New password"),
        kind="password",
        autocomplete="new-password",
        hint=_("At least 12 characters: a sentence that only you would write. You were handed the old one by others."),
        error=_faults(problem, "/password"),
    )
    drawn = io.BytesIO()
    square = segno.make(setup.address, micro=False)
    square.save(drawn, kind="svg", scale=4, border=2, xmldecl=False, svgclass="square", lineclass=None)
    return DevicePage(
        square=mark_safe(drawn.getvalue().decode()),  # noqa: S308 - drawn by this node from its own address
        secret=" ".join(setup.secret[at : at + 4] for at in range(0, len(setup.secret), 4)),
        field=ShownField(
            "code",
            _("Code that the device shows now"),
            kind="code",
            autocomplete="one-time-code",
            attributes={"inputmode": "numeric", "maxlength": "7"},
        ),
        password=password if owes_password(request, now=now) else None,
        problem=None if problem is None else _notice(problem),
    )


def _faults(error: InterlaceError | None, pointer: str) -> str:
    """What is wrong with one field, and how to mend it."""
    found = [each for each in error.problems if each.pointer == pointer] if isinstance(error, InvalidInput) else []
    return " ".join(f"{each.what} {each.fix}" for each in found)


def _notice(error: InterlaceError) -> Notice:
    return Notice(lead=str(error.message), text=str(error.fix), tone="bad", mark="stop", code=error.code)
