"""A signed list for one device, for when the line is down: digests of documents that the officer may take out.

What leaves is a digest and not a number, and it leaves the system: each document needs the rights to be found,
compared, read and exported, so that nothing under "no onward disclosure" or conditions lies on a device. Names are not
in it.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.identifiers.countries import issuers_of_zones
from interlace.core.ledger import canonical
from interlace.core.procedure.border_list import ENDS_AFTER, OLD_AFTER, SALT_BYTES, bits_for, device_list
from interlace.facts.models import Fact
from interlace.facts.registers import open_register
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Refused
from interlace.foundation.identity.roles import Verb
from interlace.foundation.vault.node import node_keys
from interlace.screening.border.lists import Lists, lists_in
from interlace.screening.checks.granted import granted_to
from interlace.screening.ledger_events import BORDER_LIST_TAKEN
from interlace.screening.register_records import copies_end, labels_in
from interlace.screening.rules import require_matter, require_verb

DOMAIN = b"interlace-border-list-1\0"
MOST_DOCUMENTS = 250_000
"""A megabyte of digests. A list that was cut off would say "not here" of what it never held."""
_KEY = "document:"
_KEY_END = "document;"
"""The next text after every key of a document: a range is looked up where a pattern is not."""


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list as the device keeps it: the text that was signed, and the signature (Ed25519)."""

    text: str
    signature: bytes
    count: int


@transaction.atomic
def take_list(viewer: Viewer, *, now: datetime) -> SignedList:
    """Make a list for the officer's device, from the lists that a scan asks.

    Raises `Refused` where there is nothing to take, or more than a device holds; a part of it would be a false list.
    """
    require_verb(viewer, Verb.CHECK)
    require_verb(viewer, Verb.EXPORT)
    require_matter(viewer)
    device = uuid4()
    with acting(viewer, Action.EXPORT, now=now) as context:
        with acting(viewer, Action.DISCOVER, now=now) as looking:
            asked, is_limited = lists_in(looking), granted_to(looking).reach.is_limited
        # What was granted in part, by place and field, cannot be said by digests.
        if is_limited:
            raise _nothing()
        documents: set[str] = set()
        labels: set[int] = set()
        for document, label in _documents(context, asked):
            documents.add(document)
            labels.add(label)
            if len(documents) > MOST_DOCUMENTS:
                raise Refused(
                    _("The lists hold more documents than a device keeps."),
                    code="list_too_long",
                    fix=_("Ask while the line is up."),
                )
        if not documents:
            raise _nothing()
        ends = _end(asked, labels, now=now)
        if ends <= now:
            raise _nothing()
        text = _text(viewer, asked, documents, ends=ends, now=now)
        record(
            BORDER_LIST_TAKEN,
            by=viewer.id,
            member=viewer.member,
            on=device,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"documents": len(documents), "until": ends.isoformat()},
        )
    return SignedList(text, node_keys().signer().sign(DOMAIN + text.encode()), len(documents))


def _nothing() -> Refused:
    text = _("No list holds a document that you may take out.")
    return Refused(text, code="no_list", fix=_("Ask while the line is up."))


def _documents(context: Acting, asked: Lists) -> Iterator[tuple[str, int]]:
    """Each document that a scan would find and the officer may take out, with its label."""
    viewer = context.viewer
    may = [
        context.permitted,
        *(
            book.permitted(viewer.person, action, purpose=viewer.purpose, now=context.now)
            for action in (Action.DISCOVER, Action.MATCH, Action.READ)
        ),
    ]
    if asked.asks_own:
        own = Fact.objects.visible_to(viewer, action=context.action).filter(originator=viewer.member)
        keyed = own.filter(key__gte=_KEY, key__lt=_KEY_END).values_list("key", "label_id")
        yield from ((key.removeprefix(_KEY), label) for key, label in keyed.iterator() if _permits(may, label))
    for register in asked.registers:
        allowed = [label for label in labels_in(register.folder) if _permits(may, label)]
        for entry in open_register(register.folder).under(allowed):
            yield from (
                (each.key.removeprefix(_KEY), entry.label) for each in entry.values if each.key.startswith(_KEY)
            )


def _permits(may: list[Permitted], label: int) -> bool:
    return all(each.permits(label) for each in may)


def _end(asked: Lists, labels: set[int], *, now: datetime) -> datetime:
    """A day, or the first end of a label in the list, or of a copy that has to be gone by a day."""
    copies = copies_end([each.id for each in asked.registers])
    return min([now + ENDS_AFTER, *copies, *(book.label(label).until for label in labels)])


def _text(viewer: Viewer, asked: Lists, documents: set[str], *, ends: datetime, now: datetime) -> str:
    # One salt and one width for the node and the class of sizes: lists laid beside each other say no more than one.
    salt = node_keys().keyed_digest("border-list", str(bits_for(len(documents))).encode())[:SALT_BYTES]
    listed = device_list(documents, salt=salt)
    return canonical(
        {
            "format": "interlace-border-list-1",
            "member": viewer.member,
            "purpose": viewer.purpose,
            "made": now.isoformat(),
            "old": min(now + OLD_AFTER, ends).isoformat(),
            "ends": ends.isoformat(),
            "lists": asked.count,
            "bits": listed.bits,
            "salt": base64.b64encode(listed.salt).decode(),
            "digests": base64.b64encode(listed.digests).decode(),
            "issuers": dict(issuers_of_zones()),
        }
    )
