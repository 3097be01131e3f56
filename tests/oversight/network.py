"""KR contributes facts that TH may read; two officers of KR keep them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from tests.facts import sheets
from tests.facts.network import NOW, SUSPECTS, import_file, make_network, sharing, viewer
from tests.people import make_officer

from interlace.core.handling import HitMode
from interlace.facts.actions import contribute
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Contribution, Fact
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.queue import Group, groups_due
from interlace.oversight.models import OwnerAsked

PURPOSES = ("fraud", "trafficking", "protection", "sanctions")
NEAR_END = NOW + timedelta(days=305)
"""Sixty days before what the network contributes ends."""


def make_keepers() -> None:
    """The network, with a data-protection officer and a head at KR and TH."""
    make_network()
    for code in ("KR", "TH"):
        for name, roles in (("privacy", (Role.DATA_PROTECTION,)), ("head", (Role.HEAD,))):
            make_officer(code, username=f"{code.lower()}.{name}", roles=roles, purposes=PURPOSES, level=3)


def keeper(username: str = "kr.privacy", *, purpose: str = "fraud") -> Viewer:
    """An officer at work."""
    officer = Officer.objects.select_related("bureau__member").get(username=username)
    return viewer_of(officer, purpose=purpose, reference="KR-2026-0117")


def contributed(folder: Path, rows: int = 2, *, hit: HitMode = HitMode.CONTENT) -> Contribution:
    """A file of KR that TH may read for a year."""
    folder.mkdir(exist_ok=True)
    path = sheets.write_csv(folder / "people.csv", [sheets.sound_row(number) for number in range(1, rows + 1)])
    return import_file(path, terms=sharing("TH", hit=hit)).contribution


def queue(*, now: datetime = NEAR_END, by: str = "kr.privacy") -> list[Group]:
    """The queue as an officer finds it after the night."""
    find_due(now=now)
    return groups_due(keeper(by), now=now)


def item_ids(groups: Sequence[Group]) -> list[UUID]:
    """Every record of these groups."""
    return [each.item.id for group in groups for each in group.items]


def everything(member: str = "KR") -> list[UUID]:
    """The ids of every fact of a member, whoever may see it."""
    with steward(Task.VERIFY):
        return list(Fact.objects.filter(originator=member).order_by("id").values_list("id", flat=True))


def contributed_today(folder: Path, rows: int = 2) -> Contribution:
    """The same by the node's own clock, with an end in sixty days: for pages, API and commands."""
    now = timezone.now()
    path = sheets.write_csv(folder / "people.csv", [sheets.sound_row(number) for number in range(1, rows + 1)])
    until = now + timedelta(days=60)
    terms = Sharing.with_members(["TH"], hit=HitMode.CONTENT, purpose="fraud", until=until, restrictions=())
    return contribute(viewer("KR"), ImportedFile.open(path, SUSPECTS), terms, now=now).contribution


def let_the_letter_be_ready() -> None:
    """The moment that was fixed when the owners were asked is now: for pages, API and commands."""
    with steward(Task.RETENTION):
        OwnerAsked.objects.update(due=timezone.now())
