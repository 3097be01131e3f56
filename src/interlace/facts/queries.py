"""Reads of contributions. They belong to their member alone, so another's is not found."""

from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.facts.models import Contribution, Register, RegisterVersion, RowProblem
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound


def contribution_of(viewer: Viewer, contribution_id: UUID) -> Contribution:
    """One import of the viewer's own member."""
    with acting(viewer):
        found = Contribution.objects.visible_to(viewer).filter(pk=contribution_id).first()
    if found is None:
        raise NotFound(_("There is no such import, or it is not yours."))
    return found


def contributions_of(viewer: Viewer, *, limit: int = 50) -> Sequence[Contribution]:
    """The newest imports of the viewer's own member."""
    with acting(viewer):
        shown = Contribution.objects.visible_to(viewer).select_related("label")
        return list(shown.order_by("-created", "id")[:limit])


def problems_waiting(viewer: Viewer, contribution_id: UUID) -> Sequence[RowProblem]:
    """What is wrong with refused rows that nobody has mended yet, by row."""
    contribution_of(viewer, contribution_id)
    with acting(viewer):
        return list(problem_rows(contribution_id).order_by("row", "cell", "id"))


def problem_rows(contribution_id: UUID) -> "models.QuerySet[RowProblem]":
    """The same as a query, to be run within a context."""
    return RowProblem.objects.filter(contribution=contribution_id, mended=False, noted=False)


def register_named(viewer: Viewer, name: str) -> Register | None:
    """The register of this name of the viewer's own member, if there is one whose loading it may know of."""
    with acting(viewer):
        found = Register.objects.filter(member=viewer.member, name=name).first()
        return found if found is not None and may_follow(viewer, found) else None


def may_follow(viewer: Viewer, register: Register) -> bool:
    """Whether the officer may know of the latest version: the next one says what it changes. A context is open."""
    latest = register.versions.order_by("-number").first()
    known = Contribution.objects.visible_to(viewer)
    return latest is None or known.filter(pk=latest.contribution_id).exists()


def registers_of(viewer: Viewer) -> Sequence[RegisterVersion]:
    """The searched version of every register of the viewer's own member whose loading it may know of, by title."""
    with acting(viewer):
        known = Contribution.objects.visible_to(viewer)
        current = RegisterVersion.objects.filter(member=viewer.member, current=True, contribution__in=known)
        return list(current.select_related("register", "contribution").order_by("register__title", "id"))


def version_of(viewer: Viewer, contribution_id: UUID) -> RegisterVersion | None:
    """The version of a register that this import of the viewer's own member loaded, if it loaded one."""
    with acting(viewer):
        own = Contribution.objects.visible_to(viewer)
        found = RegisterVersion.objects.filter(contribution=contribution_id, contribution__in=own)
        return found.select_related("register").first()


def register_titles(viewer: Viewer) -> Sequence[tuple[str, str]]:
    """Name and title of each register of the viewer's own member."""
    with acting(viewer):
        return list(Register.objects.filter(member=viewer.member).values_list("name", "title"))
