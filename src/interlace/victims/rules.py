"""Who may care for those found, who may decide on their standing, and what is wrong with what they enter, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Action
from interlace.core.victims.standing import Bar
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.roles import CARE_ROOM, Verb
from interlace.foundation.wording import ProblemBook, Words
from interlace.screening.rules import require_matter

CARE_PURPOSE = "protection"
"""The purpose under which files of care are kept and read, and no other."""


INVALID: Mapping[str, Words] = {
    "title_missing": Words(_("A name of the place is missing."), _("Write where people are received."), "/title"),
    "matter_missing": Words(
        _("The operation or case is missing."), _("Give the reference of your bureau for it."), "/matter"
    ),
    "purpose_unknown": Words(
        _("You do not hold this purpose."), _("Choose the purpose of the criminal case from your own."), "/purpose"
    ),
    "age_unlikely": Words(_("This is no age."), _("Write whole years, or leave it empty."), "/age_said"),
    "conditions_missing": Words(
        _("Not all that must come first has been done."),
        _("See to what is not ticked, or talk on another day."),
        "/conditions",
    ),
    "reply_missing": Words(_("Nothing was chosen."), _("Choose an answer, or skip the question."), "/reply"),
    "words_too_long": Words(_("The words are too many."), _("Keep what matters, in 600 signs."), "/words"),
    "question_unknown": Words(_("There is no such question."), _("Open the talk again."), "/question"),
    "nothing_answered": Words(
        _("This question has not been answered."), _("Only what was said can be released."), "/question"
    ),
    "recipient_unknown": Words(
        _("There is no such bureau on this network."), _("Use a code from the list of bureaus."), "/recipient"
    ),
    "nothing_agreed": Words(
        _("There is no such agreement."), _("Open the person again: it may have been taken back."), "/question"
    ),
    "agreed_already": Words(_("The person has agreed to this."), _("Nothing needs to be done."), "/question"),
    "reason_missing": Words(_("A reason is missing."), _("Say why, in a sentence."), "/reason"),
    "decision_missing": Words(
        _("Test, outcome or authority is missing."),
        _("Write who decided, by which test, and what was decided."),
        "/authority",
    ),
    "name_missing": Words(_("A name is missing."), _("Write the name as the person says it."), "/name"),
    "not_named": Words(
        _("The person has not said who is to be looked for."), _("Keep the name that the person gives first."), "/name"
    ),
    "seeker_unknown": Words(
        _("There is no such record that seeks this person."), _("Look again: it may have been taken back."), "/record"
    ),
    "not_agreed": Words(
        _("The person has not agreed that this bureau is told."), _("Ask the person first."), "/agreed"
    ),
    "both_call_and_no_call": Words(
        _("The person cannot want a call and no call."), _("Choose one of the two."), "/messages"
    ),
    "message_unknown": Words(
        _("There is no such word to a bureau."), _("Choose from what the page offers."), "/messages"
    ),
    "told_already": Words(_("This bureau has been told."), _("Nothing needs to be done."), "/record"),
    "not_confirmed": Words(
        _("It was not said that the person asked for this."),
        _("Only what the person asks for is erased; tick that first."),
        "/asked",
    ),
    "guardian_name_missing": Words(
        _("Nobody is named who speaks for the child."), _("Write the guardian's name."), "/name"
    ),
    "capacity_unknown": Words(
        _("It is not said in what capacity the guardian speaks."), _("Choose from what the page offers."), "/capacity"
    ),
    "evidence_missing": Words(
        _("Nothing shows that this is the guardian."),
        _("Name the paper, who issued it and where it lies."),
        "/evidence",
    ),
    "interest_missing": Words(
        _("It is not said why this is best for the child."), _("Write it in a sentence."), "/best_interest"
    ),
    "contact_missing": Words(
        _("Nobody is named whom the shelter can call."), _("Write a name and a number."), "/contact"
    ),
}

CONFLICTS: Mapping[str, Words] = {
    "talk_not_now": Words(_("The talk has moved on since you read it."), _("Open it again.")),
    "talk_not_under_way": Words(_("The talk is not under way."), _("Go on with it first.")),
    "step_not_now": Words(_("This step does not follow from where the person is."), _("Open the person again.")),
    "signed_already": Words(
        _("You have signed this already; a second person decides."), _("Ask a colleague to look at it.")
    ),
    "not_your_proposal": Words(
        _("Only whoever proposed this takes it back."), _("Ask that colleague, or do not sign it.")
    ),
    "withdrawn_already": Words(_("This proposal was taken back."), _("Open the person again.")),
    "decided_already": Words(_("This has been decided."), _("Open the person again.")),
    "guardian_missing": Words(
        _("A child's agreement alone opens nothing to the investigation or a court."),
        _("Keep the word of the child's guardian first."),
    ),
    "not_a_child": Words(
        _("This person is not treated as a child."), _("Note the age in the first minutes, where it is another.")
    ),
    "no_guardian": Words(_("Nobody speaks for this person."), _("Open the person again.")),
    "asked_already": Words(
        _("It was asked already that this file is erased."), _("A second protection officer erases it, or declines.")
    ),
    "nothing_asked": Words(
        _("Nobody asks that this file is erased, or it was taken back."), _("Open the person again.")
    ),
    "asked_long_ago": Words(
        _("The person asked for this more than a week ago."),
        _("Ask the person again: decline this request, and let it be made anew."),
    ),
    "second_officer_needed": Words(
        _("Whoever asked for it does not erase the file, nor decline."),
        _("Ask another protection officer of your bureau; you may take it back."),
    ),
    "asked_by_another": Words(
        _("Only whoever asked for it takes it back."), _("Decline it, with your reason, where it should not be.")
    ),
    "file_erased": Words(
        _("This file was erased at the person's wish."), _("Receive the person anew, if care is needed again.")
    ),
    "kept_by_law": Words(
        _("The criminal matter rests on this file: the law keeps it until the matter has ended."),
        _("Tell the person why, and ask the prosecutor how long that is."),
    ),
    "standing_not_now": Words(_("The person does not stand there now."), _("Open the person again.")),
}

BAR_WORDS: Mapping[Bar, Words] = {
    Bar.BY_A_MACHINE: Words(_("A machine decides nothing here."), _("Sign in as a person.")),
    Bar.FORM_MISSING: Words(
        _("The screening is not finished: nobody is called a suspect before."),
        _("Protection officers talk with the person after rest."),
    ),
    Bar.SECOND_PERSON_MISSING: Words(_("Two different persons decide this."), _("Ask a colleague to sign.")),
    Bar.PROTECTION_NOT_HEARD: Words(
        _("Of the two, a protection officer signs last."), _("Ask a protection officer to sign.")
    ),
    Bar.PROSECUTOR_NOT_HEARD: Words(
        _("A prosecutor is heard before a child or an identified victim is called a suspect."),
        _("Keep the prosecutor's decision on not punishing in the file first."),
    ),
    Bar.REASON_MISSING: Words(_("A reason is missing."), _("Say why, in a sentence.")),
}


error_of = ProblemBook(conflicts=CONFLICTS, invalid=INVALID).error


def barred(bar: Bar) -> Refused:
    """Why a standing may not be changed so."""
    words = BAR_WORDS[bar]
    return Refused(words.what, code=f"standing_{bar}", fix=words.fix)


def may_care(viewer: Viewer) -> bool:
    """Whether somebody protects victims and works on no criminal case."""
    return viewer.person.active and not viewer.unit and Verb.CARE in viewer.verbs and CARE_ROOM in viewer.person.rooms


def may_look(viewer: Viewer) -> bool:
    """Whether somebody may see number, word and standing of those whom the own bureau found."""
    reads = viewer.person.active and not viewer.unit and Action.READ in viewer.person.ceiling
    return reads and bool({Verb.CARE, Verb.CHECK} & viewer.verbs)


def may_decide(viewer: Viewer) -> bool:
    """Whether somebody may propose or sign a standing."""
    return may_look(viewer) and bool({Verb.CARE, Verb.APPROVE} & viewer.verbs)


def require_carer(viewer: Viewer) -> None:
    """A protection officer at work. For everybody else there is nothing here, whoever asks for what."""
    if not may_care(viewer):
        raise no_such_person()
    require_matter(at_care(viewer))


def require_looker(viewer: Viewer) -> None:
    """Refuse whoever works on neither care nor the case: for them there is nothing here."""
    if not may_look(viewer):
        raise NotFound(_now("There is nothing here for you."))


def require_decider(viewer: Viewer) -> None:
    """Refuse whoever may not decide on a standing."""
    if not may_look(viewer):
        raise no_such_person()
    if not may_decide(viewer):
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))
    require_matter(viewer)


def at_care(viewer: Viewer) -> Viewer:
    """The same person, at work for the protection of those found."""
    return viewer.working_for(purpose=CARE_PURPOSE, reference=viewer.reference)


def no_such_person() -> NotFound:
    """Absent, or not for this viewer."""
    return NotFound(_now("There is no such person."))
