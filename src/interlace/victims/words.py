"""The words of the care of those found: questions of the talk as they are put, needs, conditions, standings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlace.core.victims.agreeing import Use
from interlace.core.victims.guarding import Capacity
from interlace.core.victims.presumption import Because, Presumed
from interlace.core.victims.reunion import Message
from interlace.core.victims.standing import Matter, Protection, ProtectionMove, WordForInvestigators
from interlace.core.victims.talk import Condition, Reply, TalkState
from interlace.core.victims.triage import Need, Urgency

# Put so that yes (or sometimes) is what the indicator says; short, without blame, and never asking for a story.
# The indicators they belong to, with their source: core/victims/indicators.csv.
QUESTION_WORDS: Mapping[str, Promise] = {
    "REC01": _("Was the work different from what you were promised?"),
    "REC02": _("Did you hear of the work online, with a pay that was far above what is usual?"),
    "REC03": _("Did the place, the country or the employer change on the way?"),
    "REC04": _("Did somebody else arrange and pay for your journey?"),
    "REC05": _("Were you taken across a border at night or in secret, or passed on from one group to another?"),
    "REC06": _("Were you ever told that you had been sold or bought, or moved to another compound?"),
    "REC07": _("Did a friend, a relative or somebody you met online bring you to this work?"),
    "COE01": _("Did somebody keep your passport or papers?"),
    "COE02": _("Were you kept from leaving the building or compound alone?"),
    "COE03": _("Were people hurt or punished who refused, or did not reach a target?"),
    "COE04": _("Did anybody ask for money to let you go?"),
    "COE05": _("Did anybody threaten you or your family?"),
    "COE06": _("Were you told that the police would arrest you if you left?"),
    "COE07": _("Was your phone taken or watched, or were you told what to say in calls home?"),
    "COE09": _("Were you made to bring other people?"),
    "DEB01": _("Were you told that you owe money for the journey, food, the room or fines?"),
    "DEB02": _("Was your pay kept back, or paid only when you reached a target?"),
    "DEB03": _("Was there a daily target, with something bad if you missed it?"),
    "VUL01": _("Were you there without a valid visa, or without knowing the language?"),
    "VUL03": _("Did you need work urgently before you left?"),
    "EXP01": _("Were you made to write to people or call them to get their money?"),
    "EXP02": _("Were you made to open accounts or cards, or to show your face for them?"),
    "EXP03": _("Did you have to work very long hours, with few days of rest and somebody watching?"),
    "EXP04": _("Did you sleep with many others at the place of work?"),
}

REPLY_WORDS: Mapping[Reply, Promise] = {
    Reply.YES: pgettext_lazy("answer in a talk", "Yes"),
    Reply.NO: pgettext_lazy("answer in a talk", "No"),
    Reply.SOMETIMES: pgettext_lazy("answer in a talk", "Sometimes"),
    Reply.RATHER_NOT_SAY: pgettext_lazy("answer in a talk", "Rather not say"),
    Reply.SKIPPED: pgettext_lazy("answer in a talk", "Skipped"),
}
SHOWN_REPLIES = (Reply.YES, Reply.NO, Reply.SOMETIMES, Reply.RATHER_NOT_SAY)

NEED_WORDS: Mapping[Need, Promise] = {
    Need.WATER_FOOD: _("Water, food"),
    Need.DOCTOR: _("Doctor"),
    Need.PROTECTION: _("Protection from somebody here"),
    Need.INTERPRETER: _("Interpreter"),
    Need.CALL_HOME: _("A call home"),
    Need.GUARDIAN: _("Guardian for a child"),
    Need.CONSULATE: _("Consulate, only if wanted"),
}

URGENCY_WORDS: Mapping[Urgency, Promise] = {
    Urgency.NOW: pgettext_lazy("urgency of needs", "Now"),
    Urgency.SOON: pgettext_lazy("urgency of needs", "Soon"),
    Urgency.THEN: pgettext_lazy("urgency of needs", "Then"),
}

CONDITION_WORDS: Mapping[Condition, Promise] = {
    Condition.SAFE: _("The person is safe, away from those who held or led the others."),
    Condition.RESTED: _("The person has slept."),
    Condition.FED: _("The person has eaten and drunk."),
    Condition.PRIVATE: _("Nobody else hears us."),
    Condition.UNDERSTOOD: _("We understand each other; an interpreter is the person's own choice."),
    Condition.LIMITS_TOLD: _("I have told who may come to know what is said, and what cannot be kept to ourselves."),
    Condition.AGREED: _("The person agrees to talk, and knows that stopping is always right."),
    Condition.NOT_AN_INVESTIGATOR: _("I do not work on the criminal case."),
}

TALK_WORDS: Mapping[TalkState, Promise] = {
    TalkState.NOT_YET: _("Not begun"),
    TalkState.UNDER_WAY: _("Under way"),
    TalkState.PAUSED: _("Paused"),
    TalkState.STOPPED: _("Stopped by the person"),
    TalkState.FINISHED: _("Finished"),
}

PRESUMED_WORDS: Mapping[Presumed, Promise] = {
    Presumed.PRESUMED: _("Presumed to be a victim"),
    Presumed.NOT_PRESUMED: _("Nothing shows a victim"),
    Presumed.INSUFFICIENT: _("Too little is known; treated like a presumed victim"),
}

BECAUSE_WORDS: Mapping[Because, Promise] = {
    Because.CHILD: _("A child is always presumed to be a victim."),
    Because.STRONG: _("One strong indicator is enough."),
    Because.TWO_MEDIUM: _("Two medium indicators of different kinds are enough."),
    Because.NOT_ALL_TOLD: _("Some questions were skipped or not answered; silence is neither yes nor no."),
    Because.NOTHING_SHOWN: _("Every question was answered, and no indicator is shown."),
}

PROTECTION_WORDS: Mapping[Protection, Promise] = {
    Protection.ENCOUNTERED: _("Found on site"),
    Protection.PRESUMED: _("Presumed victim"),
    Protection.SCREENED: _("Screened"),
    Protection.IDENTIFIED: _("Identified victim"),
    Protection.NOT_IDENTIFIED: _("Not identified as a victim"),
    Protection.ASSISTED: _("Assisted"),
    Protection.RETURN_ASSESSED: _("Return assessed"),
    Protection.REPATRIATED: _("Returned home"),
    Protection.REMAINS: _("Stays"),
    Protection.REINTEGRATION: _("Reintegration"),
}

MATTER_WORDS: Mapping[Matter, Promise] = {
    Matter.NONE: _("No part in the criminal matter"),
    Matter.WITNESS: _("Witness"),
    Matter.ARRESTED: _("Arrested"),
    Matter.SUSPECT: _("Suspect"),
}

FOUND_WORDS: Mapping[WordForInvestigators, Promise] = {
    WordForInvestigators.IN_CARE: _("In care"),
    WordForInvestigators.SCREENED: _("Screened"),
    WordForInvestigators.PROTECTED: _("Protected"),
}

USE_WORDS: Mapping[Use, Promise] = {
    Use.CARE: _("Care"),
    Use.INVESTIGATION: _("The investigation"),
    Use.COURT: _("The court"),
    Use.REUNION: _("Finding the family"),
}

CAPACITY_WORDS: Mapping[Capacity, Promise] = {
    Capacity.PARENT: _("Parent"),
    Capacity.LEGAL_GUARDIAN: _("Legal guardian"),
    Capacity.APPOINTED: _("Appointed for this child by a court or an authority"),
    Capacity.CHILD_WELFARE: _("Officer of the authority in whose care the child is"),
}

MESSAGE_WORDS: Mapping[Message, Promise] = {
    Message.SAFE: _("The person is safe and looked after."),
    Message.WANTS_CALL: _("The person wants to speak with the family."),
    Message.NO_CALL: _("The person wants no call now."),
}

MOVE_WORDS: Mapping[ProtectionMove, Promise] = {
    ProtectionMove.PRESUME: _("Presumed to be a victim"),
    ProtectionMove.SCREEN: _("Screened"),
    ProtectionMove.IDENTIFY: _("Identify as a victim"),
    ProtectionMove.NOT_IDENTIFY: _("Not identified as a victim"),
    ProtectionMove.REVIEW: _("Look at it again"),
    ProtectionMove.ASSIST: _("Assisted"),
    ProtectionMove.ASSESS_RETURN: _("Return assessed"),
    ProtectionMove.REPATRIATE: _("Returned home"),
    ProtectionMove.STAY: _("Stays"),
    ProtectionMove.REINTEGRATE: _("Reintegration"),
}

# What the talk never asks; those that it asks are told by their questions.
_SEEN_WORDS: Mapping[str, Promise] = {
    "COE08": _("Sexual violence or the threat of it (told to a specialist)"),
    "VUL02": _("Disability, pregnancy or illness was taken advantage of"),
    "EXP05": _("Sexual exploitation or a forced medical act (told to a specialist)"),
    "SIT01": _("A compound with walls, guards, and shops inside"),
    "SIT02": _("People of several nationalities with scripts, racks of phones, sets of photographs"),
    "SIT03": _("The person seems coached or afraid, or does not know the address"),
    "CHI01": _("Under 18"),
    "CON01": _("Led others, held keys, punished others, or took a share"),
    "CON02": _("Left and came back freely"),
}
INDICATOR_WORDS: Mapping[str, Promise] = {**QUESTION_WORDS, **_SEEN_WORDS}
