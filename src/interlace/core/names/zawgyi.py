"""Burmese text in the Zawgyi font's encoding, put into Unicode.

Zawgyi keeps letters in the order they are drawn and uses code points that mean something else in Unicode, so a name
typed with it looks right to its author and is gibberish to everybody else. The original stays as it was sent; the
conversion stands beside it. Source: the charts of the Zawgyi-One font (2008) against Unicode 15.1, block Myanmar;
written for this project (2026-11).
"""

import re
from collections.abc import Mapping

# What in Unicode's order no writer produces: a vowel or a medial before its consonant, a virama that stacks nothing.
_BEFORE_ITS_CONSONANT = re.compile(
    "(?<![\u1000-\u1021\u103b-\u103f\u104e-\u1097])\u1031|(?<![\u1000-\u1021\u104e-\u1097])\u103b"
)
_BARE_VIRAMA = re.compile("\u1039(?![\u1000-\u1021])")
# In Unicode these are letters of Karen and Mon; after a Burmese consonant they are Zawgyi's stacked forms.
_STACKED_FORMS = re.compile("[\u1000-\u1021][\u1060-\u1074\u1085\u1093\u1096]")

_LETTERS: Mapping[str, str] = {
    "\u106a": "\u1009", "\u106b": "\u100a", "\u108f": "\u1014", "\u1090": "\u101b", "\u1086": "\u103f",
    "\u1033": "\u102f", "\u1034": "\u1030", "\u1094": "\u1037", "\u1095": "\u1037",
    "\u1039": "\u103a", "\u103a": "\u103b", "\u107d": "\u103b", "\u103c": "\u103d", "\u103d": "\u103e",
    "\u1087": "\u103e", "\u1088": "\u103e\u102f", "\u1089": "\u103e\u1030", "\u108a": "\u103d\u103e",
    "\u105a": "\u102b\u103a", "\u108e": "\u102d\u1036",
    **dict.fromkeys("ျၾၿႀႁႂႃႄ", "ြ"),
    "\u1060": "\u1039\u1000", "\u1061": "\u1039\u1001", "\u1062": "\u1039\u1002", "\u1063": "\u1039\u1003",
    "\u1065": "\u1039\u1005", "\u1066": "\u1039\u1006", "\u1067": "\u1039\u1006", "\u1068": "\u1039\u1007",
    "\u1069": "\u1039\u1008", "\u106c": "\u1039\u100b", "\u106d": "\u1039\u100c", "\u1070": "\u1039\u100f",
    "\u1071": "\u1039\u1010", "\u1072": "\u1039\u1010", "\u1073": "\u1039\u1011", "\u1074": "\u1039\u1011",
    "\u1075": "\u1039\u1012", "\u1076": "\u1039\u1013", "\u1077": "\u1039\u1014", "\u1078": "\u1039\u1015",
    "\u1079": "\u1039\u1016", "\u107a": "\u1039\u1017", "\u107b": "\u1039\u1018", "\u1093": "\u1039\u1018",
    "\u107c": "\u1039\u1019", "\u1085": "\u1039\u101c", "\u1096": "\u1039\u1010\u103d",
    "\u106e": "\u100d\u1039\u100d", "\u106f": "\u100d\u1039\u100e", "\u1091": "\u100f\u1039\u100d",
    "\u1092": "\u100b\u1039\u100c", "\u1097": "\u100b\u1039\u100b",
}  # fmt: skip
_KINZI, _KINZI_MARK = "\u1004\u103a\u1039", "\ue000"
# Kinzi is written after its consonant, alone or in one sign with a vowel.
_KINZIS: Mapping[str, str] = {"\u1064": "", "\u108b": "\u102d", "\u108c": "\u102e", "\u108d": "\u1036"}
_WITH_KINZI = re.compile("(\u1031?[\u103b\u107e-\u1084]?[\u1000-\u1021])([\u1064\u108b-\u108d])")
_TABLE = str.maketrans(dict(_LETTERS))
# After the table: vowel e and medial ra, drawn before the consonant, then the consonant with what hangs below it.
_DRAWN_BEFORE = re.compile("(\u1031?)(\u103c?)([\u1000-\u1021](?:\u1039[\u1000-\u1021])?)([\u103b\u103d\u103e]*)")
_MARKS = re.compile("[\u102b-\u1038\u103a]{2,}")
# Signs after the medials, in Unicode's order of storing.
_SIGNS_IN_ORDER = "\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u103a\u1036\u1037\u1038"
_PLACES = {sign: place for place, sign in enumerate(_SIGNS_IN_ORDER)}


def is_zawgyi(text: str) -> bool:
    """Whether Burmese text can only have been typed in Zawgyi; what both encodings allow counts as Unicode."""
    return any(pattern.search(text) for pattern in (_BEFORE_ITS_CONSONANT, _BARE_VIRAMA, _STACKED_FORMS))


def in_unicode(text: str) -> str:
    """The text in Unicode if it was typed in Zawgyi, else unchanged."""
    return _converted(text) if not text.isascii() and is_zawgyi(text) else text


def _converted(text: str) -> str:
    mapped = _WITH_KINZI.sub(_kinzi_first, text).translate(_TABLE)
    stored = _DRAWN_BEFORE.sub(_stored, mapped).replace(_KINZI_MARK, _KINZI)
    in_order = _MARKS.sub(lambda signs: "".join(sorted(signs[0], key=lambda sign: _PLACES.get(sign, 9))), stored)
    return in_order.replace("\u1025\u102e", "\u1026").replace("\u1025\u103a", "\u1009\u103a")


def _kinzi_first(match: re.Match[str]) -> str:
    return _KINZI_MARK + match[1] + _KINZIS[match[2]]


def _stored(match: re.Match[str]) -> str:
    vowel, medial_ra, consonant, medials = match.groups()
    ordered = "".join(sorted(medials + medial_ra))
    return f"{consonant}{ordered}{vowel}"
