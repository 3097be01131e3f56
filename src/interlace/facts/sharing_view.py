"""What the page of sharing (S17) shows: what we share with whom, what others share with us, tests and recalls."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interlace.core.handling import Action
from interlace.facts.forms import ViewerForm
from interlace.facts.models import Contribution, RegisterVersion
from interlace.facts.presenting import ConsentRow, Receipt, ReceivedRow, SharedRow, SharingPage
from interlace.facts.receipts import recalls_of
from interlace.facts.shared import Shared, shared_by_us, shared_with_us
from interlace.facts.things_view import sentence_for
from interlace.facts.viewer_test_view import ACT_WORDS, viewer_fields, what_they_see
from interlace.facts.viewing_as import Seen
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import consents_given
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import list_text, moment_text
from interlace.foundation.localize.handling import until_text
from interlace.foundation.localize.shown import Notice
from interlace.foundation.localize.words import purpose_phrase

REASON_WORDS: Mapping[str, Promise] = {
    "undone": gettext_lazy("the import was undone"),
    "wrong-attribution": gettext_lazy("it belongs to somebody else"),
    "wrong-value": gettext_lazy("the value is wrong"),
    "outdated": gettext_lazy("it is outdated"),
    "purpose-achieved": gettext_lazy("the purpose is achieved"),
    "court-order": gettext_lazy("a court ordered it"),
    "other": gettext_lazy("another reason"),
    "period-ended": gettext_lazy("the period for keeping it has ended"),
    "person-asked": gettext_lazy("the person asked for it"),
}


def sharing_page(
    desk: Desk, *, form: ViewerForm | None = None, seen: Seen | None = None, notices: Sequence[Notice] = ()
) -> SharingPage:
    """The whole page, with the outcome of a test where one was made."""
    now = desk.reader.now
    ours = shared_by_us(desk.viewer, now=now)
    names = _file_names(desk.viewer, now=now)
    rows = [_shared_row(desk, each, names) for each in sorted(ours, key=lambda each: _order(each, names))]
    registers = _register_rows(desk, names)
    return SharingPage(
        handling=_("Only {bureau} sees this page. It lists what {bureau} shares, with whom and until when.").format(
            bureau=desk.viewer.member
        ),
        rows=(*rows, *registers),
        test_url=reverse("sharing"),
        test_fields=viewer_fields(desk, form, [each for each in ours if each.source in names], names),
        tested=what_they_see(desk, seen) if seen is not None else None,
        received=tuple(
            _received_row(desk, each) for each in sorted(shared_with_us(desk.viewer, now=now), key=_by_owner)
        ),
        consents=tuple(_consents(desk)),
        recalls=tuple(_recalls(desk)),
        notices=tuple(notices),
        summary=_summary(ours),
    )


def _summary(ours: Sequence[Shared]) -> str:
    if not ours:
        return ""
    facts, sentences = sum(each.facts for each in ours), len({each.label for each in ours})
    return _("{facts} under {sentences}").format(
        facts=ngettext("{count} fact", "{count} facts", facts).format(count=facts),
        sentences=ngettext("{count} sentence", "{count} sentences", sentences).format(count=sentences),
    )


def _file_names(viewer: Viewer, *, now: datetime) -> dict[UUID, str]:
    with acting(viewer, now=now):
        done = Contribution.objects.visible_to(viewer).filter(state=Contribution.State.DONE)
        named = done.values_list("id", "file_name")
        return dict(named)


def _order(shared: Shared, names: Mapping[UUID, str]) -> tuple[str, str, str]:
    return (names.get(shared.source, "~"), str(shared.source), shared.label.until.isoformat())


def _by_owner(shared: Shared) -> tuple[str, str]:
    return (shared.originator, shared.label.until.isoformat())


def _shared_row(desk: Desk, shared: Shared, names: Mapping[UUID, str]) -> SharedRow:
    amount = ngettext("{count} fact", "{count} facts", shared.facts).format(count=shared.facts)
    readers = sorted(shared.label.audience - shared.label.origins)
    what = names.get(shared.source) or _("Released to {bureaus}").format(
        bureaus=list_text(readers, language=desk.reader.language)
    )
    url = reverse("sharing-facts", args=[shared.source])
    return SharedRow(
        what=what,
        sentence=sentence_for(desk, shared.label, conditions=shared.conditions),
        until=until_text(shared.label.until, zone=desk.reader.zone, language=desk.reader.language),
        state="in_force",
        url=url,
        recall_url=url,
        amount=amount,
    )


def _register_rows(desk: Desk, names: Mapping[UUID, str]) -> list[SharedRow]:
    with acting(desk.viewer, now=desk.reader.now):
        known = Contribution.objects.visible_to(desk.viewer)
        current = RegisterVersion.objects.filter(current=True, contribution__in=known)
        current = current.select_related("register", "contribution__label")
        found = [(each.register.title, each.records, each.contribution) for each in current.order_by("register__title")]
    return [
        SharedRow(
            what=_("Register: {title}").format(title=title),
            sentence=sentence_for(desk, row.as_label()),
            until=until_text(row.as_label().until, zone=desk.reader.zone, language=desk.reader.language),
            state="in_force" if desk.reader.now < row.as_label().until else "ended",
            url=reverse("import-file", args=[done.id]) if done.id in names else "",
            amount=ngettext("{count} record", "{count} records", records).format(count=records),
        )
        for title, records, done in found
        if (row := done.label) is not None
    ]


def _received_row(desk: Desk, shared: Shared) -> ReceivedRow:
    return ReceivedRow(
        owner=shared.originator,
        amount=ngettext("{count} fact", "{count} facts", shared.facts).format(count=shared.facts),
        sentence=sentence_for(desk, shared.label, conditions=shared.conditions),
        until=until_text(shared.label.until, zone=desk.reader.zone, language=desk.reader.language),
    )


def _consents(desk: Desk) -> Iterable[ConsentRow]:
    for matter in desk.viewer.in_every_matter():
        for grant in consents_given(matter, now=desk.reader.now):
            if grant.purpose == matter.purpose:
                act = str(ACT_WORDS[Action(grant.action)])
                yield ConsentRow(
                    member=grant.member,
                    act=_("Pass on to {bureau}").format(bureau=grant.to) if grant.to else act,
                    purpose=purpose_phrase(grant.purpose),
                    until=_moment(desk, grant.expires),
                )


def _recalls(desk: Desk) -> Iterable[tuple[str, tuple[Receipt, ...]]]:
    for recalled in recalls_of(desk.viewer, now=desk.reader.now):
        title = ngettext(
            "{count} fact, {moment}: {reason}", "{count} facts, {moment}: {reason}", recalled.facts
        ).format(
            count=recalled.facts,
            moment=_moment(desk, recalled.at),
            reason=REASON_WORDS.get(recalled.reason, recalled.reason),
        )
        store = Receipt(_("Facts"), "deleted", _("Gone for every reader; a mark without content is left."), "")
        rooms = tuple(
            Receipt(
                str(keeper.name),
                "deleted" if is_done else "waiting",
                str(keeper.done if is_done else keeper.waiting),
                "",
            )
            for keeper, is_done in recalled.answers
        )
        yield title, (store, *rooms)


def _moment(desk: Desk, at: datetime) -> str:
    return moment_text(at, zone=desk.reader.zone, language=desk.reader.language)
