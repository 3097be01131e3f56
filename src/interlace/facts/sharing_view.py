"""What the page of sharing (S17) shows: what we share with whom, what others share with us, tests and recalls."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interlace.core.handling import Action, Answer, Label
from interlace.facts.field_words import THINGS, property_name, thing_of
from interlace.facts.forms import ViewerForm
from interlace.facts.import_rows import is_code, shown_value
from interlace.facts.models import Contribution, Fact, RegisterVersion
from interlace.facts.presenting import (
    ConsentRow,
    Receipt,
    ReceivedRow,
    SharedRow,
    SharingPage,
    ShownFact,
    ShownThing,
    TestedViewer,
    ViewerAnswer,
)
from interlace.facts.receipts import recalls_of
from interlace.facts.shown_names import shown_name
from interlace.facts.viewing_as import Seen
from interlace.facts.vocabulary import condition_text
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import consents_given
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import ROLES
from interlace.foundation.localize.formats import day_text, list_text, moment_text
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import Choice, Notice, ShownField
from interlace.foundation.localize.words import purpose_name, purpose_phrase

SHOWN_THINGS = 50
_POINTERS = frozenset({"owner", "holder", "asset"})

ACT_WORDS: Mapping[Action, Promise] = {
    Action.DISCOVER: gettext_lazy("Learn that something exists"),
    Action.READ: gettext_lazy("Read"),
    Action.MATCH: gettext_lazy("Compare automatically"),
    Action.DERIVE: gettext_lazy("Use in a report"),
    Action.ACT: gettext_lazy("Take a step"),
    Action.CITE: gettext_lazy("Use in court"),
    Action.FORWARD: gettext_lazy("Pass on to a bureau that is not named"),
    Action.EXPORT: gettext_lazy("Export"),
}

_WHY_NOT: Mapping[str, Promise] = {
    "not_named": gettext_lazy("The bureau is not named."),
    "hit_only": gettext_lazy("The bureau may only know that something exists."),
    "not_searched": gettext_lazy("No search by others finds it."),
    "denied": gettext_lazy("The facts are never for this bureau."),
    "role": gettext_lazy("The role does not allow it."),
    "level": gettext_lazy("A higher clearance level is needed."),
    "rooms": gettext_lazy("Only those who work in the operation see it."),
    "purpose": gettext_lazy("The facts are shared for another purpose."),
    "persons": gettext_lazy("Only named persons see it."),
    "several": gettext_lazy("Several conditions are not met."),
}

REASON_WORDS: Mapping[str, Promise] = {
    "undone": gettext_lazy("the import was undone"),
    "wrong-attribution": gettext_lazy("it belongs to somebody else"),
    "wrong-value": gettext_lazy("the value is wrong"),
    "outdated": gettext_lazy("it is outdated"),
    "purpose-achieved": gettext_lazy("the purpose is achieved"),
    "court-order": gettext_lazy("a court ordered it"),
    "other": gettext_lazy("another reason"),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """Facts of one contribution, or of one release, under one label."""

    originator: str
    source: UUID
    label: Label
    facts: int
    conditions: tuple[str, ...]


def shared_with_anybody(viewer: Viewer, *, now: datetime, own: bool) -> list[Shared]:
    """What one's bureau shares, or what others share with it, as far as this officer may read it."""
    counts: Counter[tuple[str, UUID, int]] = Counter()
    conditions: defaultdict[tuple[str, UUID, int], set[str]] = defaultdict(set)
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            facts = Fact.objects.visible_to(matter, action=Action.READ)
            facts = facts.filter(originator=viewer.member) if own else facts.exclude(originator=viewer.member)
            groups = facts.values("originator", "contribution", "label_id", "condition").annotate(count=Count("id"))
            seen: Counter[tuple[str, UUID, int]] = Counter()
            for group in groups.order_by("originator", "contribution", "label_id"):
                key = (group["originator"], group["contribution"] if own else UUID(int=0), group["label_id"])
                seen[key] += group["count"]
                conditions[key] |= {group["condition"]} - {""}
            # A label for two purposes is met under both.
            counts |= seen
    return [
        Shared(originator, source, book.label(label_id), count, tuple(sorted(conditions[originator, source, label_id])))
        for (originator, source, label_id), count in counts.items()
    ]


def sharing_page(
    desk: Desk, *, form: ViewerForm | None = None, seen: Seen | None = None, notices: Sequence[Notice] = ()
) -> SharingPage:
    """The whole page, with the outcome of a test where one was made."""
    now = desk.reader.now
    ours = shared_with_anybody(desk.viewer, now=now, own=True)
    names = _file_names(desk.viewer, now=now)
    rows = [_shared_row(desk, each, names) for each in sorted(ours, key=lambda each: _order(each, names))]
    registers = _register_rows(desk)
    return SharingPage(
        handling=_("Only {bureau} sees this page. It lists what {bureau} shares, with whom and until when.").format(
            bureau=desk.viewer.member
        ),
        rows=(*rows, *registers),
        test_url=reverse("sharing"),
        test_fields=_test_fields(desk, form, [each for each in ours if each.source in names], names),
        tested=_tested(desk, seen) if seen is not None else None,
        received=tuple(
            _received_row(desk, each)
            for each in sorted(shared_with_anybody(desk.viewer, now=now, own=False), key=_by_owner)
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


def things_of(facts: Iterable[Fact], *, most: int = SHOWN_THINGS) -> tuple[tuple[ShownThing, ...], int]:
    """Facts as the things they are about, and how many further things there are."""
    by_subject: defaultdict[UUID, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
    in_order = sorted(by_subject.values(), key=_place)
    shown = [_thing(group) for group in in_order[:most]]
    return tuple(shown), max(0, len(by_subject) - most)


def sentence_for(desk: Desk, label: Label, *, viewer_member: str | None = None, conditions: Sequence[str] = ()) -> str:
    """The handling sentence as this or another member reads it."""
    return handling_sentence(
        label,
        language=desk.reader.language,
        member_names={},
        now=desk.reader.now,
        viewer_member=viewer_member or desk.viewer.member,
        conditions=[condition_text(condition).rstrip(".") for condition in conditions],
    )


def _place(facts: Sequence[Fact]) -> tuple[datetime, int, bool, str]:
    """As the file had them; the person of a row before what the person holds."""
    first = facts[0]
    return (first.created, first.row, first.schema != "Person", str(first.subject))


def _thing(facts: Sequence[Fact]) -> ShownThing:
    words = THINGS[thing_of(facts[0].schema, [fact.prop for fact in facts])]
    name = next((fact for fact in facts if fact.prop == "name"), None)
    return ShownThing(
        icon=words.icon,
        thing=str(words.name),
        name=shown_name(name.original) if name is not None else None,
        facts=tuple(_fact(fact) for fact in facts if fact.prop not in _POINTERS),
    )


def _fact(fact: Fact) -> ShownFact:
    is_name = fact.prop in {"name", "alias", "weakAlias", "previousName"}
    return ShownFact(
        id=str(fact.id),
        label=property_name(fact.prop),
        text=shown_value(fact.prop, fact.value),
        is_code=is_code(fact.prop),
        name=shown_name(fact.original) if is_name else None,
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
        until=_last_day(desk, shared.label),
        state="in_force",
        url=url,
        recall_url=url,
        amount=amount,
    )


def _register_rows(desk: Desk) -> list[SharedRow]:
    with acting(desk.viewer, now=desk.reader.now):
        current = RegisterVersion.objects.filter(current=True).select_related("register", "contribution__label")
        found = [
            (each.register.title, each.records, each.contribution.label) for each in current.order_by("register__title")
        ]
    return [
        SharedRow(
            what=_("Register: {title}").format(title=title),
            sentence=sentence_for(desk, row.as_label()),
            until=_last_day(desk, row.as_label()),
            state="in_force" if desk.reader.now < row.as_label().until else "ended",
            amount=ngettext("{count} record", "{count} records", records).format(count=records),
        )
        for title, records, row in found
        if row is not None
    ]


def _received_row(desk: Desk, shared: Shared) -> ReceivedRow:
    return ReceivedRow(
        owner=shared.originator,
        amount=ngettext("{count} fact", "{count} facts", shared.facts).format(count=shared.facts),
        sentence=sentence_for(desk, shared.label, conditions=shared.conditions),
        until=_last_day(desk, shared.label),
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


def _test_fields(
    desk: Desk, form: ViewerForm | None, ours: Sequence[Shared], names: Mapping[UUID, str]
) -> tuple[ShownField, ...]:
    members = Member.objects.filter(status=Member.Status.ACTIVE).order_by("code").values_list("code", "name")
    purposes = sorted({purpose for each in ours for purpose in each.label.purposes} | {desk.viewer.purpose} - {""})
    chosen_purpose = form.purpose if form else desk.viewer.purpose
    chosen_member = form.member if form else next((code for code, _name in members if code != desk.viewer.member), "")
    sources = dict.fromkeys(each.source for each in ours)
    return (
        ShownField(
            "member",
            _("Bureau"),
            kind="select",
            choices=tuple(Choice(code, f"{code} · {name}", code == chosen_member) for code, name in members),
        ),
        ShownField(
            "role",
            _("Role"),
            kind="select",
            choices=tuple(
                Choice(role.value, str(terms.name), role is (form.role if form else None))
                for role, terms in ROLES.items()
                if terms.ceiling
            ),
        ),
        ShownField(
            "level",
            _("Clearance level"),
            kind="select",
            choices=tuple(Choice(str(level), str(level), level == (form.level if form else 0)) for level in range(4)),
        ),
        ShownField(
            "test_purpose",
            _("Purpose"),
            kind="select",
            choices=tuple(Choice(code, purpose_name(code), code == chosen_purpose) for code in purposes),
        ),
        ShownField(
            "what",
            _("Of our facts"),
            kind="select",
            choices=(
                Choice("", _("everything we share"), form is None or form.what is None),
                *(Choice(str(each), names[each], form is not None and form.what == each) for each in sources),
            ),
            required=False,
        ),
    )


def _tested(desk: Desk, seen: Seen) -> TestedViewer:
    reads, more_reads = things_of(seen.readable)
    finds, more_finds = things_of(seen.discoverable)
    more = more_reads + more_finds
    sentences = dict.fromkeys(sentence_for(desk, label, viewer_member=seen.terms.member) for label in seen.labels)
    return TestedViewer(
        title=_("{bureau}, {role}, level {level}, for {purpose}").format(
            bureau=seen.terms.member,
            role=ROLES[seen.terms.role].name,
            level=seen.terms.level,
            purpose=purpose_phrase(seen.terms.purpose),
        ),
        sentence=" ".join(list(sentences)[:3]),
        answers=tuple(
            ViewerAnswer(
                act=str(ACT_WORDS[each.action]),
                answer={Answer.PERMIT: "permit", Answer.ASK: "ask", Answer.DENY: "deny"}[each.answer],  # type: ignore[arg-type]
                reason=_why(each.permitted, each.asked, each.total, each.reason),
            )
            for each in seen.answers
        ),
        reads=reads,
        finds=finds,
        more=ngettext("{count} further thing is not shown.", "{count} further things are not shown.", more).format(
            count=more
        )
        if more
        else "",
    )


def _why(permitted: int, asked: int, total: int, reason: str) -> str:
    if permitted == total:
        return ""
    said = []
    if permitted:
        said.append(_("{count} of {total} facts.").format(count=permitted, total=total))
    if asked:
        said.append(_("{count} of {total} after asking.").format(count=asked, total=total))
    if reason:
        said.append(str(_WHY_NOT[reason]))
    return " ".join(said)


def _last_day(desk: Desk, label: Label) -> str:
    end = label.until.astimezone(UTC)
    last = end - timedelta(microseconds=1) if end.time() == time.min else end
    return day_text(last.date(), language=desk.reader.language)


def _moment(desk: Desk, at: datetime) -> str:
    return moment_text(at, zone=desk.reader.zone, language=desk.reader.language)
