"""What a picture shows. A picture is stated by a fact whose property says its kind and whose value is its digest."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PictureKind(StrEnum):
    """What two officers lay side by side."""

    PHOTOGRAPH = "photograph"
    FINGERPRINT = "fingerprint"
    DOCUMENT_SCAN = "documentScan"


KIND_WORDS: Mapping[PictureKind, Promise] = {
    PictureKind.PHOTOGRAPH: _("Photograph"),
    PictureKind.FINGERPRINT: _("Fingerprint"),
    PictureKind.DOCUMENT_SCAN: _("Scan of a document"),
}

PICTURES = frozenset(kind.value for kind in PictureKind)
"""The properties that state a picture."""

DIGEST_PREFIX = "sha256:"
