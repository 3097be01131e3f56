"""Stories of exhibits without a defect, to be spoilt by the tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from interlace.core.custody import Entry, Step, chained

BEGAN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOLDERS = ("KR/ncb/custodian", "KR/lab/examiner", "TH/ncb/custodian", "TH/court/registry")
CONTENT = "ab" * 32


def entry(step: Step, *, giver: str, taker: str, minutes: int, **others: object) -> Entry:
    """An entry of one moment, signed by both sides."""
    at = BEGAN + timedelta(minutes=minutes)
    plain = Entry(
        exhibit="KR-2026-0117/E1",
        number=1,
        step=step,
        giver=giver,
        taker=taker,
        place="Incheon",
        given_at=at,
        taken_at=at,
        recorded_at=at,
        purpose="investigation",
        authority="warrant 2026-55",
        recorder=giver,
        signers=(taker,),
    )
    return replace(plain, **others)  # type: ignore[arg-type]  # the fields of an entry, by name


def linked(entries: list[Entry]) -> list[Entry]:
    """The entries as one chain."""
    chain: list[Entry] = []
    for each in entries:
        chain.append(chained(each, after=chain[-1] if chain else None))
    return chain


@st.composite
def stories(draw: st.DrawFn, *, least: int = 1) -> list[Entry]:
    """A seizure, then steps in which every hand-over is signed and nothing travels open."""
    holder = HOLDERS[0]
    story = [entry(Step.SEIZED, giver="the suspect", taker=holder, minutes=0, seal="S0", sha256=CONTENT)]
    kinds = st.sampled_from([Step.TRANSFERRED, Step.COPIED, Step.ANALYSED, Step.OPENED])
    is_open = False
    for minutes in range(1, draw(st.integers(least, 12))):
        step = Step.SEALED if is_open else draw(kinds)
        taker = draw(st.sampled_from(HOLDERS)) if step is Step.TRANSFERRED else holder
        seal = f"S{minutes}" if step is Step.SEALED else ""
        story.append(entry(step, giver=holder, taker=taker, minutes=minutes, seal=seal))
        holder, is_open = taker, step is Step.OPENED
    return linked(story)
