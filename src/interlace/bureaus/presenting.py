"""What the pages of the directory and of the register show. A view fills these; the templates read nothing else."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownField, Trail


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach an office."""

    label: str
    address: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One entry of the directory."""

    member: str
    kind: str
    name: str
    covers: str
    hours: str
    languages: str
    ways: tuple[Way, ...]
    note: str
    verified: str
    is_due: bool
    edit_url: str = ""
    verify_url: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """How bureaus are reached."""

    summary: str
    lead: str
    handling: str
    search: tuple[ShownField, ...]
    rows: tuple[ContactRow, ...]
    notices: tuple[Notice, ...] = ()
    more: str = ""
    new_url: str = ""
    file_url: str = ""
    take_in_url: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """An entry or an offer of the own bureau, to be written."""

    trail: tuple[Trail, ...]
    title: str
    lead: str
    handling: str
    fields: tuple[ShownField, ...]
    submit: str
    notices: tuple[Notice, ...] = ()
    remove_url: str = ""
    remove: str = ""


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What one bureau offers the reader."""

    member: str
    kind: str
    languages: str
    detail: str
    contact: str
    valid: str
    audience: str = ""
    """Said of the own bureau's offers alone."""
    is_ending: bool = False
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """What bureaus offer each other."""

    summary: str
    lead: str
    handling: str
    search: tuple[ShownField, ...]
    rows: tuple[OfferRow, ...]
    notices: tuple[Notice, ...] = ()
    more: str = ""
    new_url: str = ""
