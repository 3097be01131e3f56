"""What an officer does in haste in the operation room: an abort, and an emergency order with its second person."""

from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, Row, Section, Table
from interlace.core.planning.aborting import Reach
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.operations.plan.brought_tables import address
from interlace.operations.plan.forms import Posted
from interlace.operations.plan.models import EntryKind, Saying
from interlace.operations.plan.queries import OperationView
from interlace.operations.plan.shapes import LONGEST_WORD
from interlace.operations.plan.words import KIND_WORDS

ABORTED = {EntryKind.SITE: Reach.SITE, EntryKind.TARGET: Reach.TARGET}


def version_shown(seen: OperationView) -> tuple[tuple[str, str], ...]:
    """What is decided on the page is decided on the plan that it shows."""
    return (("version", str(seen.standing.version if seen.standing is not None else 0)),)


def abort_form(member: str, seen: OperationView, typed: Posted) -> Form:
    """What this bureau may stop: what is its own, and for the bureau that leads everything that it reads."""
    things = [
        (EntryKind(each.kind), each)
        for each in seen.entries
        if each.kind in ABORTED and (seen.is_leader or each.member == member)
    ]
    is_this = "reach" in typed.values
    whole = {Reach.ALL.value: _("The whole operation")} if seen.is_leader else {}
    own = {Reach.OWN.value: _("All that is of {member}: its teams, its sites, its targets").format(member=member)}
    parts = {f"{ABORTED[kind]}|{each.code}": f"{KIND_WORDS[kind]} {each.code}" for kind, each in things}
    offered = {**whole, **own, **parts}
    return Form(
        address("operation-abort", seen),
        (Button(_("Abort now"), "stop"),),
        title=_("Abort"),
        hint=_("It is told at once to those who read what it stops, and is never taken back."),
        fields=(
            ShownField(
                "reach",
                _("What is aborted"),
                kind="select",
                choices=tuple(
                    Choice(value, words, value == typed.values.get("reach", "")) for value, words in offered.items()
                ),
                key="abort-reach",
            ),
            ShownField(
                "reason",
                _("Why; whoever is told of it reads this"),
                typed.values.get("reason", "") if is_this else "",
                error=typed.said("text") if is_this else "",
                attributes={"maxlength": "500"},
                key="abort-reason",
            ),
            ShownField(
                "word",
                _("Abort word, if it was said by one"),
                error=typed.said("word") if is_this else "",
                required=False,
                attributes={"maxlength": str(LONGEST_WORD)},
                key="abort-word",
            ),
        ),
        values=version_shown(seen),
    )


def emergency_section(desk: Desk, seen: OperationView) -> Section:
    signed = {each.detail["order"]: each for each in seen.sayings if each.kind == Saying.SECOND}
    orders = [each for each in seen.sayings if each.kind == Saying.ORDER]
    order = Form(
        address("operation-order", seen),
        (Button(_("Order for a threat to life"), "stop"),),
        title=_("Emergency order for our own ground"),
        fields=(
            ShownField("reason", _("What threatens whose life"), kind="textarea", attributes={"maxlength": "500"}),
        ),
        is_folded=True,
    )
    seconds = tuple(
        Form(
            address("operation-second", seen),
            (Button(_("Sign as the second person"), "two"),),
            title=each.detail["reason"],
            values=(("order", str(each.id)),),
        )
        for each in orders
        if each.member == desk.viewer.member and str(each.id) not in signed and str(each.by) != desk.viewer.id
    )
    return Section(
        "emergency",
        _("Emergency"),
        hint=_("It is recorded by two persons of the State whose ground it is, and never prevented."),
        table=Table(
            (_("Order"), _("Bureau"), _("First person"), _("Second person")),
            tuple(
                Row(
                    (
                        Cell(each.detail["reason"]),
                        Cell(each.member),
                        Cell(each.by_name, remark=desk.when(each.at)),
                        Cell(signed[str(each.id)].by_name, state="met")
                        if str(each.id) in signed
                        else Cell(_("not signed yet"), state="one_of_two"),
                    )
                )
                for each in orders
            ),
            empty=_("No emergency order was given."),
        ),
        forms=(*seconds, order),
    )
