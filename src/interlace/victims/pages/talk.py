"""The first minutes and the talk: one question a page, the way out on every page, and no answer in any address."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from interlace.core.victims.indicators import QUESTIONS
from interlace.core.victims.talk import MOVES, Condition, Reply, TalkMove, TalkState, Turn, next_question
from interlace.core.victims.triage import Need, Triage
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Choice, ShownField, Trail
from interlace.victims.files import Care
from interlace.victims.models import Found
from interlace.victims.pages.care import READS, name_of
from interlace.victims.presenting import TalkPage, Tick, TriagePage
from interlace.victims.queries import person_view
from interlace.victims.receiving import triage
from interlace.victims.rules import error_of, require_carer
from interlace.victims.sealing import LONGEST_WORDS
from interlace.victims.talking import begin_talk, move_talk, reply
from interlace.victims.words import (
    CONDITION_WORDS,
    NEED_WORDS,
    QUESTION_WORDS,
    REPLY_WORDS,
    SHOWN_REPLIES,
    TALK_WORDS,
)

_SPOKEN = "care_spoken"
"""In the session: the language of the talk. Of the person nothing else is kept in it."""
_FLAGS = ("is_hurt_or_ill", "is_afraid_of_somebody_here", "looks_under_age", "needs_interpreter")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@declare("page.care.triage", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def first_minutes(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Who needs what now: at most one tap a line."""
    desk = desk_of(request)
    found, care = _file(desk, found_id)
    if request.method == "GET":
        return _triage_page(request, found, care)
    try:
        triage(desk.viewer, found_id, _noted(request), language=_typed(request, "language"), now=desk.now)
    except (Conflict, InvalidInput) as error:
        return _triage_page(request, found, care, error=error)
    return redirect("care")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@declare("page.care.talk", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def talk(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What must come first, then one question after the other."""
    desk = desk_of(request)
    found, care = _file(desk, found_id)
    if request.method == "GET":
        return _talk_page(request, found, care)
    if spoken := _typed(request, "spoken"):
        request.session[_SPOKEN] = spoken if spoken in dict(settings.LANGUAGES) else ""
        return redirect("care-talk", found_id=found_id)
    asked = _typed(request, "question")
    if "back" in request.POST and asked in QUESTIONS[1:]:
        return _talk_page(request, found, care, asked=QUESTIONS[QUESTIONS.index(asked) - 1])
    try:
        _take(request, desk, found_id, asked)
    except (Conflict, InvalidInput) as error:
        return _talk_page(request, found, care, asked=asked if asked in QUESTIONS else "", error=error)
    return redirect("care-talk", found_id=found_id)


@sensitive_post_parameters()
@require_POST
@declare("page.care.talk.move", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def move(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Pause, stop, go on, finish."""
    desk = desk_of(request)
    found, care = _file(desk, found_id)
    wanted = _typed(request, "move")
    try:
        if wanted not in set(TalkMove):
            raise error_of("talk_not_now")
        move_talk(desk.viewer, found_id, TalkMove(wanted), now=desk.now)
    except (Conflict, InvalidInput) as error:
        return _talk_page(request, found, care, error=error)
    if wanted == TalkMove.FINISH:
        return redirect("care-person", found_id=found_id)
    return redirect("care-talk", found_id=found_id)


def _take(request: HttpRequest, desk: Desk, found_id: UUID, asked: str) -> None:
    if not asked:
        met = [Condition(each) for each in request.POST.getlist("conditions") if each in set(Condition)]
        begin_talk(desk.viewer, found_id, met, interpreter=_typed(request, "interpreter"), now=desk.now)
        return
    said = Reply.SKIPPED if "skip" in request.POST else _typed(request, "reply")
    if said not in set(Reply):
        raise error_of("reply_missing")
    reply(
        desk.viewer, found_id, asked, Reply(said), words=_typed(request, "words", most=LONGEST_WORDS + 1), now=desk.now
    )


def _file(desk: Desk, found_id: UUID) -> tuple[Found, Care]:
    require_carer(desk.viewer)
    view = person_view(desk.viewer, found_id, now=desk.now)
    return view.found, view.care or Care()


def _noted(request: HttpRequest) -> Triage:
    age = _typed(request, "age_said")
    if age and not (age.isascii() and age.isdecimal() and len(age) < 4):
        raise error_of("age_unlikely")
    flags = {name: name in request.POST for name in _FLAGS}
    wants = frozenset(Need(each) for each in request.POST.getlist("wants") if each in set(Need))
    return Triage(age_said=int(age) if age else None, wants=wants, **flags)


def _typed(request: HttpRequest, name: str, *, most: int = 240) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:most]


def _triage_page(
    request: HttpRequest, found: Found, care: Care, *, error: InterlaceError | None = None
) -> HttpResponse:
    noted = care.triage or Triage()
    said = {
        "is_hurt_or_ill": _("Hurt or ill"),
        "is_afraid_of_somebody_here": _("Afraid of somebody here"),
        "looks_under_age": _("Looks under 18"),
        "needs_interpreter": _("Needs an interpreter"),
    }
    asked = (Need.WATER_FOOD, Need.CALL_HOME, Need.CONSULATE)
    page = TriagePage(
        title=_("{person}: the first minutes").format(person=name_of(found.number)),
        trail=_trail(found),
        handling=_("Nothing here asks what anybody did. Save with nothing ticked where nothing is needed."),
        ticks=tuple(Tick(name, "yes", said[name], getattr(noted, name)) for name in _FLAGS),
        needs=tuple(Tick("wants", need.value, str(NEED_WORDS[need]), need in noted.wants) for need in asked),
        fields=(
            ShownField(
                "age_said",
                _("Age, as the person says"),
                value="" if noted.age_said is None else str(noted.age_said),
                required=False,
                attributes={"inputmode": "numeric", "maxlength": "3"},
            ),
            ShownField("language", _("Speaks"), value=care.language, required=False, attributes={"maxlength": "64"}),
        ),
        notices=() if error is None else (notice_of(error),),
    )
    return render(request, "victims/triage.html", {"page": page}, status=200 if error is None else status_of(error))


def _talk_page(
    request: HttpRequest,
    found: Found,
    care: Care,
    *,
    asked: str = "",
    error: InterlaceError | None = None,
) -> HttpResponse:
    spoken = request.session.get(_SPOKEN, "")
    turn = Turn(asked, QUESTIONS.index(asked) + 1, len(QUESTIONS)) if asked else next_question(care.replies)
    page = TalkPage(
        stage=_stage(care, turn),
        trail=_trail(found),
        handling=_("Kept apart from the case with its own key. Nothing said here is used against whoever says it."),
        url=reverse("care-talk", args=[found.id]),
        move_url=reverse("care-talk-move", args=[found.id]),
        person_url=reverse("care-person", args=[found.id]),
        state=str(TALK_WORDS[care.talk]),
        can_go_on=(care.talk, TalkMove.GO_ON) in MOVES,
        conditions=tuple(
            Tick("conditions", each.value, str(words), each.value in request.POST.getlist("conditions"))
            for each, words in CONDITION_WORDS.items()
        ),
        languages=tuple(Choice(code, name, code == spoken) for code, name in settings.LANGUAGES),
        person=_about(care),
        needs=tuple(str(NEED_WORDS[need]) for need in NEED_WORDS if need in care.arranged),
        notices=() if error is None else (notice_of(error),),
        **_question(care, turn, spoken) if turn is not None else {},
    )
    return render(request, "victims/talk.html", {"page": page}, status=200 if error is None else status_of(error))


def _stage(care: Care, turn: Turn | None) -> str:
    if care.talk is TalkState.NOT_YET:
        return "conditions"
    if care.talk is not TalkState.UNDER_WAY:
        return "resting"
    return "all_asked" if turn is None else "question"


def _question(care: Care, turn: Turn, spoken: str) -> dict[str, Any]:
    own_question = _said_in(spoken, QUESTION_WORDS[turn.question])
    own_replies = {each: _said_in(spoken, REPLY_WORDS[each]) for each in SHOWN_REPLIES}
    said = care.replies.get(turn.question)
    return {
        "turn": _("Question {number}").format(number=turn.number),
        "remark": _("of {count}. Skip any of them.").format(count=turn.of),
        "code": turn.question,
        "question": str(QUESTION_WORDS[turn.question]),
        "own_question": own_question,
        "own_language": spoken,
        "replies": tuple(
            Tick("reply", each.value, str(REPLY_WORDS[each]), each is said, own_replies[each]) for each in SHOWN_REPLIES
        ),
        "words": care.words.get(turn.question, ""),
        "longest": LONGEST_WORDS,
        "has_back": turn.number > 1,
    }


def _said_in(spoken: str, words: Promise) -> str:
    """The words in the language of the talk; nothing where that is the reader's own or none was chosen."""
    if not spoken or spoken == get_language():
        return ""
    with override(spoken):
        return str(words)


def _about(care: Care) -> tuple[tuple[str, str], ...]:
    age = "" if care.triage is None or care.triage.age_said is None else str(care.triage.age_said)
    if age and care.is_child:
        age = _("Says {age}. Treated as a child.").format(age=age)
    elif care.is_child:
        age = _("Treated as a child.")
    elif age:
        age = _("Says {age}.").format(age=age)
    rows = (
        (_("Speaks"), care.language),
        (_("Interpreter"), care.interpreter),
        (_("Age"), age),
        (_("Screener"), care.screener),
    )
    return tuple((label, text) for label, text in rows if text)


def _trail(found: Found) -> tuple[Trail, ...]:
    person = name_of(found.number)
    return (Trail(_("Care"), reverse("care")), Trail(person, reverse("care-person", args=[found.id])))
