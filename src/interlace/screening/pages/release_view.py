"""The release on S3: what the asker would see, under which reservations, and the second person's signature."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.core.handling import Label
from interlace.core.procedure.ladder import ANSWERS, Party, State
from interlace.facts.pictures.kinds import PICTURES
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.models import label_from_terms
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import ShownField
from interlace.screening.hits.releases import USUAL_CODES, release_label
from interlace.screening.models import Release as Proposal
from interlace.screening.pages.comparison import field_label, fields_compared
from interlace.screening.pages.desk import label_of
from interlace.screening.pages.hit_forms import Typed
from interlace.screening.presenting import Act, Release, Seat, TwoPersons
from interlace.screening.queries import HitView
from interlace.screening.words import RESERVATIONS

USUALLY_RELEASED_FOR = timedelta(days=365)


def release_form(desk: Desk, view: HitView, code: ShownField | None, typed: Typed) -> Release | None:
    """What the owner may let go, while the asker's question stands."""
    side = view.side
    is_open = side.party == Party.HOLDER and State(side.state) in {State.CONFIRMATION_REQUESTED, *ANSWERS}
    if not is_open or Verb.ANSWER not in desk.viewer.verbs or not view.own_fields:
        return None
    gone = {fact for release in view.releases if release.state == Proposal.State.APPROVED for fact in release.facts}
    usual = fields_compared(view) - gone
    is_typed = typed.form == "release"
    chosen = typed.chosen if is_typed and typed.chosen is not None else usual
    codes = typed.codes if is_typed else USUAL_CODES
    choices = tuple(
        (
            each.tag,
            field_label(each.schema, each.prop, each.original),
            each.tag in chosen,
            _("released before") if each.tag in gone else "" if each.tag in usual else _("not part of the question"),
        )
        for each in view.own_fields
    )
    end = usual_end(desk, view)
    last_day = (end - timedelta(microseconds=1)).astimezone(desk.reader.zone).date()
    return Release(
        title=_("What {bureau} will see").format(bureau=side.counterpart),
        url=reverse("hit-release", args=[side.hit]),
        choices=choices,
        reservations=_reservations(view, codes),
        sentence=release_sentence(desk, view, chosen=chosen, codes=codes, until=end),
        sentence_url=reverse("hit-release-sentence", args=[side.hit]),
        look_url=f"{reverse('sharing')}?{urlencode({'member': side.counterpart, 'test_purpose': side.purpose})}#test",
        until=ShownField(
            "until",
            _("Until and including"),
            kind="date",
            value=typed.values.get("until", last_day.isoformat()),
            error=typed.problems.get("/until", ""),
        ),
        code=code if code is None or not is_typed else _with_error(code, typed),
        error=typed.problems.get("/fields", ""),
    )


def release_sentence(
    desk: Desk, view: HitView, *, chosen: Collection[str], codes: frozenset[str], until: datetime
) -> str:
    """The handling sentence that goes with these fields; with all of them where none is chosen yet."""
    statements = [each for each in view.own_fields if each.tag in chosen] or list(view.own_fields)
    return sentence_of(desk, release_label(desk.viewer, view.side, statements, codes=codes, until=until), viewer=None)


def usual_end(desk: Desk, view: HitView) -> datetime:
    """A year, or as long as the shortest of the own facts is shared."""
    return min([desk.now + USUALLY_RELEASED_FOR, *(book.label(each.label).until for each in view.own_fields)])


def two_persons(desk: Desk, proposal: Proposal, code: ShownField | None) -> TwoPersons:
    """The exact difference, and the seat of the second person."""
    asks = (
        _("asks, {when}").format(when=desk.when(proposal.proposed)),
        *(() if str(proposal.proposed_by) != desk.viewer.id else (_("that is you"),)),
    )
    may_sign = str(proposal.proposed_by) != desk.viewer.id and Verb.APPROVE in desk.viewer.verbs
    url = reverse("release-sign", args=[proposal.hit, proposal.id])
    hint = _("Fields leave {owner} only after the second signature.").format(owner=proposal.member)
    return TwoPersons(
        title=_("Release needs two persons of {owner}").format(owner=proposal.member),
        seats=(
            Seat(proposal.proposed_by_name, asks, is_signed=True),
            Seat(
                _("Second person"),
                (_("not signed"), _("may not be {officer}").format(officer=proposal.proposed_by_name)),
                is_signed=False,
            ),
        ),
        hint=hint,
        difference=tuple(
            (label_of(str(value.get("schema", "")), value["prop"]), _shown_value(value)) for value in proposal.fields
        ),
        terms=sentence_of(desk, label_from_terms(proposal.terms), viewer=None),
        act=Act(_("Sign this release"), url, needs_two=True, values=(("digest", proposal.digest),))
        if may_sign
        else None,
        refuse=Act(_("Refuse it"), reverse("release-refuse", args=[proposal.hit, proposal.id]), is_form=True)
        if may_sign
        else None,
        code=code if may_sign else None,
    )


def pending_release(view: HitView, desk: Desk) -> Proposal | None:
    """The proposal that waits for a signature."""
    return next(
        (
            release
            for release in view.releases
            if release.state == Proposal.State.PROPOSED and desk.now < release.proposed + SIGNED_WITHIN
        ),
        None,
    )


def sentence_of(desk: Desk, label: Label, *, viewer: str | None) -> str:
    """The handling sentence in the reader's language."""
    return handling_sentence(
        label,
        language=desk.reader.language,
        member_names=members_by_code(),
        viewer_member=viewer,
        now=desk.now,
        zone=desk.reader.zone,
    )


def _with_error(code: ShownField, typed: Typed) -> ShownField:
    return replace(code, error=typed.problems.get("/code", ""))


def _shown_value(value: Mapping[str, str]) -> str:
    """A picture is named by its digest: what leaves is exactly this file."""
    return value["value"] if value["prop"] in PICTURES else value.get("original") or value["value"]


def _reservations(view: HitView, codes: Collection[str]) -> tuple[tuple[str, str, bool, str], ...]:
    carried = frozenset[str]().union(*(book.label(each.label).codes for each in view.own_fields))
    return tuple(
        (
            code.value,
            str(word),
            code.value in codes or code.value in carried,
            _("some of these facts carry it and keep it") if code.value in carried else "",
        )
        for code, word in RESERVATIONS.items()
    )
