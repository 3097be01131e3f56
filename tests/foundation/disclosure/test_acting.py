"""The viewer's context: what the database shows inside it, outside it, and after it broke."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.worlds import LATER, NOW, fact, ids_under_row_security, person, put_facts, shared, viewer

from interlace.core.handling import Action, Label
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import (
    NoViewer,
    acting,
    acting_in_every_matter,
    current,
    discover_filter,
    granted_facts_filter,
    label_filter,
    refresh,
    words_filter,
)
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)

THAI, KOREAN = viewer("TH"), viewer("KR")


def settings_now() -> list[str | None]:
    names = ["interlace.labels", "interlace.facts", "interlace.discover_labels", "interlace.member", "interlace.words"]
    with connection.cursor() as cursor:
        cursor.execute("select current_setting(name, true) from unnest(%s::text[]) as name", [names])
        return [value for (value,) in cursor.fetchall()]


def test_without_a_viewer_there_are_no_rows_on_a_fresh_connection_and_on_a_used_one() -> None:
    put_facts([shared("TH", "KR")])
    connection.close()
    assert ids_under_row_security() == set()
    with acting(THAI, Action.READ, now=NOW):
        assert len(ids_under_row_security()) == 1
    # A setting that was once local is '' from then on, not NULL.
    assert settings_now() == ["", "", "", "", ""]
    assert ids_under_row_security() == set()
    with transaction.atomic():
        assert ids_under_row_security() == set()


def test_a_viewer_context_without_purpose_shows_nothing() -> None:
    put_facts([shared("TH", "KR")])
    with acting(replace(THAI, purpose=""), Action.READ, now=NOW):
        assert ids_under_row_security() == set()


def test_the_database_knows_who_acts_and_what_the_role_allows_as_long_as_the_context_lasts() -> None:
    def who() -> tuple[str, set[str]]:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('interlace.officer'), current_setting('interlace.verbs')")
            officer, verbs = cursor.fetchone()
        return officer, set(verbs.strip("{}").split(",")) - {""}

    with acting(THAI, Action.READ, now=NOW):
        assert who() == (THAI.id, set(THAI.verbs))
    assert who() == ("", set())
    with acting(replace(THAI, person=replace(THAI.person, active=False)), Action.READ, now=NOW):
        assert who() == ("", set())


def test_an_inactive_viewer_has_no_member_in_the_database() -> None:
    with acting(replace(THAI, person=replace(THAI.person, active=False)), Action.READ, now=NOW):
        assert settings_now() == ["{}", "{}", "{}", "", ""]


def test_a_unit_that_converses_has_labels_of_words_and_none_of_facts_and_leaves_them_to_nobody() -> None:
    put_facts([shared("TH")])
    may_discover = replace(THAI.person, ceiling=frozenset({Action.DISCOVER}))
    conversing = replace(THAI, person=may_discover, converses=True)
    assert conversing.correspondent.ceiling == {Action.DISCOVER, Action.READ}
    assert replace(conversing, converses=False).correspondent is may_discover
    with acting(conversing, Action.READ, now=NOW) as context:
        of_facts, _facts, _discover, _member, of_words = settings_now()
        assert (of_facts, of_words) == ("{}", "{" + ",".join(map(str, context.words.labels)) + "}")
        assert (context.words.labels != (), ids_under_row_security()) == (True, set())
        worded = LabelRow.objects.filter(pk__in=words_filter(conversing, Action.READ))
        assert {each.pk for each in worded} == set(context.words.labels)
        with acting(replace(THAI, person=may_discover), Action.READ, now=NOW) as silent:
            assert (settings_now()[-1], tuple(silent.words.labels)) == ("", ())
        assert settings_now()[-1] == of_words
    assert settings_now()[-1] == ""


def test_an_inner_context_ends_and_the_outer_one_comes_back() -> None:
    thai_only, korean_only = put_facts([shared("TH"), shared("KR")])
    with acting(THAI, Action.READ, now=NOW):
        with acting(KOREAN, Action.READ, now=NOW):
            assert ids_under_row_security() == {korean_only.pk}
            with pytest.raises(NoViewer):
                Fact.objects.visible_to(THAI)
        assert ids_under_row_security() == {thai_only.pk}
        assert current(THAI, Action.READ).viewer == THAI


def test_the_outer_context_comes_back_after_an_error_in_the_inner_one() -> None:
    thai_only, _korean_only = put_facts([shared("TH"), shared("KR")])
    with acting(THAI, Action.READ, now=NOW):
        with pytest.raises(ProgrammingError), acting(KOREAN, Action.READ, now=NOW), connection.cursor() as cursor:
            cursor.execute("select nothing_of_this_name")
        assert ids_under_row_security() == {thai_only.pk}
        assert current(THAI, Action.READ).viewer == THAI


def test_a_transaction_that_goes_on_after_the_context_sees_nothing() -> None:
    (mine,) = put_facts([shared("TH")])
    with transaction.atomic():
        with acting(THAI, Action.READ, now=NOW):
            assert ids_under_row_security() == {mine.pk}
        assert ids_under_row_security() == set()
        assert settings_now() == ["", "", "", "", ""]


def test_an_error_in_the_context_leaves_nothing_behind() -> None:
    put_facts([shared("TH")])
    with pytest.raises(ZeroDivisionError), acting(THAI, Action.READ, now=NOW):
        len(ids_under_row_security()) / 0
    assert ids_under_row_security() == set()
    with pytest.raises(NoViewer):
        Fact.objects.visible_to(THAI)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: label_filter(THAI, Action.READ),
        lambda: words_filter(THAI, Action.READ),
        lambda: granted_facts_filter(THAI, Action.READ),
        discover_filter,
        refresh,
    ],
    ids=["labels", "words", "facts", "discover", "refresh"],
)
def test_no_filter_is_made_without_a_context(ask: Callable[[], object]) -> None:
    with pytest.raises(NoViewer):
        ask()


def test_a_query_for_another_action_than_the_declared_one_is_refused() -> None:
    with acting(THAI, Action.READ, now=NOW), pytest.raises(NoViewer):
        Fact.objects.visible_to(THAI, action=Action.EXPORT)


def test_discover_is_filtered_beside_the_declared_action() -> None:
    seekable = Label.of("TH", seekers=["KR"], purposes=["fraud"], until=LATER)
    (hidden,) = put_facts([seekable])
    with acting(KOREAN, Action.READ, now=NOW) as context:
        assert ids_under_row_security() == set()
        assert context.discover.labels == (hidden.label_id,)
        assert context.discover.mask[hidden.label_id]
        with steward(Task.VERIFY):
            assert list(Fact.objects.filter(label__in=discover_filter())) == [hidden]


def test_the_originator_adds_under_a_label_that_it_made_in_the_same_transaction() -> None:
    with acting(THAI, Action.READ, now=NOW):
        label_id = intern(shared("TH", "KR"))
        refresh()
        added = fact(label_id, originator="TH")
        Fact.objects.bulk_create([added])
        assert ids_under_row_security() == {added.pk}
    with acting(KOREAN, Action.READ, now=NOW):
        assert ids_under_row_security() == {added.pk}


def test_the_outer_ids_stay_refreshed_after_an_inner_context() -> None:
    with acting(THAI, Action.READ, now=NOW):
        label_id = intern(shared("TH"))
        refresh()
        with acting(KOREAN, Action.READ, now=NOW):
            pass
        Fact.objects.bulk_create([fact(label_id, originator="TH")])
        assert len(ids_under_row_security()) == 1


def test_a_fact_for_another_originator_is_refused() -> None:
    (mine,) = put_facts([shared("TH", "KR")])
    with pytest.raises(ProgrammingError, match="row-level security"), acting(THAI, Action.READ, now=NOW):
        Fact.objects.bulk_create([fact(mine.label_id, originator="KR")])


def test_a_fact_under_a_label_that_the_originator_may_not_use_is_refused() -> None:
    (foreign,) = put_facts([shared("KR")])
    with pytest.raises(ProgrammingError, match="row-level security"), acting(THAI, Action.READ, now=NOW):
        Fact.objects.bulk_create([fact(foreign.label_id, originator="TH")])


def test_a_fact_without_a_viewer_is_refused() -> None:
    (mine,) = put_facts([shared("TH")])
    with pytest.raises(ProgrammingError, match="row-level security"):
        Fact.objects.bulk_create([fact(mine.label_id, originator="TH")])


def test_nobody_but_the_steward_changes_or_removes_a_fact() -> None:
    (mine,) = put_facts([shared("TH")])
    with acting(THAI, Action.READ, now=NOW), connection.cursor() as cursor:
        cursor.execute("update facts_fact set value = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("delete from facts_fact")
        assert cursor.rowcount == 0
    with steward(Task.RECALL):
        assert Fact.objects.filter(pk=mine.pk).delete()[0] == 1


@pytest.mark.parametrize("table", ["disclosure_labelrow", "disclosure_grantrow"])
@pytest.mark.parametrize("statement", ["update {} set written_in = 1", "delete from {}", "truncate {}"])
def test_labels_and_consents_cannot_be_changed_by_app_or_steward(table: str, statement: str) -> None:
    put_facts([shared("TH")])
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        steward(Task.RECALL),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


BOTH = viewer(person("TH", purposes=("fraud", "trafficking")))
TRAFFICKING = Label.of("TH", purposes=["trafficking"], until=LATER)


def test_every_purpose_is_read_in_one_transaction_and_each_keeps_to_its_own_labels() -> None:
    of_fraud, of_trafficking, korean = put_facts([shared("TH"), TRAFFICKING, shared("KR")])
    with acting_in_every_matter(BOTH, Action.READ, now=NOW) as every:
        assert ids_under_row_security() == {of_fraud.pk, of_trafficking.pk}
        assert every.purposes == ["fraud", "trafficking"]
        assert every.matter("trafficking") == BOTH.working_for(purpose="trafficking", reference=BOTH.reference)
        allowed = {
            purpose: [
                (
                    every.permits(purpose, each.label_id),
                    every.discovers(purpose, each.label_id),
                    every.permits_fact(purpose, each.pk, label=each.label_id),
                    every.permits_words(purpose, each.label_id),
                )
                for each in (of_fraud, of_trafficking, korean)
            ]
            for purpose in ("fraud", "trafficking", "drugs")
        }
    yes, no = (True,) * 4, (False,) * 4
    assert allowed == {"fraud": [yes, no, no], "trafficking": [no, yes, no], "drugs": [no, no, no]}
    assert ids_under_row_security() == set()


def test_the_context_of_every_purpose_is_opened_once_and_is_no_context_of_one_purpose() -> None:
    with acting_in_every_matter(BOTH, Action.READ, now=NOW) as every:
        with acting_in_every_matter(BOTH, Action.READ, now=NOW) as again:
            assert again is every
        with acting_in_every_matter(BOTH, Action.DISCOVER, now=NOW) as other:
            assert other is not every
        with pytest.raises(NoViewer):
            current(BOTH, Action.READ)
        with acting(KOREAN, Action.READ, now=NOW), acting_in_every_matter(BOTH, Action.READ, now=NOW) as within:
            assert within is not every


def test_who_works_for_no_purpose_reads_nothing_of_any() -> None:
    put_facts([shared("TH"), TRAFFICKING])
    with acting_in_every_matter(viewer(person("TH", purposes=())), Action.READ, now=NOW) as every:
        assert (every.purposes, ids_under_row_security()) == ([], set())
