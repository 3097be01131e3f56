"""Bureaus that seek missing people, and somebody in care who may be one of them."""

from collections.abc import Iterable
from uuid import UUID

from tests.screening.network import contribute, label, person, viewer

from interlace.foundation.identity.models import Officer
from interlace.screening.upkeep import catch_up
from interlace.victims.files import Named

PERSON = Named("Phạm Thị Thu Sương", "2003-09-05", "vn")


def seek_for_protection(*members: str) -> None:
    """Let the desks of these members work for the protection of persons too."""
    for code in members:
        desk = Officer.objects.filter(username=f"{code.lower()}.desk")
        desk.update(purposes=["fraud", "trafficking", "protection"])


def missing(
    member: str, *, told: Iterable[str] = ("TH",), status: str = "missing", name: str = PERSON.name, born: str = ""
) -> UUID:
    """A record of somebody whom this member seeks, read by those told; its subject."""
    by = viewer(member, purpose="protection")
    described = person(name, birthDate=born or PERSON.birth_date, nationality="vn", status=status)
    (subject,) = contribute(by, label(member, readers=told, purposes=["protection"]), described)
    catch_up()
    return subject
