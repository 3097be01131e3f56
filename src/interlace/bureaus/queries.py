"""Who can be asked."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.identity.models import Bureau, Member


def holders_to_ask(asker: str, scope: Collection[str] = ()) -> list[Member]:
    """The active members that hold facts, other than the asker, by code; limited to the scope where one is given.

    Private partners hold no police facts and are never asked.
    """
    members = (
        Member.objects.filter(status=Member.Status.ACTIVE, bureaus__kind__in=[Bureau.Kind.NATIONAL])
        .exclude(code=asker)
        .distinct()
        .order_by("code")
    )
    known = {member.code: member for member in members}
    if not scope:
        return list(known.values())
    unknown = [code for code in scope if code not in known and code != asker]
    if unknown:
        raise InvalidInput(
            _("This bureau is not on the network."),
            problems=[
                FieldProblem(pointer="/scope", code="unknown_bureau", what=_("This bureau is not on the network."))
            ],
            fix=_("Use a code from the list of bureaus."),
        )
    return [known[code] for code in sorted(set(scope)) if code in known]


def members_by_code() -> dict[str, str]:
    """Every member's name by its code."""
    return dict(Member.objects.order_by("code").values_list("code", "name"))


def hours_of_holding(member: str) -> int | None:
    """How long the member's own law lets it hold a person, in hours; None where nobody has entered it."""
    national = Bureau.objects.filter(member=member, kind=Bureau.Kind.NATIONAL).order_by("name", "id")
    return national.values_list("holds_people_hours", flat=True).first()


def members() -> QuerySet[Member]:
    """Everybody on the network, by code."""
    return Member.objects.order_by("code")


def bureaus_with_officers() -> QuerySet[Bureau]:
    """Every bureau with the accounts that work there, by member and name."""
    return Bureau.objects.select_related("parent").prefetch_related("officers").order_by("member_id", "name")
