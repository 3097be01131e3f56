"""Who may do what with results, and what is wrong with what they enter, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from interlace.foundation.wording import ProblemBook, Words

REFUSED: Mapping[str, Words] = {
    "not_own_line": Words(
        _("Only the bureau that reported it corrects it."), _("Say to that bureau what you know otherwise.")
    ),
    "only_leader_publishes": Words(
        _("Only the bureau that leads this operation publishes its sheet."), _("Ask the bureau that leads it.")
    ),
}

CONFLICTS: Mapping[str, Words] = {
    "corrected_already": Words(
        _("This line has been corrected already."), _("Open the operation's results again and correct the later line.")
    ),
    "log_changed": Words(
        _("An earlier sheet cannot be counted again from the lines that you may read, so none is published beside it."),
        _("Let an officer publish who reads all that your bureau was shown of this operation."),
    ),
    "nothing_public": Words(
        _("No bureau lets anything be counted on a sheet for everybody yet."),
        _("Let each bureau say of its own lines that they may be counted there."),
    ),
    "counted_meanwhile": Words(
        _("Bureaus went on reporting while the sheet was being counted."), _("Publish again in a moment.")
    ),
    "nothing_to_tell": Words(
        _("Since the last sheet nothing has changed by five or more."),
        _("Let the last sheet stand: a smaller change would be told by taking one sheet from the other."),
    ),
}

INVALID: Mapping[str, Words] = {
    "kind_unknown": Words(_("There is no such kind of result."), _("Choose one of those that are offered."), "/kind"),
    "nobody_named": Words(
        _("Nobody and nothing is named."), _("Write one person or object a line, 500 at most."), "/named"
    ),
    "name_too_short": Words(
        _("A line has too few letters and digits to tell anybody apart."),
        _("Write a document's State and number, a name and a birth date, or a label, with ; between them."),
        "/named",
    ),
    "source_missing": Words(
        _("The source is missing."), _("Say from which report or list you have it, without a name."), "/source"
    ),
    "not_yet": Words(_("This lies in the future."), _("Give the time at which it happened."), "/at"),
    "long_before": Words(
        _("This lies long before the operation was opened."),
        _("Give the time at which it happened, no more than a month before."),
        "/at",
    ),
    "moment_wrong": Words(_("This is no time."), _("Write a day and a time of your zone."), "/at"),
    "amount_wrong": Words(
        _("Money held has one amount above zero and its currency, and nothing else has any."),
        _("Name one account, the amount and the currency, for example 2589000000 KRW."),
        "/amount",
    ),
    "line_unknown": Words(_("This names no line."), _("Choose one of those that are listed."), "/line"),
    "reason_missing": Words(_("A reason is missing."), _("Write a few words."), "/reason"),
    "pair_wrong": Words(
        _("These two cannot be the same."),
        _("Choose two lines of people, or two lines of accounts, that your bureau reads."),
        "/other",
    ),
    "origin_unknown": Words(
        _("There is nothing of this kind to take over."),
        _("Choose a place where people were received, or a case of your bureau."),
        "/of",
    ),
}


error_of = ProblemBook(refused=REFUSED, conflicts=CONFLICTS, invalid=INVALID).error
