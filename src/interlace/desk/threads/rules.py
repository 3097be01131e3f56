"""Who may do what with threads and drafts: one small predicate per question. A rule answers with its reason."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.core.procedure.threads import MOVES_OF, DraftMove, Move, ThreadParty, ThreadStage, draft_problem
from interlace.desk.threads.models import Draft
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError
from interlace.foundation.identity.roles import Verb
from interlace.foundation.wording import ProblemBook, Words
from interlace.screening.rules import require_verb

REFUSED: Mapping[str, Words] = {
    "not_your_move": Words(_("Only the other side of this thread can do that.")),
    "review_by_author": Words(_("Another officer than those who wrote it must read it.")),
    "review_needed": Words(
        _("Another officer must read this message before it is sent."), _("Lay it before a colleague.")
    ),
    "through_bureau": Words(
        _("Your unit writes through its bureau."), _("Lay the draft before your bureau, which sends it.")
    ),
    "level_above_you": Words(
        _("You could not read this message yourself."), _("Choose a level and operations that you belong to.")
    ),
}

CONFLICTS: Mapping[str, Words] = {
    "not_now": Words(_("The thread has moved on since you read it."), _("Open it again and look at its state.")),
    "not_late_yet": Words(
        _("It can be closed without an answer only when the answer is overdue."), _("Wait for it, or withdraw it.")
    ),
    "not_acknowledged_yet": Words(_("The other side has not taken note of it yet.")),
    "no_answer_owed": Words(_("No answer is owed here, so no clock runs."), _("Write a further message.")),
    "not_opened": Words(_("This thread has not been opened.")),
    "draft_not_now": Words(_("The draft has moved on since you read it."), _("Open it again and look at its state.")),
    "draft_sent": Words(
        _("This message has been sent meanwhile."), _("What you typed after that goes as a further message.")
    ),
    "draft_incomplete": Words(_("The draft is not complete."), _("Fill in what is missing, then try again.")),
}

INVALID: Mapping[str, Words] = {
    "type_missing": Words(_("The type of the thread is missing."), pointer="/type"),
    "recipient_missing": Words(_("Nobody is named to whom it goes."), _("Choose a bureau."), "/to"),
    "recipient_unknown": Words(_("This bureau is not on the network."), _("Choose a bureau from the list."), "/to"),
    "recipient_is_oneself": Words(
        _("A thread has two sides."), _("Choose another bureau, or a unit of your own."), "/to"
    ),
    "hit_unknown": Words(_("There is no such hit with this bureau."), pointer="/hit"),
    "unit_unknown": Words(_("This unit does not belong to the bureau."), _("Choose a unit of it."), "/to_unit"),
    "title_missing": Words(_("A title is missing."), _("Say in a few words what it is about."), "/title"),
    "text_missing": Words(_("The message has no text."), _("Write at least a sentence."), "/text"),
    "places_left": Words(
        _("Places of the standard wording are still empty: they stand in braces."),
        _("Fill them in, or take them out."),
        "/text",
    ),
    "text_too_long": Words(_("The text is too long."), _("Shorten it, or attach it as a file."), "/text"),
    "translation_language": Words(
        _("A translation names its language and that of the original."), pointer="/translation/language"
    ),
    "quote_not_found": Words(
        _("What is quoted does not stand in that message."), _("Quote the words as they are written."), "/quotes"
    ),
    "too_many_facts": Words(
        _("A message carries at most 99 facts."), _("A hundred facts and more are an export of two persons."), "/facts"
    ),
    "foreign_unknown": Words(_("This register is not known."), _("Use i247, eads or own_register."), "/foreign"),
    "answer_by_over": Words(_("The moment by which an answer is needed has passed."), pointer="/answer_by"),
    "items_missing": Words(_("Nothing is named that should be verified."), _("Add at least one item."), "/items"),
    "items_not_of_type": Words(_("Only a verification is asked and answered by items."), pointer="/items"),
    "reason_missing": Words(_("A reason is missing."), _("The other side reads it."), "/reason"),
    "handing_over_reason": Words(_("A reason is missing."), _("Your colleague reads it."), "/reason"),
    "urgency_missing": Words(_("The new urgency is missing."), pointer="/urgency"),
    "urgency_same": Words(_("The thread has this urgency already."), pointer="/urgency"),
    "outcome_missing": Words(_("The answer does not say its outcome."), pointer="/outcome"),
    "outcome_not_of_type": Words(_("This outcome does not answer a thread of this type."), pointer="/outcome"),
    "outcome_not_of_items": Words(
        _("The outcome is not what the items say together."), _("Leave it out: it follows from the items."), "/outcome"
    ),
    "ground_missing": Words(_("A refusal needs its ground."), _("Choose a ground from the list."), "/ground"),
    "ground_unknown": Words(_("This ground of refusal is not in the list."), pointer="/ground"),
    "ground_invalid": Words(
        _("Conventions do not allow this as a ground of refusal."), _("Choose another ground."), "/ground"
    ),
    "verdicts_missing": Words(_("Every item needs its answer."), pointer="/verdicts"),
    "verdict_unknown": Words(
        _("An item is confirmed, not confirmed, confirmed in part, or cannot be told."), pointer="/verdicts"
    ),
    "verdict_without_source": Words(
        _("The answer to an item needs the source and the day it was looked at."), pointer="/verdicts"
    ),
}

_BOOK = ProblemBook(refused=REFUSED, conflicts=CONFLICTS, invalid=INVALID)


def may_read(viewer: Viewer) -> bool:
    """Whether unit and role allow reading what stands in threads; what of it, the labels decide."""
    return Action.READ in viewer.correspondent.ceiling


def error_of(problem: Problem) -> InterlaceError:
    """The problem as an error of the domain, in words."""
    return _BOOK.error(problem.code)


require_none = _BOOK.require_none


def require_party(viewer: Viewer, party: ThreadParty, move: Move) -> None:
    """The officer's role allows what this side does: asking as the opener, answering as the addressee.

    To answer its own bureau in a thread takes no more of a unit that converses than to ask; hits it answers none.
    """
    if move in MOVES_OF[party]:
        is_asking = party is ThreadParty.OPENER or viewer.converses
        require_verb(viewer, Verb.ASK if is_asking else Verb.ANSWER)


def require_writer(viewer: Viewer) -> None:
    """The officer's role allows writing to other bureaus."""
    require_verb(viewer, Verb.ANSWER if Verb.ASK not in viewer.verbs else Verb.ASK)


def require_draft_move(draft: Draft, move: DraftMove, *, viewer: Viewer, review_needed: bool = False) -> None:
    """The draft is where it must be, and whoever reviews it has not written it."""
    is_author = viewer.id in draft.authors
    require_none(
        draft_problem(
            ThreadStage(draft.state),
            move,
            author=viewer.id if is_author else str(draft.author),
            by=viewer.id,
            review_needed=review_needed,
        )
    )
