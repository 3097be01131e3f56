"""Fields that are shown one by one keep their root, whatever is closed; whatever is altered loses it."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from interlace.core.custody import ClosedField, OpenedField, closed, root_of_fields, sealed_fields

records = st.dictionaries(
    st.text(max_size=12), st.integers() | st.text(max_size=20) | st.none(), min_size=1, max_size=20
)


def salt_of(pointer: str) -> bytes:
    return hashlib.sha256(b"test" + pointer.encode()).digest()


@given(records, st.data())
def test_whatever_is_closed_the_root_stays(record: dict[str, int | str | None], data: st.DataObject) -> None:
    fields = sealed_fields(record, salt_of=salt_of)
    hidden = data.draw(st.sets(st.sampled_from(sorted(record))))

    shown = closed(fields, shown=lambda pointer: pointer not in hidden)

    assert root_of_fields(shown) == root_of_fields(fields)
    assert {field.pointer for field in shown if isinstance(field, OpenedField)} == set(record) - hidden


@given(records, st.data())
def test_an_altered_field_changes_the_root(record: dict[str, int | str | None], data: st.DataObject) -> None:
    pointer = data.draw(st.sampled_from(sorted(record)))
    altered = record | {pointer: f"{record[pointer]}!"}

    assert root_of_fields(sealed_fields(altered, salt_of=salt_of)) != root_of_fields(
        sealed_fields(record, salt_of=salt_of)
    )


def test_equal_values_leave_different_marks() -> None:
    one, other = sealed_fields({"a": "same", "b": "same"}, salt_of=salt_of)

    assert one.commitment() != other.commitment()
    assert closed((one,), shown=lambda _: False) == (ClosedField(one.commitment()),)
