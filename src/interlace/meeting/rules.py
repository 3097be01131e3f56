"""Who may do what at a meeting, and what is wrong with what is entered, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from interlace.cases.rules import require_worker
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.wording import ProblemBook, Words
from interlace.screening.rules import require_verb

REFUSED: Mapping[str, Words] = {
    "through_the_bureau": Words(_("A unit comes to a meeting through its own bureau."), _("Ask your bureau to do it.")),
    "not_the_host": Words(
        _("Only the bureau that holds the meeting lays papers on its table."), _("Send them to that bureau.")
    ),
    "not_your_case": Words(
        _("Only the two bureaus whose cases are named say whether they meet."), _("Ask one of them.")
    ),
    "no_pack_work": Words(_("Your role does not allow this."), _("Ask the head of your bureau.")),
    "not_your_action": Words(_("Only who does it, or who wrote it down, says that it ended."), _("Ask that bureau.")),
}
CONFLICTS: Mapping[str, Words] = {
    "action_ended": Words(_("This action has ended already.")),
    "pack_under_way": Words(_("This pack is being worked on."), _("Wait, or stop it.")),
    "nothing_under_way": Words(_("Nothing is being done with this pack.")),
    "nothing_left_to_do": Words(_("All that was begun with this pack has been done.")),
    "pack_not_read": Words(_("This pack has not been read to its end."), _("Go on reading it first.")),
    "pack_without_own": Words(
        _("There is no folder of your bureau in this pack."), _("Name your bureau's folder by its code.")
    ),
    "too_many_packs": Words(_("Too many of your packs lie here."), _("Throw one of them away first.")),
    "date_before": Words(
        _("The meeting before it in the series is later."), _("Choose a day that is not before that one."), "/held_on"
    ),
}
INVALID: Mapping[str, Words] = {
    "meeting_missing": Words(_("No meeting was chosen."), _("Choose one that your bureau holds."), "/meeting"),
    "pack_missing": Words(_("No file was chosen."), _("Choose the ZIP of the pack."), "/file"),
    "pack_too_large": Words(
        _("The pack is larger than what is opened here."), _("Hand it in as several packs of at most 128 MiB."), "/file"
    ),
    "pack_not_opened": Words(
        _("This is no ZIP archive that can be opened."),
        _("Put the folders of the bureaus, each named by its code, into one ZIP: at most 1000 files and 256 MiB."),
        "/file",
    ),
    "pack_without_bureaus": Words(
        _("There is no folder of a bureau in this archive."),
        _("Put the folders of the bureaus, each named by its code, into one ZIP."),
        "/file",
    ),
    "title_missing": Words(_("A title is missing."), _("Say in a few words what it is about."), "/title"),
    "text_missing": Words(_("A text is missing."), _("Write at least a sentence."), "/text"),
    "text_too_long": Words(_("The text is too long."), _("Shorten it."), "/text"),
    "reason_missing": Words(_("A reason is missing."), _("Say why, in a sentence."), "/reason"),
    "language_unknown": Words(
        _("The minutes are not written in one of these languages."),
        _("Choose among the languages that the pages are offered in."),
        "/languages",
    ),
    "bureaus_missing": Words(
        _("Nobody is asked to come."), _("Name at least one other bureau by its code."), "/bureaus"
    ),
    "bureau_unknown": Words(
        _("One of the bureaus named is not on the network."), _("Use the codes from the list of bureaus."), "/bureaus"
    ),
    "owner_not_invited": Words(
        _("The bureau that does it does not sit at this table."), _("Choose one that was invited."), "/owner"
    ),
    "readers_not_invited": Words(
        _("One of the bureaus that shall read it does not sit at this table."),
        _("Choose among those that were invited."),
        "/readers",
    ),
}


error_of = ProblemBook(refused=REFUSED, conflicts=CONFLICTS, invalid=INVALID).error


def require_caller(viewer: Viewer) -> None:
    """An officer who may bind the bureau calls a meeting and lays papers on its table."""
    require_verb(viewer, Verb.APPROVE)
    require_seat(viewer)


def require_seat(viewer: Viewer) -> None:
    """An officer who works on cases, for the bureau itself."""
    require_worker(viewer)
    if viewer.unit:
        raise error_of("through_the_bureau")
