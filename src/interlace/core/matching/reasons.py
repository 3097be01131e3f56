"""Every reason that a comparison can give. The edge words them; nothing else may ever be given."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from interlace.core.matching.descriptions import Tag
from interlace.core.matching.weights import CURRENT


class Field(StrEnum):
    """The row of the comparison that a reason stands in."""

    SCHEMA = "schema"
    NAME = "name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    NATIONALITY = "nationality"
    GENDER = "gender"
    ADDRESS = "address"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    EMAIL = "email"
    DOCUMENT = "document"
    WALLET = "wallet"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class ReasonKind:
    """Where a reason belongs and which parameters its sentence needs."""

    field: Field
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against, in bits, with the tags of the facts that it rests on.

    Parameters never hold a value of either side: they may be shown to both.
    """

    code: str
    field: Field
    bits: float
    left_tags: tuple[Tag, ...] = ()
    right_tags: tuple[Tag, ...] = ()
    params: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)

    def mirrored(self) -> "Reason":
        """The same reason seen from the other side."""
        return Reason(self.code, self.field, self.bits, self.right_tags, self.left_tags, self.params)


_IDENTIFIER_FIELDS: Mapping[str, Field] = {
    "phone": Field.PHONE,
    "email": Field.EMAIL,
    "document": Field.DOCUMENT,
    "wallet": Field.WALLET,
    "account": Field.ACCOUNT,
    "iban": Field.ACCOUNT,
    "card": Field.ACCOUNT,
}

REASONS: Mapping[str, ReasonKind] = {
    "schema_differs": ReasonKind(Field.SCHEMA),
    "name_identical": ReasonKind(Field.NAME),
    "name_identical_after_romanising": ReasonKind(Field.NAME),
    "name_close": ReasonKind(Field.NAME),
    "name_close_after_romanising": ReasonKind(Field.NAME),
    "name_differs": ReasonKind(Field.NAME),
    "name_part_differs": ReasonKind(Field.NAME),
    "name_part_missing": ReasonKind(Field.NAME),
    "name_one_part_only": ReasonKind(Field.NAME),
    "name_order_differs": ReasonKind(Field.NAME),
    "name_not_given": ReasonKind(Field.NAME),
    "surname_common": ReasonKind(Field.SURNAME, ("country",)),
    "given_name_common": ReasonKind(Field.GIVEN_NAME, ("country",)),
    "name_word_common": ReasonKind(Field.NAME),
    "birth_date_identical": ReasonKind(Field.BIRTH_DATE),
    "birth_date_identical_after_era": ReasonKind(Field.BIRTH_DATE),
    "birth_date_identical_first_of_january": ReasonKind(Field.BIRTH_DATE),
    "birth_month_identical": ReasonKind(Field.BIRTH_DATE),
    "birth_year_identical": ReasonKind(Field.BIRTH_DATE),
    "birth_year_close": ReasonKind(Field.BIRTH_DATE),
    "birth_date_day_and_month_swapped": ReasonKind(Field.BIRTH_DATE),
    "birth_date_one_digit_differs": ReasonKind(Field.BIRTH_DATE),
    "birth_date_differs": ReasonKind(Field.BIRTH_DATE),
    "birth_year_differs": ReasonKind(Field.BIRTH_DATE),
    "birth_date_not_given": ReasonKind(Field.BIRTH_DATE),
    "birth_place_identical": ReasonKind(Field.BIRTH_PLACE),
    "birth_place_close": ReasonKind(Field.BIRTH_PLACE),
    "nationality_identical": ReasonKind(Field.NATIONALITY),
    "nationality_differs": ReasonKind(Field.NATIONALITY),
    "nationality_not_given": ReasonKind(Field.NATIONALITY),
    "gender_identical": ReasonKind(Field.GENDER),
    "gender_differs": ReasonKind(Field.GENDER),
    "address_identical": ReasonKind(Field.ADDRESS),
    "address_close": ReasonKind(Field.ADDRESS),
    "identifier_identical": ReasonKind(Field.IDENTIFIER),
    **{
        f"{kind}_identical": ReasonKind(_IDENTIFIER_FIELDS.get(kind, Field.IDENTIFIER))
        for kind in CURRENT.facts.identifiers
    },
}
