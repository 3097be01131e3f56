"""What is about to be signed, in the reader's words: every part of the difference in a line of its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.bureaus.people.models import ChangeKind
from interlace.bureaus.people.posts import Difference as Changed
from interlace.bureaus.people.words import NOTHING, value_text, what_changes
from interlace.bureaus.queries import members_by_code
from interlace.core.ledger import JsonValue
from interlace.facts.describing import COUNTRIES
from interlace.facts.pictures.kinds import PICTURES
from interlace.foundation.disclosure.models import label_from_terms
from interlace.foundation.identity.approvals.actions import Difference
from interlace.foundation.identity.models import Bureau
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.reader import Reader
from interlace.foundation.localize.words import country_name, purpose_name
from interlace.screening.pages.desk import label_of
from interlace.screening.words import GROUNDS, REVIEWS

# What the parts of a difference are called; a part without a word keeps its code.
_PARTS: Mapping[str, Promise] = {
    "asked": gettext_lazy("Bureaus asked"),
    "audience": gettext_lazy("Who may read"),
    "bureau": gettext_lazy("Office"),
    "cause": gettext_lazy("Why it has to be opened"),
    "codes": gettext_lazy("Reserved"),
    "dated": gettext_lazy("Dated"),
    "document": gettext_lazy("Written authorisation"),
    "due": gettext_lazy("Due"),
    "exhibit": gettext_lazy("Exhibit"),
    "ground": gettext_lazy("Ground"),
    "held": gettext_lazy("In quarantine"),
    "hit": gettext_lazy("Hit"),
    "kind": gettext_lazy("What it is about"),
    "lines": gettext_lazy("Lines"),
    "list": gettext_lazy("List, SHA-256"),
    "name": gettext_lazy("Name"),
    "officer": gettext_lazy("Officer"),
    "promised_by": gettext_lazy("Promised by"),
    "purpose": gettext_lazy("Purpose"),
    "purposes": gettext_lazy("Purposes"),
    "reason": gettext_lazy("Reason"),
    "records": gettext_lazy("Records"),
    "reference": gettext_lazy("Reference"),
    "release": gettext_lazy("Release"),
    "reviewed": gettext_lazy("What was signed, SHA-256"),
    "scan": gettext_lazy("Scan, SHA-256"),
    "sha256": gettext_lazy("SHA-256"),
    "signed_by": gettext_lazy("Signed by"),
    "subject": gettext_lazy("Id"),
    "text": gettext_lazy("Text"),
    "to": gettext_lazy("To"),
    "until": gettext_lazy("Until"),
    "username": gettext_lazy("User name"),
    "verdict": gettext_lazy("Review"),
    "whole": gettext_lazy("The whole file"),
}
# Codes that stand alone as the value of a part; what is no code stays as it is.
_CODES: Mapping[str, Mapping[str, Promise]] = {
    "ground": {code.value: word for code, word in GROUNDS.items()},
    "kind": dict(ChangeKind.choices),
    "verdict": REVIEWS,
}


def pairs_of(difference: Difference, *, reader: Reader) -> Iterator[tuple[str, str]]:
    """The difference in lines: what each part is called, and what it says."""
    yield from _lines(difference.content, (), reader)


def _lines(value: JsonValue, path: tuple[str, ...], reader: Reader) -> Iterator[tuple[str, str]]:
    name = path[-1] if path else ""
    if isinstance(value, Mapping):
        if "prop" in value and "value" in value:
            yield _field(value)
        elif "right" in value:
            yield _right(value, reader)
        elif name == "terms":
            yield _("Handling"), _sentence(value, reader)
        else:
            for key, inner in value.items():
                yield from _lines(inner, (*path, key), reader)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(inner, str) for inner in value):
            yield _part(name), ", ".join(_said(name, str(inner)) for inner in value) or "-"
            return
        for inner in value:
            yield from _lines(inner, path, reader)
    else:
        yield _part(name), "-" if value in {None, ""} else _said(name, str(value))


def _field(value: Mapping[str, Any]) -> tuple[str, str]:
    """A field of a record as it would leave; a picture by its digest, which is exactly that file's."""
    said = value["value"] if value["prop"] in PICTURES else value.get("original") or value["value"]
    if value["prop"] in COUNTRIES and (country := country_name(str(said))):
        said = f"{country} ({said})"
    return label_of(str(value.get("schema", "")), str(value["prop"])), str(said)


def _right(value: Mapping[str, Any], reader: Reader) -> tuple[str, str]:
    """One right of an officer or a unit: what it was, and what it would be."""
    what = str(value["right"])
    changed = Changed(what, value["so_far"], value["from_now_on"], widens=False)
    sides = [changed.before, changed.after]
    offices = {}
    if what == "bureau":
        named = Bureau.objects.filter(pk__in=[each for each in sides if each])
        offices = {str(each.pk): each.name for each in named}
    texts = [value_text(what, each, language=reader.language, offices=offices) for each in sides]
    return what_changes(changed, {}), " → ".join(text or NOTHING for text in texts)


def _sentence(terms: Mapping[str, Any], reader: Reader) -> str:
    """The terms as every page says them; the code below the lines holds each of them."""
    return handling_sentence(
        label_from_terms(dict(terms)),
        language=reader.language,
        member_names=members_by_code(),
        now=reader.now,
        zone=reader.zone,
    )


def _part(name: str) -> str:
    return str(_PARTS.get(name, name))


def _said(name: str, code: str) -> str:
    if name in {"purpose", "purposes"}:
        return purpose_name(code)
    return str(_CODES.get(name, {}).get(code, code))
