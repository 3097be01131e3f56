"""The one algorithm of this node, as the interface describes algorithms."""

from typing import Any

from django.utils.translation import gettext as _

from interlace.core.matching import MODEL, Field
from interlace.screening.words import field_word

ALGORITHM = MODEL
ALGORITHMS = frozenset({MODEL, "best"})
"""What a client may name: this one, or whichever the server recommends."""


def feature_docs() -> dict[str, Any]:
    """What each sort of evidence is called."""
    return {
        each.value: {
            "description": _("{field}: bits for or against, by how rare the agreement is.").format(
                field=field_word(each.value)
            ),
            "coefficient": 1.0,
            "url": None,
        }
        for each in Field
    }
