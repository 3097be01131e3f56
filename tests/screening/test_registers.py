"""A register is searched the moment it is loaded, each record checked against its label, and met by open questions."""

from pathlib import Path

import pytest
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer

from interlace.core.handling import HitMode
from interlace.core.procedure.ladder import Party
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Contribution
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer
from interlace.screening import listeners
from interlace.screening.answers import check_out
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.models import PendingRegister
from interlace.screening.queries import hits_of
from interlace.screening.questions import question_about
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

WALLET = "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"
TERMS = RegisterTerms(
    name="wallets", title="Wallets of victims' reports", legal_effect="A lead to verify, nothing more."
)


def load(
    folder: Path, *told: str, hit: HitMode = HitMode.CONTENT, wallets: tuple[str, ...] = (WALLET,), level: int = 0
) -> None:
    """SG loads a list of wallets as a register."""
    path = folder / "wallets.csv"
    path.write_text("wallet\n" + "\n".join(wallets) + "\n")
    sharing = Sharing.with_members(told, hit=hit, purpose="fraud", until=UNTIL, level=level)
    load_register(viewer("SG"), ImportedFile.open(path, Defaults()), sharing, TERMS, now=NOW)


def registers_in(node_data: Path) -> set[Path]:
    folder = node_data / "registers"
    return set(folder.iterdir()) if folder.exists() else set()


def answers(member: str) -> dict[str, str]:
    result = ask_holders(viewer(member), question_about(entity_asked("wallet", WALLET)), now=NOW)
    return {answer.holder: answer.state for answer in result.answers}


def test_who_is_named_finds_the_record_at_once_and_nobody_else(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")

    load(tmp_path, "KR")

    assert answers("KR") == {"SG": "possible", "TH": "no_hit"}
    assert answers("TH") == {"KR": "no_hit", "SG": "no_hit"}


def test_a_reader_gets_the_record_with_its_own_id_and_what_the_list_allows(tmp_path: Path) -> None:
    make_members("KR", "SG")
    load(tmp_path, "KR")

    result = ask_holders(viewer("KR"), question_about(entity_asked("wallet", WALLET)), now=NOW)
    (answer,) = check_out(result, language="en").answers
    record = answer.possible[0].record

    assert record is not None
    assert (record.register_title, record.legal_effect) == (TERMS.title, TERMS.legal_effect)
    assert [(field.property, field.value) for field in record.fields] == [("publicKey", WALLET)]


def test_a_seeker_of_a_register_learns_only_that_something_exists(tmp_path: Path) -> None:
    make_members("KR", "SG")
    load(tmp_path, "KR", hit=HitMode.HIT)

    result = ask_holders(viewer("KR"), question_about(entity_asked("wallet", WALLET)), now=NOW)
    (answer,) = check_out(result, language="en").answers

    assert (answer.answer, answer.possible[0].record) == ("possible", None)


def test_a_new_version_without_the_record_answers_no_hit_and_withdraws_the_hit(tmp_path: Path) -> None:
    make_members("KR", "SG")
    load(tmp_path, "KR")
    assert answers("KR") == {"SG": "possible"}

    load(tmp_path, "KR", wallets=("TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG",))

    assert answers("KR") == {"SG": "no_hit"}
    assert [side.state for side in hits_of(viewer("KR"), now=NOW)] == ["WITHDRAWN"]


def test_a_new_version_that_names_fewer_takes_the_hit_from_those_who_are_named_no_more(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")
    load(tmp_path, "KR", "TH")
    assert answers("KR")["SG"] == answers("TH")["SG"] == "possible"

    load(tmp_path, "TH")

    assert [(hit.counterpart, hit.band) for hit in hits_of(viewer("KR"), now=NOW)] == []
    assert [(hit.counterpart, hit.band) for hit in hits_of(viewer("TH"), now=NOW)] == [("SG", "strong")]

    load(tmp_path, "KR", "TH")
    assert answers("KR")["SG"] == "possible", "who is named again asks anew"
    assert [(hit.counterpart, hit.band) for hit in hits_of(viewer("KR"), now=NOW)] == [("SG", "strong")]


def test_a_new_version_of_a_higher_level_takes_the_hit_from_the_holders_own_colleagues_too(tmp_path: Path) -> None:
    make_members("KR", "SG")
    with steward(Task.VERIFY):
        Officer.objects.filter(username="sg.desk").update(level=3)
    load(tmp_path, "KR")
    answers("KR")
    assert [side.party for side in hits_of(viewer("SG", post="second"), now=NOW)] == [Party.HOLDER]

    load(tmp_path, "KR", level=3)

    seen = [[side.party for side in hits_of(viewer("SG", post=post), now=NOW)] for post in ("desk", "second")]
    assert seen == [[Party.HOLDER], []]


@pytest.mark.parametrize("level", [0, 3])
def test_until_the_index_takes_a_new_version_an_entry_lies_under_its_new_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: int
) -> None:
    make_members("KR", "SG", "TH")
    with steward(Task.VERIFY):
        Officer.objects.filter(username="sg.desk").update(level=3)
    load(tmp_path, "KR", "TH")
    monkeypatch.setattr(listeners, "search_registers_soon", lambda: None)
    load(tmp_path, "TH", level=level)

    while_it_waits = answers("KR"), answers("TH")
    catch_up()

    assert while_it_waits == (answers("KR"), answers("TH"))
    assert while_it_waits == (
        {"SG": "no_hit", "TH": "no_hit"},
        {"KR": "no_hit", "SG": "no_hit" if level else "possible"},
    )
    assert hits_of(viewer("KR"), now=NOW) == []


def test_a_hit_that_was_written_while_a_new_version_was_loaded_is_guarded_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_members("KR", "SG", "TH")
    load(tmp_path, "KR", "TH")
    answers("KR")
    # As if the check had ended a moment after the list was loaded.
    monkeypatch.setattr(listeners, "guard_anew", lambda *_: None)
    load(tmp_path, "TH")
    assert hits_of(viewer("KR"), now=NOW) == []


def test_an_open_question_meets_a_register_that_comes_later(tmp_path: Path) -> None:
    make_members("KR", "SG")
    wallet = {"schema": "CryptoWallet", "properties": {"publicKey": [WALLET]}}
    contribute(viewer("KR"), label("KR"), wallet, person("한지섭"))

    load(tmp_path, "KR")
    catch_up()

    assert [(side.party, side.counterpart) for side in hits_of(viewer("KR"), now=NOW)] == [(Party.ASKER, "SG")]
    assert hits_of(viewer("SG"), now=NOW) == []


def test_old_versions_are_deleted_but_for_the_one_that_an_undo_would_restore(tmp_path: Path, node_data: Path) -> None:
    make_members("KR", "SG")
    before = registers_in(node_data)
    others = ("TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG", "1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo")

    for wallet in (WALLET, *others):
        load(tmp_path, "KR", wallets=(wallet,))

    (register,) = registers_in(node_data) - before
    assert sorted(path.name for path in register.iterdir()) == ["2", "3"]


def test_a_list_that_was_taken_back_before_it_met_the_open_questions_holds_up_nothing(tmp_path: Path) -> None:
    make_members("KR", "SG")
    load(tmp_path, "KR")
    with steward(Task.VERIFY):
        (contribution,) = Contribution.objects.values_list("id", flat=True)
    withdraw_version(viewer("SG"), contribution, now=NOW)

    catch_up()

    with steward(Task.VERIFY):
        assert not PendingRegister.objects.exists()
