"""Builds the demo world Golden Reed on an empty node, up to its first cross-border hits."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from interlace.core.procedure.border import BorderAnswer
from interlace.core.procedure.ladder import Party
from interlace.core.procedure.threads import Outcome, ThreadParty
from interlace.crossmatch.batch import match_all
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.words import reads_no_answer
from interlace.facts.actions import contribute, try_contribution
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Fact
from interlace.facts.ordering import end_of
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.sharing import Sharing, hit_mode
from interlace.facts.values import Reading
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.screening.checks.actions import CheckResult
from interlace.screening.contributions import check_contribution
from interlace.screening.models import CheckAnswer, HitSide
from interlace.screening.queries import hit_of, hits_of
from interlace.screening.upkeep import catch_up
from interlace.screening.words import BORDER, band_word, known_sentence, state_word
from interlace.world.border_post import DOCUMENTS, scan_documents
from interlace.world.correspondence import converse
from interlace.world.holdings import HOLDINGS, MENDED_PHONE, SUSPECTS_HEADER, SUSPECTS_ROWS, Holding
from interlace.world.lists import LISTS, NationalList
from interlace.world.people import DOMESTIC_UNIT, OFFICES, Office, Person, same_id
from interlace.world.services import describe_bureaus
from interlace.world.shifts import plan_shifts

CASE = "KR-2026-0117"
SHARED_WITH = ("TH", "VN", "SG", "XA")


@dataclass(slots=True)
class Story:
    """What building and playing the demo gave."""

    built_now: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    problem: str = ""
    """What row 6 of the sheet was answered with."""
    results: list[CheckResult] = field(default_factory=list)
    suspects: list[UUID] = field(default_factory=list)
    """Subjects of the sheet that was contributed."""
    border: Mapping[BorderAnswer, int] = field(default_factory=dict)
    """What the documents at the post were answered."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Take the time of one step."""
        started = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - started, 3)


def is_built() -> bool:
    """Whether this node holds the demo world."""
    return Officer.objects.filter(username=DOMESTIC_UNIT.username).exists()


def build(folder: Path, *, now: datetime) -> Story:
    """Make members, officers and holdings, and play a contribution up to the first answers. Does nothing twice."""
    story = Story()
    if is_built():
        return story
    story.built_now = True
    with story.step("members"):
        open_offices(now=now)
    with story.step("holdings"):
        for number, holding in enumerate(HOLDINGS):
            _contribute_holding(folder, number, holding, now=now)
        catch_up()
    with story.step("lists"):
        for listed in LISTS:
            _load_list(folder, listed, now=now)
        catch_up()
    with story.step("import"):
        sheet = write_suspects(folder / "suspects.xlsx", phone=SUSPECTS_ROWS[5][3])
        kr = desk("KR", reference=CASE)
        trial = try_contribution(kr, _opened(sheet, status="suspect", country="KR"), suspects_sharing(now), now=now)
        story.problem = "; ".join(f"row {problem.row}: {problem.code}" for problem in trial.problems)
        mended = write_suspects(folder / "suspects.xlsx", phone=MENDED_PHONE)
        outcome = contribute(kr, _opened(mended, status="suspect", country="KR"), suspects_sharing(now), now=now)
        catch_up()
        with steward(Task.VERIFY):
            stored = Fact.objects.filter(contribution=outcome.contribution.id).order_by("subject")
            story.suspects = list(stored.values_list("subject", flat=True).distinct())
    with story.step("checks"):
        story.results = list(check_contribution(kr, outcome.contribution, now=now))
        catch_up()
    with story.step("links"):
        match_all(now=now)
    with story.step("border"):
        story.border = scan_documents(now=now)
        catch_up()
    with story.step("threads"):
        converse(folder, now=now)
        plan_shifts(now=now)
    return story


def desk(member: str, *, reference: str = "", purpose: str = "fraud") -> Viewer:
    """The desk of a bureau at work."""
    return viewer_of(officer_of_profile(member), purpose=purpose, reference=reference or f"{member}-2026-0001")


@transaction.atomic
def open_offices(*, now: datetime) -> None:
    """The members, their bureaus and officers, without anything that they hold."""
    for office in OFFICES:
        _open_office(office, now=now)
    _open_domestic_unit()
    describe_bureaus(now=now)


def suspects_sharing(now: datetime) -> Sharing:
    """The sharing sentence of the sheet: who may know that a possible hit exists."""
    return _sharing(SHARED_WITH, "hit", "fraud", ("no-proceedings", "no-onward"), _end_in(365, now))


def write_suspects(path: Path, *, phone: str) -> Path:
    """The sheet that KR contributes, with this value in row 6."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(SUSPECTS_HEADER))
    for row in SUSPECTS_ROWS:
        page.append([*row[:3], phone if row[0] == "6" else row[3], *row[4:]])
    book.save(path)
    return path


def fact_count() -> int:
    """How many facts the node holds over all bureaus: for the builder's report, never for a viewer."""
    with steward(Task.VERIFY):
        return Fact.objects.count()


def _open_office(office: Office, *, now: datetime) -> None:
    member = Member.objects.create(
        code=office.member,
        name=office.member_name,
        kind=office.member_kind,
        invented=office.invented,
        reachable=office.silent_for is None,
        last_contact=now - (office.silent_for or timedelta()),
    )
    bureau = Bureau.objects.create(
        id=same_id("bureau", office.member),
        member=member,
        name=office.name,
        kind=office.kind,
        time_zone=office.time_zone,
        holds_people_hours=48 if office.kind == Bureau.Kind.NATIONAL else None,
    )
    for person in office.people:
        _hire(person, bureau)


def _open_domestic_unit() -> None:
    parent = Bureau.objects.get(id=same_id("bureau", "TH"))
    unit = Bureau.objects.create(
        id=same_id("bureau", "TH", "unit"),
        member=parent.member,
        parent=parent,
        name="TH anti-fraud unit",
        kind=Bureau.Kind.DOMESTIC_UNIT,
        ceiling=["discover"],
        time_zone=parent.time_zone,
    )
    _hire(DOMESTIC_UNIT, unit)


def _hire(person: Person, bureau: Bureau) -> None:
    officer = Officer(
        id=same_id("officer", person.username),
        username=person.username,
        display_name=person.name,
        bureau=bureau,
        roles=[role.value for role in person.roles],
        level=person.level,
        purposes=list(person.purposes),
        is_profile=True,
        language=person.language,
        time_zone=bureau.time_zone,
    )
    officer.set_unusable_password()
    officer.save()


def _contribute_holding(folder: Path, number: int, holding: Holding, *, now: datetime) -> None:
    path = folder / f"{holding.member.lower()}-{number}.ndjson"
    _write_entities(path, holding.entities)
    hit = holding.hit.name.lower()
    sharing = _sharing(holding.told, hit, holding.purpose, holding.restrictions, _end_in(holding.days, now))
    contribute(desk(holding.member), _opened(path), sharing, now=now)


def _load_list(folder: Path, listed: NationalList, *, now: datetime) -> None:
    path = folder / f"{listed.member.lower()}-{listed.name}.ndjson"
    _write_entities(path, listed.entries())
    sharing = _sharing(listed.told, listed.hit.name.lower(), listed.purpose, (), _end_in(listed.days, now))
    terms = RegisterTerms(listed.name, listed.title, listed.legal_effect)
    load_register(desk(listed.member, purpose=listed.purpose), _opened(path), sharing, terms, now=now)


def _write_entities(path: Path, entities: Iterable[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities), encoding="utf-8")


def _opened(path: Path, *, status: str = "", country: str | None = None) -> ImportedFile:
    return ImportedFile.open(path, Defaults(status=status, reading=Reading(country=country)))


def _end_in(days: int, now: datetime) -> datetime:
    return end_of((now + timedelta(days=days)).date(), zone=ZoneInfo("UTC"))


def _sharing(told: Sequence[str], hit: str, purpose: str, restrictions: Sequence[str], until: datetime) -> Sharing:
    return Sharing.with_members(told, hit=hit_mode(hit), purpose=purpose, until=until, restrictions=restrictions)


def count_of(model: type[Model]) -> int:
    """How many rows the node holds over all bureaus: for the builder's report, never for a viewer."""
    with steward(Task.VERIFY):
        return model._default_manager.count()


def hits_by_state() -> dict[str, int]:
    """Possible, no hit and waiting over all answers, and hits by their place on the ladder."""
    with steward(Task.VERIFY):
        answers = Counter(CheckAnswer.objects.values_list("state", flat=True))
        ladder = Counter(HitSide.objects.filter(party=Party.ASKER).values_list("state", flat=True))
    return dict(sorted((answers + ladder).items()))


def threads_by_state() -> dict[str, int]:
    """Threads over all bureaus by where they stand; what nobody has answered in time reads *no answer*."""
    now = timezone.now()
    with steward(Task.VERIFY):
        sides = list(ThreadSide.objects.filter(party=ThreadParty.OPENER))
    standing = (Outcome.NO_ANSWER.name if reads_no_answer(side, now=now) else str(side.state) for side in sides)
    return dict(sorted(Counter(standing).items()))


def hit_table(member: str) -> list[dict[str, str]]:
    """The member's answers of its contributed subjects, one line for each subject and bureau with a possible hit."""
    viewer = desk(member, reference=CASE)
    headings = (_("Our entry"), _("Bureau"), _("Answer"), _("Strength"), _("What we may know"))
    rows = [
        (
            _title(side.question),
            side.counterpart,
            state_word(side.state),
            band_word(side.band),
            known_sentence(side.reasons, withheld=side.withheld) or _("Everything that the entry holds."),
        )
        for side in hits_of(viewer, now=timezone.now(), party=Party.ASKER)
    ]
    waiting = sorted(office.member for office in OFFICES if office.silent_for is not None)
    rows += [(_("all"), code, _("Waiting"), "", _("Not answered.")) for code in waiting]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def both_sides(asker: str, holder: str) -> list[dict[str, str]]:
    """The strongest hit between two members, line by line as each of them sees it."""
    now = timezone.now()
    hits = [side for side in hits_of(desk(asker), now=now, party=Party.ASKER) if side.counterpart == holder]
    if not hits:
        return []
    ours = hits[0]
    view = hit_of(desk(holder), ours.hit, now=now)
    fields = ", ".join(each.prop for each in view.own_fields)
    known = known_sentence(ours.reasons, withheld=ours.withheld)
    headings = ("", _("{member} sees").format(member=asker), _("{member} sees").format(member=holder))
    rows = [
        (_("Strength"), band_word(ours.band), band_word(view.side.band)),
        (_("Reasons"), known, _("all, once it is asked")),
        (_("Fields of {member}").format(member=holder), _("none before release"), fields),
        (_("Fields of {member}").format(member=asker), _title(ours.question), _("those that it is lent")),
    ]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def documents_to_scan() -> list[dict[str, str]]:
    """The invented documents of the border post, with the word that each is answered by."""
    return [{_("Answer"): str(BORDER[each.answer][0]), _("Document"): "\n".join(each.lines)} for each in DOCUMENTS]


def logins() -> list[dict[str, str]]:
    """The profiles that a demo node offers, without a second factor, on this machine alone."""
    officers = Officer.objects.filter(is_profile=True).select_related("bureau").order_by("bureau__member", "username")
    return [
        {_("Log-in"): officer.username, _("Name"): officer.display_name, _("Bureau"): officer.bureau.name}
        for officer in officers
    ]


def _title(question: Sequence[Mapping[str, str]]) -> str:
    by_prop = {value["prop"]: value["value"] for value in question}
    return by_prop.get("name") or by_prop.get("publicKey") or by_prop.get("number") or next(iter(by_prop.values()), "")
