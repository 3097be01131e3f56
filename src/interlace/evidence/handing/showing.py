"""How hand-overs between bureaus are shown: a table of them, one with what can be said to it, the form that offers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.evidence.handing.reading import OFFERED, HandOverView
from interlace.evidence.models import BureauHandOverAct, Exhibit
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import moment_text, number_text
from interlace.foundation.localize.shown import Notice, ShownField, Trail

Move = BureauHandOverAct.Move


def hand_overs_section(desk: Desk, views: Sequence[HandOverView]) -> Section:
    """What goes to other bureaus and what comes from them."""
    heads = (_("Hand-over"), _("State"), _("From"), _("To"), _("Offered"))
    rows = tuple(
        Row(
            (
                Cell(each.offer.title, reverse("hand-over", args=[each.offer.id])),
                state_cell(each),
                Cell(each.offer.member, remark=each.offer.giver_name),
                Cell(each.offer.recipient),
                Cell(_when(desk, each.offer.offered)),
            )
        )
        for each in views
    )
    return Section("hand-overs", _("Between bureaus"), table=Table(heads, rows))


def hand_over_page(
    desk: Desk, view: HandOverView, said: Mapping[str, str], *, notices: Sequence[Notice] = ()
) -> PeoplePage:
    """One hand-over as this side reads it, with what it can say to it."""
    offer = view.offer
    pairs = [
        (_("State"), state_text(view)),
        (_("From"), _("{officer}, {bureau}").format(officer=offer.giver_name, bureau=offer.member)),
        (_("To"), offer.recipient),
        (_("File"), offer.file_name),
        (_("Size in bytes"), number_text(offer.size, language=desk.reader.language)),
        ("SHA-256", offer.sha256),
        (_("Given"), _("{when}, {place}").format(when=_when(desk, offer.given_at), place=offer.place)),
        (_("Why"), offer.purpose),
        (_("Authority"), offer.authority),
        (_("Seal number"), offer.seal),
        (_("Condition"), offer.condition),
        (_("Handling codes"), offer.markings),
        (_("Consent"), offer.consent if view.is_given else ""),  # who gave it first is not the recipient's to know
    ]
    sections = [Section("offer", _("What is handed over"), pairs=tuple(each for each in pairs if each[1]))]
    if view.acts:
        heads = (_("What was said"), _("By"), _("When"), _("Why"))
        rows = tuple(
            Row(
                (
                    Cell(str(Move(each.move).label)),
                    Cell(each.by_name, remark=each.member),
                    Cell(_when(desk, each.at)),
                    Cell(each.reason),
                )
            )
            for each in view.acts
        )
        sections.append(Section("acts", _("What became of it"), table=Table(heads, rows)))
    forms = tuple(_forms(view, said)) if view.may_work else ()
    if forms:
        sections.append(Section("do", _("What you can do"), forms=forms))
    links = ((_("The exhibit"), reverse("exhibit", args=[view.exhibit])),) if view.exhibit else ()
    return PeoplePage(
        title=offer.title,
        lead=_("For the bureaus of {giver} and {recipient} only.").format(
            giver=offer.member, recipient=offer.recipient
        ),
        handling=_("This exhibit with its custody goes along, and nothing else of the case."),
        sections=tuple(sections),
        trail=(Trail(_("Exhibits"), reverse("exhibits")), Trail(_("Hand-over to another bureau"))),
        notices=tuple(notices),
        links=links,
    )


def offer_form(exhibit: Exhibit, said: Mapping[str, str]) -> Form:
    """The form by which an exhibit is offered to another bureau."""
    return Form(
        reverse("hand-over-offer", args=[exhibit.id]),
        (Button(_("Offer it to the bureau")),),
        title=_("Hand it to another bureau"),
        hint=_("That bureau reads this offer alone. It changes hands when one of its officers takes it over."),
        fields=(
            _field("recipient", _("Code of the bureau"), said, most=16),
            _moment(said, key="bureau-at"),
            _field("place", _("Where"), said, key="bureau-place", most=200),
            _field("purpose", _("Why"), said, key="bureau-purpose", most=300),
            _field("authority", _("Request, order or agreement behind it"), said, key="bureau-authority", most=300),
            _field("seal", _("Seal number"), said, key="bureau-seal", most=64, required=False),
            _field("condition", _("Condition"), said, key="bureau-condition", most=300, required=False),
            _field(
                "consent",
                _("Consent of whoever gave it first"),
                said,
                key="bureau-consent",
                most=300,
                required=False,
                hint=_("Needed for what another bureau or a partner gave: who, when, number."),
            ),
        ),
        is_folded="recipient" not in said,
    )


def state_text(view: HandOverView) -> str:
    """How far it is."""
    return _("Offered") if view.state == OFFERED else str(Move(view.state).label)


def state_cell(view: HandOverView) -> Cell:
    """The same with its mark."""
    marks = {OFFERED: "waiting", Move.TAKEN: "valid", Move.MISTAKEN: "problem"}
    return Cell(state_text(view), state=marks.get(view.state, ""))


def said_notice(request: HttpRequest) -> tuple[Notice, ...]:
    """What has just been done, as the address says it."""
    words = {
        "offered": (_("The exhibit is offered to the bureau."), _("You hold it until it is taken over.")),
        "taken": (_("You hold the exhibit now."), _("The entry bears both names.")),
        "refused": (_("You refused it."), _("The bureau that offers it reads your reason.")),
        "withdrawn": (_("The offer is withdrawn."), ""),
        "mistaken": (_("It is marked as handed over in error."), _("It stays closed until it is home again.")),
    }
    said = words.get(request.GET.get("done", ""))
    return () if said is None else (Notice(lead=said[0], text=said[1], tone="good"),)


def _forms(view: HandOverView, said: Mapping[str, str]) -> Iterator[Form]:
    address = reverse("hand-over-say", args=[view.offer.id])
    if view.state == OFFERED and view.is_given:
        yield _reason_form(address, "withdraw", _("Withdraw the offer"), said)
    elif view.state == OFFERED:
        yield _taking_form(view, said)
        yield _reason_form(address, "refuse", _("Refuse it"), said)
    elif view.state == Move.TAKEN:
        yield _reason_form(address, "mistake", _("It was handed over in error"), said)


def _taking_form(view: HandOverView, said: Mapping[str, str]) -> Form:
    case = _field("case", _("Reference of your case"), said, most=64, hint=_("It goes into this case, sealed anew."))
    return Form(
        reverse("hand-over-take", args=[view.offer.id]),
        (Button(_("Take it over"), "main"),),
        title=_("Take it over"),
        hint=_("Both books bear both names. What does not fit is flagged and kept."),
        fields=(
            *(() if view.offer.returns else (case,)),
            _moment(said, key="take-at"),
            _field("place", _("Where"), said, key="take-place", most=200),
            _field("carrier", _("Who had it on the way"), said, most=120, required=False),
            _field("seal", _("Seal number as you found it"), said, key="take-seal", most=64, required=False),
            _field("condition", _("Condition"), said, key="take-condition", most=300, required=False),
        ),
    )


def _reason_form(address: str, what: str, label: str, said: Mapping[str, str]) -> Form:
    hint = _("The other bureau reads it.")
    return Form(
        address,
        (Button(label, "stop", value=what),),
        title=label,
        fields=(_field("reason", _("Reason"), said, key=f"{what}-reason", most=300, hint=hint),),
        is_folded=said.get("do") != what,
    )


def _moment(said: Mapping[str, str], *, key: str) -> ShownField:
    hint = _("Day and time of your own zone: 2026-07-01 14:10")
    return _field("at", _("When"), said, key=key, most=20, hint=hint)


def _field(
    name: str, label: str, said: Mapping[str, str], *, most: int, key: str = "", hint: str = "", required: bool = True
) -> ShownField:
    return ShownField(
        name,
        label,
        value=said.get(name, ""),
        hint=hint,
        required=required,
        key=key or name,
        attributes={"maxlength": str(most)},
    )


def _when(desk: Desk, moment: datetime) -> str:
    return moment_text(moment, zone=desk.reader.zone, language=desk.reader.language)
