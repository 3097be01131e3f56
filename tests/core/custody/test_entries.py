"""The chain of entries: nothing in it can be changed, left out, doubled or moved without the place being named."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.core.custody.stories import stories

from interlace.core.custody import Entry, Step, entry_digest, first_break


@given(stories())
def test_a_chain_as_it_was_written_holds(story: list[Entry]) -> None:
    assert first_break(story) is None


@given(stories(least=3), st.data())
def test_a_changed_field_breaks_the_chain_behind_it(story: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(story) - 2))
    name = data.draw(st.sampled_from([field.name for field in fields(Entry)]))

    story[place] = changed(story[place], name)

    assert first_break(story) in {place + 1, place + 2}


@given(stories(least=3), st.data())
def test_an_entry_left_out_or_doubled_is_found_where_it_was(story: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(story) - 2))

    assert first_break(story[:place] + story[place + 1 :]) == place + 1
    assert first_break(story[: place + 1] + story[place:]) == place + 2


@given(stories(), st.sampled_from([field.name for field in fields(Entry)]))
def test_every_field_is_in_the_digest(story: list[Entry], name: str) -> None:
    assert entry_digest(changed(story[0], name)) != entry_digest(story[0])


def changed(entry: Entry, name: str) -> Entry:
    match getattr(entry, name):
        case datetime() as at:
            value: object = at + timedelta(microseconds=1)
        case int() as number:
            value = number + 1
        case Step() as step:
            value = Step.COPIED if step is not Step.COPIED else Step.SEALED
        case tuple() as signers:
            value = (*signers, "another")
        case text:
            value = f"{text}."
    return replace(entry, **{name: value})  # type: ignore[arg-type]  # a field of an entry, by name
