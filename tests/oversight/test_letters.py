"""Letters are kept and deleted like facts: each side its own, the words with the last of them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import models
from tests.desk.threads.letters import letter, make_unit, opened, seen, wrote
from tests.facts.browsing import browser_of
from tests.oversight.network import item_ids, keeper, make_keepers
from tests.screening.network import NOW, viewer

from interlace.core.procedure.keeping import Stage
from interlace.core.procedure.threads import Move
from interlace.desk.threads import actions
from interlace.desk.threads.attachments import attach
from interlace.desk.threads.drafting import new_draft
from interlace.desk.threads.files import vault
from interlace.desk.threads.models import Attachment, Draft, FactReference, Note, SearchText, ThreadEvent, ThreadSide
from interlace.desk.threads.queries import search_threads
from interlace.desk.threads.sending import send_draft
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import approve_extension, propose_extension
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records
from interlace.oversight.keeping.ledger import deletions_file
from interlace.oversight.keeping.queue import Group, groups_due, titles_of
from interlace.oversight.keeping.replaying import replay_deletions
from interlace.oversight.models import Deletion, KeptItem

pytestmark = pytest.mark.django_db(transaction=True)

TWO_YEARS = timedelta(days=730)
NEAR = NOW + TWO_YEARS - timedelta(days=60)


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def closed(**terms: object) -> UUID:
    """A thread of KR with TH that was withdrawn on the day it was written."""
    thread = opened(**terms)  # type: ignore[arg-type]
    actions.withdraw(viewer("KR"), thread, reason="It has been found.", now=NOW)
    return thread


def queue(member: str = "kr", *, now: datetime = NEAR) -> list[Group]:
    find_due(now=now)
    return groups_due(keeper(f"{member}.privacy"), now=now)


def delete(member: str = "kr", *, now: datetime = NEAR) -> None:
    delete_records(keeper(f"{member}.privacy"), item_ids(queue(member, now=now)), now=now)


def left(thread: UUID) -> dict[str, int]:
    """What is still there of a thread, whoever may see it."""
    with steward(Task.VERIFY):
        events = list(ThreadEvent.objects.filter(thread=thread).values_list("id", flat=True))
        return {
            "sides": ThreadSide.objects.filter(thread=thread).count(),
            "events": len(events),
            "words": SearchText.objects.filter(thread=thread).count(),
            "notes": Note.objects.filter(thread=thread).count(),
            "files": Attachment.objects.count(),
            "facts": FactReference.objects.count(),
        }


def test_a_thread_comes_into_the_queue_of_both_sides_two_years_after_its_last_letter() -> None:
    thread = closed()
    assert queue(now=NOW + TWO_YEARS - timedelta(days=181)) == []
    for member in ("kr", "th"):
        (group,) = queue(member)
        assert (group.reason.category, group.reason.rule, group.stage) == (
            "threads",
            "threads-2-years",
            Stage.WITHIN_90,
        )
        assert [(each.item.subject, each.item.amount) for each in group.items] == [(thread, 2)]


def test_a_keeper_knows_a_thread_again_by_title_and_number() -> None:
    thread = closed()
    (queued,) = queue()[0].items
    titles = titles_of(keeper(), [queued.item], now=NEAR)
    assert titles == {queued.item.id: ("Passport of HAN Ji-seop", seen("KR", thread).side.number, "TH")}


def test_one_side_deletes_its_own_and_the_other_reads_on() -> None:
    thread = closed()
    actions.add_note(viewer("KR"), thread, text="Ask again in spring.", now=NOW)
    before = seen("TH", thread)
    delete("kr")
    assert left(thread) == {"sides": 1, "events": 2, "words": 2, "notes": 0, "files": 0, "facts": 0}
    with pytest.raises(NotFound):
        seen("KR", thread)
    assert search_threads(viewer("KR"), "passport", now=NOW, most=9) == []
    assert repr(seen("TH", thread)) == repr(before)
    assert len(search_threads(viewer("TH"), "passport", now=NOW, most=9)) == 1


def test_with_the_last_side_go_words_files_and_copies_of_facts(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 a scan")
    draft = new_draft(viewer("KR"), letter(), now=NOW)
    file = attach(viewer("KR"), draft.id, path, file_name="scan.pdf", now=NOW)
    thread = send_draft(viewer("KR"), draft.id, now=NOW).thread
    actions.withdraw(viewer("KR"), thread, reason="It has been found.", now=NOW)
    delete("kr")
    assert vault.get(file.place)
    delete("th")
    assert set(left(thread).values()) == {0}
    with pytest.raises(FileNotFoundError):
        vault.get(file.place)


def test_a_certificate_does_not_tell_whether_the_other_side_is_still_there() -> None:
    closed()
    texts = []
    for member in ("kr", "th"):
        ids = item_ids(queue(member))
        texts.append(delete_records(keeper(f"{member}.privacy"), ids, now=NEAR).text)
    counts = [text.partition('"counts":')[2].partition("}")[0] for text in texts]
    assert counts[0] == counts[1]
    assert '"messages":2' in counts[0]


def test_an_open_thread_is_not_deleted() -> None:
    thread = opened()
    with pytest.raises(Conflict, match="still open"):
        delete("kr")
    assert left(thread)["sides"] == 2


def test_a_thread_under_a_hold_stays() -> None:
    thread = closed()
    ids = item_ids(queue())
    hold_records(keeper(), ids, reason="A court.", basis="Act 1", review=NEAR + timedelta(days=9), now=NEAR)
    with pytest.raises(Refused, match="legal hold"):
        delete_records(keeper("kr.head"), ids, now=NEAR)
    delete("th")
    assert left(thread)["sides"] == 1


def test_two_persons_keep_a_thread_longer_as_far_as_its_words_are_their_own() -> None:
    thread = closed()
    later = NOW + timedelta(days=3 * 365 + 300)
    longer = propose_extension(keeper(), item_ids(queue()), until=later, reason="The trial goes on.", now=NEAR)
    approve_extension(keeper("kr.head"), longer.id, digest=longer.digest, now=NEAR)
    with steward(Task.VERIFY):
        assert {item.due for item in KeptItem.objects.filter(member="KR")} == {later}
    assert seen("KR", thread, now=later - timedelta(days=1)).side.title == "Passport of HAN Ji-seop"


def test_the_words_of_the_other_side_are_kept_no_longer_than_it_has_set() -> None:
    thread = opened()
    wrote("TH", thread, Move.WRITE)
    actions.withdraw(viewer("KR"), thread, reason="It has been found.", now=NOW)
    find_due(now=NEAR)
    with steward(Task.VERIFY):
        (item,) = KeptItem.objects.filter(member="KR", category="threads")
    assert item.latest == item.until
    too_long = item.until + timedelta(days=1)
    with pytest.raises(InvalidInput):
        propose_extension(keeper(), [item.id], until=too_long, reason="The trial goes on.", now=NEAR)


def test_a_letter_that_was_never_sent_is_asked_about_after_a_year_and_deleted_with_its_files(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 a scan")
    draft = new_draft(viewer("KR"), letter(), now=NOW)
    file = attach(viewer("KR"), draft.id, path, file_name="scan.pdf", now=NOW)
    now = NOW + timedelta(days=350)
    assert queue("th", now=now) == []
    (group,) = queue(now=now)
    assert (group.reason.category, group.reason.rule) == ("drafts", "drafts-1-year")
    titles = titles_of(keeper(), [group.items[0].item], now=now)
    assert titles == {group.items[0].item.id: ("Passport of HAN Ji-seop", "TH", viewer("KR").officer_name)}
    delete("kr", now=now)
    with steward(Task.VERIFY):
        assert (Draft.objects.count(), Attachment.objects.count()) == (0, 0)
        assert {kind for row in Deletion.objects.all() for kind in row.ids} == {"drafts"}
    with pytest.raises(FileNotFoundError):
        vault.get(file.place)


def test_of_a_unit_s_letters_its_bureau_decides() -> None:
    unit = make_unit("KR", "Seoul Metropolitan")
    closed()
    with pytest.raises(Refused):
        groups_due(unit, now=NEAR)
    page = browser_of(Officer.objects.get(id=unit.id).username).get("/privacy").context["page"]
    assert (page.may_decide, page.groups) == (False, ())


KEPT = (ThreadSide, ThreadEvent, Note, Draft, Attachment)


def test_after_a_restore_a_deleted_side_and_its_files_stay_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERLACE_DELETIONS", str(tmp_path / "elsewhere" / "deletions.ndjson"))
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 a scan")
    draft = new_draft(viewer("KR"), letter(), now=NOW)
    file = attach(viewer("KR"), draft.id, path, file_name="scan.pdf", now=NOW)
    thread = send_draft(viewer("KR"), draft.id, now=NOW).thread
    actions.withdraw(viewer("KR"), thread, reason="It has been found.", now=NOW)
    never = new_draft(viewer("KR"), letter(), now=NOW)
    sealed = (vault_folder() / file.place).read_bytes()
    rows = as_backed_up()
    for member in ("kr", "th"):
        delete(member)
    restore(rows)
    (vault_folder() / file.place).write_bytes(sealed)
    assert left(thread)["sides"] == 2
    replay_deletions(deletions_file(), now=NEAR)
    assert set(left(thread).values()) == {0}
    with steward(Task.VERIFY):
        assert not Draft.objects.filter(id=never.id).exists()
    with pytest.raises(FileNotFoundError):
        vault.get(file.place)
    assert replay_deletions(deletions_file(), now=NEAR) == 0


def as_backed_up() -> dict[type[models.Model], list[dict[str, Any]]]:
    """Every column of every row, as a backup would hold it."""
    with steward(Task.VERIFY):
        return {model: [dict(row) for row in model._default_manager.values()] for model in KEPT}


def restore(rows: dict[type[models.Model], list[dict[str, Any]]]) -> None:
    """A database set back to an earlier day knows nothing of what was deleted since."""
    with steward(Task.VERIFY):
        for model, kept in rows.items():
            model._default_manager.bulk_create(model(**row) for row in kept)
        Deletion.objects.all().delete()


def vault_folder() -> Path:
    return Path(settings.INTERLACE_DATA) / "vault"
