"""Writes that can be sent again: the same Idempotency-Key has the same outcome for 24 hours.

Kept are the object's id and the status, never content: a repetition is rendered anew, under the rights of that moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import FieldProblem
from interlace.foundation.http.callers import OfficerRequest
from interlace.foundation.http.failures import KeyUsedOtherwise, Malformed, StillRunning
from interlace.foundation.http.models import Outcome
from interlace.foundation.vault.node import node_keys

HEADER = "Idempotency-Key"
KEY_LENGTH = 128
KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a write."""

    object_id: UUID
    status: int


def once(request: OfficerRequest, act: Callable[[], UUID], *, status: int = 201, body: bytes | None = None) -> Done:
    """Carry out the act, or say what came of it when the same request came first. The act gives its object's id.

    `body` stands for the request's own where that was read as a stream. Act and memory are one transaction.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return Done(act(), status)
    if not (0 < len(key) <= KEY_LENGTH and key.isascii() and key.isprintable()):
        raise Malformed(
            _("The Idempotency-Key cannot be used."),
            problems=[
                FieldProblem(f"header:/{HEADER}", "wrong_form", _("This takes 1 to 128 printable ASCII characters."))
            ],
        )
    route = f"{request.method} {request.path}".encode()
    key_digest = node_keys().keyed_digest("idempotency-key", route + b"\0" + key.encode())
    sent = request.body if body is None else body
    body_digest = node_keys().keyed_digest("idempotency-body", request.META["QUERY_STRING"].encode() + b"\0" + sent)
    done = _once(request.officer.pk, key_digest, body_digest, act, status=status)
    if bytes(done.body_digest) != body_digest:
        raise KeyUsedOtherwise(
            _("This Idempotency-Key came before with another body."), fix=_("Use a new key for a new request.")
        )
    return Done(UUID(done.object_id), done.status)


def once_until_done(officer: UUID, name: str, act: Callable[[], UUID]) -> UUID:
    """Begin what `name` tells, or say what was begun under it before: for a command that goes on where it was stopped.

    Whoever has finished says so with `note_done`; else it counts as unfinished for 24 hours.
    """
    begun = _once(officer, _digest_of_name(name), b"", act, status=0)
    return UUID(begun.object_id)


def note_done(officer: UUID, name: str) -> None:
    """What was begun under this name is finished: the next time it begins anew."""
    Outcome.objects.filter(officer=officer, key_digest=_digest_of_name(name)).delete()


def _digest_of_name(name: str) -> bytes:
    return node_keys().keyed_digest("idempotency-key", b"command\0" + name.encode())


def _once(officer: UUID, key_digest: bytes, body_digest: bytes, act: Callable[[], UUID], *, status: int) -> Outcome:
    with transaction.atomic():
        _hold(officer, key_digest)
        kept = _kept(officer, key_digest)
        if kept is not None:
            return kept
        return Outcome.objects.create(
            officer=officer,
            key_digest=key_digest,
            body_digest=body_digest,
            status=status,
            object_id=str(act()),
            created=timezone.now(),
        )


def _hold(officer: UUID, key_digest: bytes) -> None:
    """Keep a second request with the same key out until this transaction ends, however it ends."""
    number = int.from_bytes(node_keys().keyed_digest("idempotency-lock", officer.bytes + key_digest)[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise StillRunning(_("The same request is still being carried out."), fix=_("Ask again in a second."))


def _kept(officer: UUID, key_digest: bytes) -> Outcome | None:
    Outcome.objects.filter(officer=officer, created__lt=timezone.now() - KEPT).delete()
    return Outcome.objects.filter(officer=officer, key_digest=key_digest).first()
