"""Packages that stay with the node: made for a court, kept sealed, taken out whole or with parts closed.

A redacted copy carries the root and signature of the package that it is made of, so that one is kept. Both are put
together in memory, because no plain byte of an exhibit lies on the disk; what is too large for that is written by
`interlace evidence export` to a disk of the officer's choice.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Sum
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, matter_of_case
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.core.handling import Action
from interlace.core.ledger import JsonValue
from interlace.evidence import ledger_events
from interlace.evidence.bundle.memory import InMemory, in_memory
from interlace.evidence.bundle.redacting import Hidden, redact_bundle
from interlace.evidence.exporting import contents_of_case, log_package, write_package
from interlace.evidence.finding import exhibit_in, no_such_package, require_open
from interlace.evidence.models import Exhibit, KeptPackage
from interlace.evidence.sealing import content_of, key_of_case, sealed_object
from interlace.evidence.unfinished import file_beside_its_row
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.roles import Verb
from interlace.foundation.vault.envelopes import CHUNK_BYTES, ObjectKey
from interlace.screening.rules import require_verb

MOST_IN_MEMORY = 256 * 1024**2
"""Bytes of the exhibits of one package that a page or the API puts together."""


def make_package(
    viewer: Viewer, case_id: UUID | str, *, now: datetime, names: Collection[str] = (), consent: str = ""
) -> KeptPackage:
    """Put the exhibits of a case, or those named, into a package with everything said of them, and keep it sealed."""
    _require_small(viewer, case_id, names, now=now)
    with (
        file_beside_its_row() as place,
        contents_of_case(viewer, case_id, now=now, names=names, consent=consent) as (matter, case, contents),
        in_memory() as draft,
    ):
        written = write_package(draft.file, contents)
        package = KeptPackage(
            id=uuid4(),
            member=matter.member,
            case=case,
            exhibits=[str(each.fields["number"]) for each in contents.exhibits],
            left_out=dict(written.left_out),
            root=written.root,
            consent=consent.strip()[:300],
            size=draft.file.seek(0, 2),
            place=place,
            made=now,
            made_by=UUID(matter.id),
            made_by_name=matter.officer_name,
        )
        package.key = ObjectKey.made(package.id).wrapped(by=key_of_case(case))
        package.save(force_insert=True)
        sealed = sealed_object(package)
        sealed.create()
        for number, chunk in enumerate(draft.parts(CHUNK_BYTES)):
            sealed.put(number, chunk)
        log_package(matter, case, contents, written, now=now)
        return package


def take_package(viewer: Viewer, package_id: UUID, *, now: datetime, hidden: Hidden | None = None) -> bytes:
    """The package as it was made, or a copy with parts closed that checks under the same signature."""
    require_verb(viewer, Verb.EXPORT)
    case_id = case_of_package(viewer, package_id, now=now)
    with at_work(viewer, case_id, now=now, action=Action.EXPORT) as matter, in_memory() as original:
        package = KeptPackage.objects.select_related("case").get(pk=package_id)
        require_on(matter, package.case)
        for name in package.exhibits:
            require_open(exhibit_in(package.case, name))
        for chunk in content_of(package):
            original.file.write(chunk)
        original.file.flush()
        content = b"".join(original.parts(CHUNK_BYTES)) if hidden is None else _redacted(original, hidden)
        detail: dict[str, JsonValue] = {
            "package": str(package.id),
            "root": package.root,
            "parts_closed": hidden is not None,
        }
        log_on_case(ledger_events.PACKAGE_TAKEN, matter, package.case, now=now, detail=detail)
        return content


def packages_of(viewer: Viewer, case_id: UUID | str, *, now: datetime) -> list[KeptPackage]:
    """The packages of a case, the latest first."""
    matter, case = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        return list(KeptPackage.objects.filter(case=case).select_related("case").order_by("-made", "id"))


def package_of(viewer: Viewer, package_id: UUID, *, now: datetime) -> KeptPackage:
    """One package; `NotFound` where there is none for this viewer."""
    case_id = case_of_package(viewer, package_id, now=now)
    return next(each for each in packages_of(viewer, case_id, now=now) if each.id == package_id)


def case_of_package(viewer: Viewer, package_id: UUID, *, now: datetime) -> UUID:
    """The case that a package belongs to; `NotFound` when there is none for this viewer."""
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            cases = Case.objects.visible_to(matter)
            found = KeptPackage.objects.filter(id=package_id, case__in=cases).values_list("case", flat=True).first()
            if found is not None:
                return found
    raise no_such_package()


def _redacted(original: InMemory, hidden: Hidden) -> bytes:
    with in_memory() as copy:
        redact_bundle(original.path, copy.file, hidden)
        return b"".join(copy.parts(CHUNK_BYTES))


def _require_small(viewer: Viewer, case_id: UUID | str, names: Collection[str], *, now: datetime) -> None:
    matter, case = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        exhibits = Exhibit.objects.filter(case=case, sealed__isnull=False)
        if names:
            exhibits = exhibits.filter(id__in=[exhibit_in(case, name).id for name in names])
        if (exhibits.aggregate(size=Sum("size"))["size"] or 0) > MOST_IN_MEMORY:
            raise InvalidInput(
                _("A package made here holds at most {count} MiB.").format(count=MOST_IN_MEMORY // 1024**2),
                code="package_too_large_here",
                fix=_("Name fewer exhibits, or write the package with: interlace evidence export"),
            )
