"""The handling sentence: who may know or read, for what, until when, and what needs the owner's consent.

It is generated from the label and from nothing else, so that it says neither more nor less than the disclosure rule
does (`docs/concepts/originator-control.md`). Whoever may only learn that a hit exists is told its own part alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from interlace.core.handling import KNOWN_CODES, LIFE, Code, HitMode, Label
from interlace.foundation.localize.formats import day_text, list_text, time_text
from interlace.foundation.localize.words import purpose_phrase

_UTC = ZoneInfo("UTC")


def handling_sentence(
    label: Label,
    *,
    language: str,
    member_names: Mapping[str, str],
    now: datetime,
    viewer_member: str | None = None,
    conditions: Sequence[str] = (),
    zone: ZoneInfo = _UTC,
) -> str:
    """Say in the reader's language what the label allows, as this viewer's member may know it.

    Without a viewer it is said as to the sole originator. `conditions` are the originator's texts behind code C,
    `zone` is the reader's: an hour at which the label ends is told there.
    """
    with override(language):
        return " ".join(
            _Speaker(label, language, member_names, now, viewer_member, tuple(conditions), zone).sentences()
        )


def until_text(until: datetime, *, zone: ZoneInfo, language: str) -> str:
    """The last day of use. What ends at midnight, the reader's or UTC, was good for the day before."""
    for midnight_of in (zone, _UTC):
        end = until.astimezone(midnight_of)
        if end.time() == time.min or end.time() >= time(23, 59):
            return day_text((end - timedelta(microseconds=1)).date(), language=language)
    day = day_text(until.astimezone(zone).date(), language=language)
    return _("{day}, {time}").format(day=day, time=time_text(until, zone=zone))


@dataclass(frozen=True, slots=True)
class _Speaker:
    label: Label
    language: str
    names: Mapping[str, str]
    now: datetime
    viewer: str | None
    conditions: tuple[str, ...]
    zone: ZoneInfo

    def sentences(self) -> Iterator[str]:
        if not self._is_owner and self.viewer not in self._readers | self._finders:
            yield _("Not found, or not for you.")
        elif ended := self._ended():
            yield ended
        elif not self._is_owner and self.viewer not in self._readers:
            yield from self._for_a_seeker()
        else:
            yield from self._who()
            yield from self._searches()
            yield from self._narrowings()
            yield from self._reservations()
            yield from self._closing()

    @property
    def _is_owner(self) -> bool:
        return len(self.label.origins) == 1 and (self.viewer is None or self.label.origins == {self.viewer})

    @property
    def _unknown_codes(self) -> frozenset[str]:
        return self.label.codes - KNOWN_CODES

    @property
    def _readers(self) -> frozenset[str]:
        """The members that may read beside a sole originator; a code that is not known leaves nobody."""
        if self._unknown_codes:
            return frozenset()
        sole = self.label.origins if len(self.label.origins) == 1 else frozenset[str]()
        return self.label.audience - self.label.deny - sole

    @property
    def _finders(self) -> frozenset[str]:
        """The members that may only learn that something exists."""
        # What is released for saving a life alone can be read for that, and is not found by searching.
        if self._unknown_codes or not self.label.purposes or self.label.hit in {HitMode.NONE, HitMode.SILENT}:
            return frozenset()
        sole = self.label.origins if len(self.label.origins) == 1 else frozenset[str]()
        return self.label.seekers - self.label.deny - self._readers - sole

    def _ended(self) -> str:
        if not self.label.live:
            return ngettext(
                "{owner} has withdrawn this. Nobody may use it.",
                "{owner} have withdrawn this. Nobody may use it.",
                len(self.label.origins),
            ).format(owner=self._owners)
        if self.now >= self.label.until:
            return _("This ended on {day}. Nobody may use it any more.").format(day=self._until)
        if not self.label.purposes and not self.label.life:
            return _("No purpose is named, so nobody may use this.")
        if len(self.label.origins) != 1 and not self._readers | self._finders:
            return _("Nobody may read this: its owners allow no common reader.")
        return ""

    def _who(self) -> Iterator[str]:
        readers, finders = self._readers, self._finders
        places = {
            "owner": self._owners,
            "readers": self._members(readers),
            "finders": self._members(finders),
            "purposes": self._purposes,
            "until": self._until,
        }
        if Code.EYES_ONLY in self.label.codes:
            yield _("Only the persons whom {owner} has named may read this, for {purposes}, until {until}.").format(
                **places
            )
            return
        if readers:
            yield ngettext(
                "{readers} may read this, for {purposes}, until {until}.",
                "{readers} may read this, for {purposes}, until {until}.",
                len(readers),
            ).format(**places)
        elif finders:
            yield ngettext(
                "{finders} may know that a possible hit exists, for {purposes}, until {until}.",
                "{finders} may know that a possible hit exists, for {purposes}, until {until}.",
                len(finders),
            ).format(**places)
            yield _("Only {owner} can read the facts.").format(**places)
            return
        else:
            yield _("Only {owner} may read this, for {purposes}, until {until}.").format(**places)
        # A reader may pass on among the readers, so it must know them. Who may only seek is nothing it could act on.
        if finders and self._is_owner:
            yield ngettext(
                "{finders} may only know that a possible hit exists.",
                "{finders} may only know that a possible hit exists.",
                len(finders),
            ).format(**places)

    def _for_a_seeker(self) -> Iterator[str]:
        places = {"owner": self._owners, "purposes": self._purposes, "until": self._until}
        if Code.EYES_ONLY in self.label.codes:
            yield _(
                "Only the persons whom {owner} has named may know that a possible hit exists, for {purposes},"
                " until {until}."
            ).format(**places)
        else:
            yield ngettext(
                "{finders} may know that a possible hit exists, for {purposes}, until {until}.",
                "{finders} may know that a possible hit exists, for {purposes}, until {until}.",
                1,
            ).format(finders=self._members([self.viewer or ""]), **places)
        yield _("Ask {owner} for more.").format(**places)

    def _searches(self) -> Iterator[str]:
        others = (self.label.seekers | self.label.audience) - self.label.origins
        if self._unknown_codes or not others:
            return
        if self.label.hit is HitMode.NONE:
            yield _("No search finds it.")
        elif self.label.hit is HitMode.SILENT and self._is_owner:
            yield _("A search by others shows nothing; {owner} is told that they asked.").format(owner=self._owners)

    def _narrowings(self) -> Iterator[str]:
        if self._unknown_codes:
            yield _("It carries a handling code that this version does not know, so nobody else sees it.")
        if self.label.level:
            yield _("Clearance level {level} or higher is needed.").format(level=self.label.level)
        if self.label.rooms:
            rooms = list_text(sorted(self.label.rooms), language=self.language)
            yield _("Only those who work in {rooms} may see it.").format(rooms=rooms)
        if self.label.life and LIFE not in self.label.purposes and self.label.purposes and self._readers:
            yield _("To save a life it may be read at once; {owner} is then told.").format(owner=self._owners)

    def _reservations(self) -> Iterator[str]:
        places = {"owner": self._owners}
        if Code.CONDITIONS in self.label.codes:
            yield _("Every use beyond reading needs the consent of {owner} first.").format(**places)
            if self.conditions:
                yield _("Conditions: {texts}.").format(texts="; ".join(self.conditions))
        elif acts := self._reserved_acts():
            listed = list_text(acts, language=self.language, style="or")
            yield _("Without asking {owner}, this may not be {acts}.").format(acts=listed, **places)
        if self._readers and not {Code.CONDITIONS, Code.NO_ONWARD, Code.EYES_ONLY} & self.label.codes:
            if len(self._readers | self.label.origins) > 2:
                yield _("It may be passed on among these bureaus, to anybody else only after asking {owner}.").format(
                    **places
                )
            else:
                yield _("It may be passed on to others only after asking {owner}.").format(**places)

    def _reserved_acts(self) -> list[str]:
        """The acts that the codes reserve, in the words that end the sentence."""
        codes = self.label.codes
        acts = []
        if Code.NO_PROCEEDINGS in codes:
            acts.append(pgettext("act that needs consent", "used in court"))
        if codes & {Code.NO_ONWARD, Code.EYES_ONLY}:
            acts += [pgettext("act that needs consent", "passed on"), pgettext("act that needs consent", "exported")]
        if codes & {Code.NO_MATCHING, Code.EYES_ONLY}:
            acts.append(pgettext("act that needs consent", "compared automatically"))
        return acts

    def _closing(self) -> Iterator[str]:
        if not self._is_owner:
            return
        if self.label.deny:
            yield _("Never for {bureaus}.").format(bureaus=self._members(self.label.deny))
        if self._readers | self._finders:
            yield _("Nobody else learns anything.")
        elif not self._unknown_codes and self.label.hit is not HitMode.SILENT:
            yield _("For everybody else it does not exist.")

    @property
    def _owners(self) -> str:
        return self._members(self.label.origins)

    @property
    def _purposes(self) -> str:
        # With no purpose of its own, what its owner pre-released for life alone remains.
        codes = self.label.purposes or {LIFE}
        return list_text([purpose_phrase(code) for code in sorted(codes)], language=self.language, style="or")

    @property
    def _until(self) -> str:
        return until_text(self.label.until, zone=self.zone, language=self.language)

    def _members(self, codes: Iterable[str]) -> str:
        return list_text([self.names.get(code, code) for code in sorted(codes)], language=self.language)
