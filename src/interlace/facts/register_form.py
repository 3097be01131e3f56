"""What officers type to load a list as a register, read into the terms of the register."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from interlace.facts.models import Register
from interlace.facts.registers.loading import Authorisation, RegisterTerms
from interlace.foundation.errors import InvalidInput

NEW = "+"
"""Stands in the list of registers for one that is made with this file. No name may be written like it."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """The register as it is typed. Without a name the rows become single facts."""

    choice: str = ""
    """The name of a register of one's own bureau, `NEW`, or nothing."""
    new_name: str = ""
    title: str = ""
    legal_effect: str = ""
    source: str = ""
    is_interpol: bool = False
    authorised_by: str = ""
    authorised_for: str = ""
    delete_by: str = ""

    @classmethod
    def of(cls, posted: QueryDict) -> Self:
        """As it was sent."""

        def typed(field: str, most: int) -> str:
            return str(posted.get(field, "")).strip()[:most]

        return cls(
            choice=typed("register", 64),
            new_name=typed("register_name", 64),
            title=typed("register_title", 160),
            legal_effect=typed("legal_effect", 2000),
            source=typed("register_source", 255),
            is_interpol=typed("is_interpol", 3) == "yes",
            authorised_by=typed("authorised_by", 160),
            authorised_for=typed("authorised_for", 32),
            delete_by=typed("delete_by", 10),
        )

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> Self:
        """As a draft remembers it."""
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    @property
    def is_wanted(self) -> bool:
        """Whether the file becomes a version of a register."""
        return bool(self.choice)

    @property
    def name(self) -> str:
        """Which register it becomes a version of."""
        return self.new_name if self.choice == NEW else self.choice

    def terms(self, known: Register | None) -> RegisterTerms:
        """The register as the actions take it: what is not typed stays as the register has it."""
        if not _NAME.fullmatch(self.name):
            raise InvalidInput(
                _("The register has no name."),
                fix=_("Give it a short name of letters without accents, digits, full stops and hyphens."),
            )
        kept = known.authorisation if known is not None else None
        return RegisterTerms(
            name=self.name,
            title=self.title or (known.title if known is not None else self.name),
            legal_effect=self.legal_effect or (known.legal_effect if known is not None else ""),
            source=self.source or (known.source if known is not None else ""),
            is_interpol=self.is_interpol or kept is not None,
            authorisation=self._authorisation() or (Authorisation.from_json(kept) if kept else None),
        )

    def _authorisation(self) -> Authorisation | None:
        if not (self.authorised_by and self.authorised_for and self.delete_by):
            return None
        try:
            return Authorisation(self.authorised_by, self.authorised_for, date.fromisoformat(self.delete_by))
        except ValueError:
            raise InvalidInput(_("The day of deletion cannot be read."), fix=_("Enter a day.")) from None
