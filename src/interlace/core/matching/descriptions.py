"""What is known of a person, organisation or thing, as the comparison takes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from interlace.core.dates import PartialDate
from interlace.core.names import Kind, NameForm, name_form

Value = TypeVar("Value")

Tag = str | int | None
"""Whatever the caller needs to find its fact again. It never changes a score."""

ORGANISATIONS = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})


@dataclass(frozen=True, slots=True)
class Tagged(Generic[Value]):
    """A value with the caller's own mark on it."""

    value: Value
    tag: Tag = None


@dataclass(frozen=True, slots=True)
class Description:
    """Everything about one subject that can be compared. Values are in normal form, identifiers are canonical keys."""

    schema: str
    names: tuple[Tagged[str], ...] = ()
    birth_dates: tuple[Tagged[PartialDate], ...] = ()
    identifiers: tuple[Tagged[str], ...] = ()
    countries: tuple[Tagged[str], ...] = ()
    genders: tuple[Tagged[str], ...] = ()
    addresses: tuple[Tagged[str], ...] = ()
    birth_places: tuple[Tagged[str], ...] = ()

    @classmethod
    def of(
        cls,
        schema: str,
        *,
        names: Iterable[str | Tagged[str]] = (),
        birth_dates: Iterable[PartialDate | Tagged[PartialDate]] = (),
        identifiers: Iterable[str | Tagged[str]] = (),
        countries: Iterable[str | Tagged[str]] = (),
        genders: Iterable[str | Tagged[str]] = (),
        addresses: Iterable[str | Tagged[str]] = (),
        birth_places: Iterable[str | Tagged[str]] = (),
    ) -> "Description":
        """A description from values with or without tags."""
        return cls(
            schema,
            names=_tagged(names),
            birth_dates=_tagged(birth_dates),
            identifiers=_tagged(identifiers),
            countries=_tagged(countries),
            genders=_tagged(genders),
            addresses=_tagged(addresses),
            birth_places=_tagged(birth_places),
        )

    @property
    def kind(self) -> Kind:
        """Whether its names are a person's or an organisation's."""
        return Kind.ORGANISATION if self.schema in ORGANISATIONS else Kind.PERSON

    def name_forms(self) -> tuple[tuple[NameForm, Tag], ...]:
        """Its names taken apart; names without any letter are left out."""
        forms = ((name_form(name.value, kind=self.kind), name.tag) for name in self.names)
        return tuple((form, tag) for form, tag in forms if form.tokens)


def _tagged(values: Iterable[Value | Tagged[Value]]) -> tuple[Tagged[Value], ...]:
    return tuple(value if isinstance(value, Tagged) else Tagged(value) for value in values)
