"""What is wrong with exhibits and their custody, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.custody import Defect, Step
from interlace.evidence.acquiring import Method
from interlace.evidence.checking import Flaw
from interlace.evidence.exporting import LeftOut

DEFECT_WORDS: Mapping[Defect, Promise] = {
    Defect.NO_BEGINNING: _("The story does not say how it came into custody."),
    Defect.BEGINS_AGAIN: _("It comes into custody a second time."),
    Defect.HOLDER_GAP: _("Somebody else held it before than is said here."),
    Defect.TIME_GAP: _("Nobody is named for the time between giving and taking."),
    Defect.OVERLAP: _("Two people held it at the same time."),
    Defect.UNKNOWN_HOLDER: _("Its holder is not on record."),
    Defect.SILENT_HAND_OVER: _("It changed hands without a hand-over."),
    Defect.ONE_SIGNATURE: _("The hand-over is not signed by both."),
    Defect.SEAL_CHANGED: _("The seal is another one, and no opening is recorded."),
    Defect.TRAVELLED_OPEN: _("It was handed over unsealed."),
    Defect.DIGEST_DIFFERS: _("Its content is not what it was at the beginning."),
    Defect.AFTER_THE_END: _("Something happens after its custody ended."),
    Defect.AHEAD_OF_CLOCK: _("It was recorded before it happened."),
    Defect.NO_AUTHORITY: _("No authority is named."),
}

FLAW_WORDS: Mapping[Flaw | None, Promise] = {
    None: _("as it was sealed"),
    Flaw.ALTERED: _("altered"),
    Flaw.MISSING: _("missing"),
}

STEP_WORDS: Mapping[Step, Promise] = {
    Step.SEIZED: _("seized"),
    Step.RECEIVED: _("received"),
    Step.SEALED: _("put under seal"),
    Step.TRANSFERRED: _("handed over"),
    Step.OPENED: _("opened"),
    Step.COPIED: _("copied"),
    Step.ANALYSED: _("analysed"),
    Step.RETURNED: _("given back"),
    Step.DESTROYED: _("destroyed"),
}

METHOD_WORDS: Mapping[Method, Promise] = {
    Method.LOGICAL: _("logical extraction"),
    Method.FILE_SYSTEM: _("copy of the file system"),
    Method.PHYSICAL: _("physical image"),
    Method.CLOUD: _("from a cloud service"),
    Method.SCREENSHOT: _("screenshot"),
    Method.PROVIDER: _("answer of a provider"),
    Method.COPY: _("copy of a file"),
    Method.PAPER: _("scan of paper"),
}

LEFT_OUT_WORDS: Mapping[LeftOut, Promise] = {
    LeftOut.QUARANTINE: _("lies in quarantine"),
    LeftOut.IN_ERROR: _("was handed over in error"),
    LeftOut.INCOMPLETE: _("is still being taken in"),
}

ABOUT_LEFT_OUT = "case/left_out/*"
"""What a package of a whole case says of exhibits that are not in it."""

STATEMENT_WORDS: Mapping[str, Promise] = {
    "exhibits/*/acquired/operator": _("who took it"),
    "exhibits/*/acquired/place": _("where it was taken"),
    "exhibits/*/acquired/source": _("whom it was taken from"),
    "exhibits/*/acquired/device": _("the device"),
    "exhibits/*/file_name": _("the names of the files"),
    "exhibits/*/custody/*": _("the custody"),
    ABOUT_LEFT_OUT: _("which exhibits were left out, and why"),
}
"""What a page offers to close in a copy, by the names in `fields.ndjson`; the command and the API close any."""
