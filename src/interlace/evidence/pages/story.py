"""The page of one exhibit: its state, its digests, how it was acquired, and its custody with what is wrong in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.cases.showing.holds import hold_notice, lay_form
from interlace.cases.showing.said import Said
from interlace.core.custody import Entry, Step
from interlace.evidence.acquiring import Method
from interlace.evidence.checking import Flaw
from interlace.evidence.custody import Story, brought_entries, brought_is_whole
from interlace.evidence.handing.showing import offer_form
from interlace.evidence.looking import Outline
from interlace.evidence.models import Exhibit, OutsideHolder
from interlace.evidence.pages.showing import at_most, own_bureau, size_text, when_text
from interlace.evidence.queries import ExhibitView
from interlace.evidence.words import DEFECT_WORDS, FLAW_WORDS, METHOD_WORDS, STEP_WORDS
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail

STEPS = (Step.OPENED, Step.SEALED, Step.COPIED, Step.ANALYSED, Step.RETURNED, Step.DESTROYED)
"""What the holder records alone, in the order of the form."""

_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LookPage:
    """One page of the content."""

    title: str
    trail: tuple[Trail, ...]
    lead: str
    handling: str
    caption: str
    picture_url: str = ""
    text: str = ""
    previous_url: str = ""
    next_url: str = ""


def exhibit_page(
    desk: Desk,
    view: ExhibitView,
    said: Mapping[str, str],
    *,
    notices: Sequence[Notice] = (),
    held: Said | None = None,
) -> PeoplePage:
    """The exhibit as this reader may see it, with what it can do."""
    exhibit, story = view.exhibit, view.story
    links: list[tuple[str, str]] = []
    if exhibit.sealed and view.is_on_it and view.case.is_open:
        links.append((_("Look at it"), reverse("exhibit-look", args=[exhibit.id])))
    return PeoplePage(
        title=_("{number}: {title}").format(number=exhibit.name, title=exhibit.title),
        lead=own_bureau(desk),
        handling=exhibit.markings or _("Sealed as it came. It is never changed."),
        sections=tuple(_sections(desk, view, said, held or Said())),
        trail=(
            Trail(_("Exhibits"), reverse("exhibits")),
            Trail(view.case.reference, reverse("exhibits-of", args=[view.case.id])),
            Trail(exhibit.name),
        ),
        notices=(*notices, *_warnings(desk, story)),
        links=tuple(links),
    )


def look_page(desk: Desk, exhibit_id: UUID, found: Outline, *, number: int, text: str) -> LookPage:
    """One page of its content, with the way to the others."""
    address = reverse("exhibit-look", args=[exhibit_id])
    number = min(number, max(found.pages, 1))
    return LookPage(
        title=_("What it looks like"),
        trail=(
            Trail(_("Exhibits"), reverse("exhibits")),
            Trail(_("The exhibit"), reverse("exhibit", args=[exhibit_id])),
            Trail(_("What it looks like")),
        ),
        lead=own_bureau(desk),
        handling=_("Drawn inside a jail; the file itself is never opened. The ledger notes who looked."),
        caption=_("The beginning of the text")
        if found.is_text
        else _("Page {number} of {count}").format(number=number, count=found.pages),
        picture_url="" if found.is_text else f"{reverse('exhibit-picture', args=[exhibit_id])}?page={number}",
        text=text,
        previous_url=f"{address}?page={number - 1}" if number > 1 else "",
        next_url=f"{address}?page={number + 1}" if number < found.pages else "",
    )


def _warnings(desk: Desk, story: Story) -> Iterator[Notice]:
    exhibit = story.exhibit
    if exhibit.flaw:
        since = exhibit.flawed or exhibit.checked
        yield Notice(
            lead=_("This exhibit is no longer what was sealed: {flaw}.").format(flaw=FLAW_WORDS[Flaw(exhibit.flaw)]),
            text=exhibit.flaw_answer
            or _("Found {when}. Keep the data folder as it is, and restore it from a backup.").format(
                when=when_text(desk, since) if since else ""
            ),
            tone="bad",
            mark="stop",
        )
    for hold in story.holds:
        yield hold_notice(desk, hold)
    if story.closed:
        yield Notice(lead=story.closed, tone="bad", mark="stop")
    if story.to_bureau:
        yield Notice(
            lead=_("Offered to the bureau of {bureau}, and not taken over yet.").format(bureau=story.to_bureau),
            tone="waiting",
        )
    if story.broken is not None:
        yield Notice(
            lead=_("Entry {number} is not as it was signed.").format(number=story.broken), tone="bad", mark="stop"
        )


def _sections(desk: Desk, view: ExhibitView, said: Mapping[str, str], held: Said) -> Iterator[Section]:
    exhibit, story = view.exhibit, view.story
    works = view.is_on_it and view.case.is_open
    yield _content_section(desk, view)
    yield Section(
        "custody",
        _("Custody"),
        hint=_("Held by {holder}.").format(holder=story.holder) if story.holder else "",
        table=Table(
            (_("Entry"), _("From"), _("To"), _("When and where"), _("Why"), _("What is wrong")),
            tuple(_entry_row(desk, story, each) for each in story.entries),
            empty=_("It is still being taken in."),
        ),
    )
    if exhibit.brought:
        yield _brought_section(desk, exhibit)
    if works and story.entries:
        yield Section("acts", _("What you can do"), forms=tuple(_forms(view, said)))
    if view.may_hold:
        yield _hold_section(exhibit, held)
    yield Section("acquired", _("How it was acquired"), pairs=tuple(_acquired(desk, exhibit.acquired)))


def _hold_section(exhibit: Exhibit, held: Said) -> Section:
    form = lay_form(reverse("exhibit-hold", args=[exhibit.id]), held, is_folded=True)
    link = (_("Legal holds"), reverse("case-holds", args=[exhibit.case_id]))
    return Section(
        "hold",
        _("Legal hold"),
        hint=_("While one lies on it, the exhibit is neither destroyed nor given back."),
        forms=(form,),
        links=(link,),
    )


def _content_section(desk: Desk, view: ExhibitView) -> Section:
    exhibit = view.exhibit
    pairs = [
        (_("File"), exhibit.file_name),
        (_("Size"), size_text(desk, exhibit.size)),
        (_("Added"), _("{officer}, {when}").format(officer=exhibit.added_by_name, when=when_text(desk, exhibit.added))),
    ]
    if exhibit.sealed:
        flaw = Flaw(exhibit.flaw) if exhibit.flaw else None
        pairs += [
            ("SHA-256", exhibit.sha256),
            ("SHA3-512", exhibit.sha3_512),
            (_("Sealed"), when_text(desk, exhibit.sealed)),
            (_("State"), str(FLAW_WORDS[flaw])),
            (_("Hashed again"), when_text(desk, exhibit.checked) if exhibit.checked else ""),
        ]
    if exhibit.markings:
        pairs.append((_("Handling codes"), exhibit.markings))
    forms = [Form(reverse("exhibit-check", args=[exhibit.id]), (Button(_("Hash it again")),))] if exhibit.sealed else []
    if view.may_work and exhibit.flaw and not exhibit.flaw_answer:
        forms.insert(
            0,
            Form(
                reverse("exhibit-answer", args=[exhibit.id]),
                (Button(_("Answer"), "main"),),
                title=_("Nobody has answered yet"),
                fields=(ShownField("text", _("What was found, and what is done about it"), attributes=at_most(300)),),
            ),
        )
    return Section("content", _("What it is"), pairs=tuple(pairs), forms=tuple(forms))


def _entry_row(desk: Desk, story: Story, entry: Entry) -> Row:
    wrong = [str(DEFECT_WORDS[each.defect]) for each in story.findings if each.entries[-1] == entry.number]
    when = when_text(desk, entry.taken_at)
    step = _("{number}. {step}").format(number=entry.number, step=STEP_WORDS[entry.step])
    return Row(
        (
            Cell(step, remark=_("Signed by {names}").format(names=", ".join((entry.recorder, *entry.signers)))),
            Cell(entry.giver),
            Cell(entry.taker, remark=_("carried by {name}").format(name=entry.carrier) if entry.carrier else ""),
            Cell(when, remark=entry.place),
            Cell(
                entry.purpose,
                remark="; ".join(filter(None, (entry.authority, _receipt_text(entry), entry.seal, entry.condition))),
            ),
            Cell(" ".join(wrong), state="problem") if wrong else Cell(_("nothing"), state="valid"),
        )
    )


def _receipt_text(entry: Entry) -> str:
    """The number of the signed paper, or the beginning of the digest of the entry by which a bureau gave it."""
    if _DIGEST.fullmatch(entry.receipt):
        return _("answers the giver's entry {digest}").format(digest=f"{entry.receipt[:12]}…")
    return entry.receipt


def _brought_section(desk: Desk, exhibit: Exhibit) -> Section:
    """The custody before it came from another bureau, as that one signed it."""
    heads = (_("Entry"), _("From"), _("To"), _("When and where"), _("Why"))
    rows = tuple(
        Row(
            (
                Cell(_("{number}. {step}").format(number=each.number, step=STEP_WORDS[each.step])),
                Cell(each.giver),
                Cell(each.taker, remark=_("carried by {name}").format(name=each.carrier) if each.carrier else ""),
                Cell(when_text(desk, each.taken_at), remark=each.place),
                Cell(each.purpose, remark=each.authority),
            )
        )
        for each in brought_entries(exhibit)
    )
    whole, altered = _("Every entry is as it was signed."), _("An entry is not as it was signed.")
    hint = whole if brought_is_whole(exhibit) else altered
    return Section("brought", _("Custody before it came here"), hint=hint, table=Table(heads, rows))


def _forms(view: ExhibitView, said: Mapping[str, str]) -> Iterator[Form]:
    exhibit, story = view.exhibit, view.story
    if view.is_offered_to_viewer:
        yield Form(
            reverse("exhibit-take", args=[exhibit.id]),
            (Button(_("Take it"), "main"),),
            title=_("It is offered to you"),
            hint=_("The entry in the custody bears both names."),
        )
    yield Form(
        reverse("exhibit-step", args=[exhibit.id]),
        (Button(_("Record it"), "main"),),
        title=_("Record a step"),
        hint=_("What is odd about it is flagged and kept: an entry is signed, and never changed."),
        fields=(
            ShownField(
                "step",
                _("What was done"),
                kind="select",
                choices=tuple(Choice(each.value, str(STEP_WORDS[each]), each == said.get("step")) for each in STEPS),
            ),
            ShownField(
                "at",
                _("When"),
                value=said.get("at", ""),
                hint=_("Day and time of your own zone: 2026-07-01 14:10"),
                attributes=at_most(20),
            ),
            *_place_and_purpose(said, key="step"),
            ShownField("authority", _("Authority"), value=said.get("authority", ""), required=False),
            ShownField("taker", _("To whom it was given back"), value=said.get("taker", ""), required=False),
            *_seal_and_condition(said, key="step"),
        ),
        is_folded=True,
    )
    offered = _("Offered to {officer}, and not taken yet.").format(officer=story.offered_to)
    yield Form(
        reverse("exhibit-offer", args=[exhibit.id]),
        (Button(_("Offer it")),),
        title=_("Hand it to a colleague"),
        hint=offered if story.offered_to else _("It changes hands when the other officer takes it."),
        fields=(
            ShownField(
                "taker", _("Account of the officer"), value=said.get("taker", ""), attributes=at_most(150), key="to"
            ),
            *_place_and_purpose(said, key="offer"),
            *_seal_and_condition(said, key="offer"),
        ),
        is_folded=not story.offered_to,
    )

    yield _outside(view, said)
    if not story.to_bureau:
        yield offer_form(exhibit, said)


def _outside(view: ExhibitView, said: Mapping[str, str]) -> Form:
    """The hand-over to a laboratory or a court, or the way back."""
    holder = view.story.holder if view.is_outside else said.get("holder", "")
    kinds = tuple(Choice(value, str(label), value == said.get("kind")) for value, label in OutsideHolder.Kind.choices)
    back, out = Button(_("Take it back"), value="back"), Button(_("Hand it out"), value="out")
    return Form(
        reverse("exhibit-outside", args=[view.exhibit.id]),
        (back if view.is_outside else out,),
        title=_("Take it back from outside") if view.is_outside else _("Hand it to a laboratory or a court"),
        hint=_("The other side signs a paper. Without its number the entry is flagged as signed by one."),
        fields=(
            ShownField("holder", _("Who outside the bureau"), value=holder, attributes=at_most(120)),
            *(() if view.is_outside else (ShownField("kind", _("What they are"), kind="select", choices=kinds),)),
            ShownField(
                "receipt", _("Number of the signed paper"), value=said.get("receipt", ""), required=False, key="paper"
            ),
            ShownField(
                "at",
                _("When"),
                value=said.get("at", ""),
                hint=_("Day and time of your own zone: 2026-07-01 14:10"),
                attributes=at_most(20),
                key="outside-at",
            ),
            *_place_and_purpose(said, key="outside"),
            *_seal_and_condition(said, key="outside"),
        ),
        is_folded=True,
    )


def _place_and_purpose(said: Mapping[str, str], *, key: str) -> tuple[ShownField, ...]:
    return (
        ShownField("place", _("Where"), value=said.get("place", ""), attributes=at_most(200), key=f"{key}-place"),
        ShownField("purpose", _("Why"), value=said.get("purpose", ""), attributes=at_most(300), key=f"{key}-purpose"),
    )


def _seal_and_condition(said: Mapping[str, str], *, key: str) -> tuple[ShownField, ...]:
    return (
        ShownField("seal", _("Seal number"), value=said.get("seal", ""), key=f"{key}-seal", required=False),
        ShownField(
            "condition", _("Condition"), value=said.get("condition", ""), key=f"{key}-condition", required=False
        ),
    )


def _acquired(desk: Desk, acquired: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    said = {name: str(value) for name, value in acquired.items()}
    yield _("Who took it"), said["operator"]
    yield _("When"), when_text(desk, datetime.fromisoformat(said["at"]))
    yield _("Where"), said["place"]
    yield _("Whom or what it was taken from"), said["source"]
    yield _("Warrant, order, request or consent"), said["authority"]
    yield _("How"), str(METHOD_WORDS[Method(said["method"])])
    yield _("Coercion"), _("taken under coercion") if acquired["seized"] else _("handed over")
    others = {
        "tool": _("Program and version"),
        "device": _("Maker, model, serial number"),
        "write_blocker": _("Write blocker"),
        "clock": _("The device's clock"),
    }
    for name, label in others.items():
        if said.get(name):
            yield label, said[name]
