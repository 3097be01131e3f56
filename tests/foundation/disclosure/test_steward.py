"""The second role sees every row, and only inside its block."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from tests.worlds import NOW, ids_under_row_security, put_facts, shared, viewer

from interlace.core.handling import Action
from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)


def role_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        return str(cursor.fetchone()[0])


def test_the_steward_sees_every_row_inside_its_block_alone() -> None:
    facts = {fact.pk for fact in put_facts([shared("TH"), shared("KR")])}
    assert ids_under_row_security() == set()
    with steward(Task.INDEX):
        assert role_now() == STEWARD
        assert ids_under_row_security() == facts
    assert role_now() == APP
    assert ids_under_row_security() == set()


def test_the_viewer_is_back_after_a_block_within_its_context() -> None:
    mine, foreign = put_facts([shared("TH"), shared("KR")])
    with acting(viewer("TH"), Action.READ, now=NOW):
        with steward(Task.CHECK):
            assert ids_under_row_security() == {mine.pk, foreign.pk}
        assert role_now() == APP
        assert ids_under_row_security() == {mine.pk}


def test_an_error_in_the_block_dooms_the_whole_transaction_and_the_role_ends_with_it() -> None:
    put_facts([shared("KR")])
    with transaction.atomic():
        with pytest.raises(ProgrammingError), steward(Task.RECALL), connection.cursor() as cursor:
            cursor.execute("select nothing_of_this_name")
        with pytest.raises(TransactionManagementError):
            role_now()
        transaction.set_rollback(True)
    assert role_now() == APP
    assert ids_under_row_security() == set()


def test_a_block_within_a_block_ends_in_the_outer_one() -> None:
    facts = {fact.pk for fact in put_facts([shared("KR")])}
    with steward(Task.STANDING):
        with steward(Task.LEDGER):
            assert role_now() == STEWARD
        assert role_now() == STEWARD
        assert ids_under_row_security() == facts
    assert role_now() == APP
