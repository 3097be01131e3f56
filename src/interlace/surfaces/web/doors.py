"""The way to and from sign-in: only to places on this node."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """The place the reader came from, if it lies on this node."""
    target = request.POST.get("next") or request.GET.get("next") or fallback
    is_here = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_here and target.startswith("/") else fallback


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Ask the reader to sign in, and remember where to go on. A form that was sent is not repeated."""
    target = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': target})}")
