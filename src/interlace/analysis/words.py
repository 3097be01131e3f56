"""The words for links, certainties and kinds of things on a chart."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlace.core.charting import Certainty, Kind, Link, Word
from interlace.facts.field_words import THINGS

_LINKS: Mapping[str, Promise] = {
    Word.USES: pgettext_lazy("link on a chart", "uses"),
    Word.HOLDS: pgettext_lazy("link on a chart", "has"),
    Word.SAME: pgettext_lazy("link on a chart", "the same as"),
    Word.ALIKE: pgettext_lazy("link on a chart", "like"),
    "holder": pgettext_lazy("link on a chart", "has"),
    "owner": pgettext_lazy("link on a chart", "has"),
    "Ownership": pgettext_lazy("link on a chart", "owns"),
    "Directorship": pgettext_lazy("link on a chart", "directs"),
    "Employment": pgettext_lazy("link on a chart", "works for"),
    "Membership": pgettext_lazy("link on a chart", "belongs to"),
    "Payment": pgettext_lazy("link on a chart", "pays"),
    "Debt": pgettext_lazy("link on a chart", "owes"),
    "Representation": pgettext_lazy("link on a chart", "acts for"),
    "Family": pgettext_lazy("link on a chart", "related to"),
    "Associate": pgettext_lazy("link on a chart", "knows"),
    "UnknownLink": pgettext_lazy("link on a chart", "linked to"),
}
CERTAINTY_WORDS: Mapping[Certainty, Promise] = {
    Certainty.CONFIRMED: gettext_lazy("Confirmed"),
    Certainty.UNCONFIRMED: gettext_lazy("Not confirmed"),
    Certainty.TENTATIVE: gettext_lazy("Tentative"),
}


def link_word(link: Link) -> str:
    """What a link says, from its first end to its other, with what it says of itself."""
    word = word_of_link(link.word)
    return _("{word}: {detail}").format(word=word, detail=link.detail) if link.detail else word


def word_of_link(word: str) -> str:
    """The word alone, by its name in FollowTheMoney or `Word`."""
    return str(_LINKS.get(word, _LINKS["UnknownLink"]))


def kind_word(kind: Kind) -> str:
    """What a thing is."""
    return str(THINGS[kind].name)


def icon_of(kind: Kind) -> str:
    """The icon of a kind of thing."""
    return THINGS[kind].icon
