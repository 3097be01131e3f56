"""A message before it is sent: kept while it is typed, two officers at one draft, review, quotations, files."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from tests.desk.threads.letters import letter, make_unit, opened, question, seen, sent, wrote
from tests.screening.network import NOW, make_members, viewer

from interlace.core.procedure.threads import Move, Outcome, ThreadStage
from interlace.desk.threads import files
from interlace.desk.threads.attachments import attach, attachments_of_draft, detach, open_attachment
from interlace.desk.threads.drafting import (
    DraftChanged,
    DraftSent,
    Typed,
    approve_draft,
    discard_draft,
    draft_of,
    drafts_of,
    message_of,
    new_draft,
    return_draft,
    save_draft,
    save_last,
    submit_draft,
)
from interlace.desk.threads.messages import Message, Quote, TranslatedBy, Translation
from interlace.desk.threads.models import Attachment, Draft
from interlace.desk.threads.sending import send_draft
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.http.uploads import open_upload
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n"


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH", "VN")


def drafted(message: Message | None = None) -> Draft:
    return new_draft(viewer("KR"), message or letter(), now=NOW)


def a_file(folder: Path, content: bytes = PDF, name: str = "warrant.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# --- versions ---------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_the_same_again_changes_nothing() -> None:
    draft = drafted(letter(text=""))
    saved = save_draft(viewer("KR"), draft.id, Typed(letter(text="Ple"), version=1), now=NOW)
    again = save_draft(viewer("KR"), draft.id, Typed(letter(text="Ple"), version=1), now=NOW + timedelta(seconds=2))
    assert (saved.version, again.version, again.changed) == (2, 2, NOW)
    assert message_of(draft_of(viewer("KR"), draft.id, now=NOW)).text == "Ple"


def test_two_officers_at_one_draft_lose_nothing() -> None:
    draft = drafted()
    save_draft(viewer("KR"), draft.id, Typed(letter(text="The first officer's text."), version=1), now=NOW)
    second = viewer("KR", post="second")
    with pytest.raises(DraftChanged) as changed:
        save_draft(second, draft.id, Typed(letter(text="The second officer's text."), version=1), now=NOW)
    assert message_of(draft_of(second, draft.id, now=NOW)).text == "The first officer's text."
    beside = draft_of(second, changed.value.kept, now=NOW)
    assert (message_of(beside).text, beside.branch_of) == ("The second officer's text.", draft.id)


def test_a_page_that_is_left_by_a_button_overtakes_what_it_has_saved_by_itself() -> None:
    draft = drafted()
    save_draft(viewer("KR"), draft.id, Typed(letter(text="Kept by itself."), version=1, seat="page"), now=NOW)
    last = save_last(viewer("KR"), draft.id, Typed(letter(text="The last word."), version=1, seat="page"), now=NOW)
    assert (message_of(last).text, last.version) == ("The last word.", 3)
    second = viewer("KR", post="second")
    with pytest.raises(DraftChanged):
        save_last(second, draft.id, Typed(letter(text="Another's."), version=1, seat="other page"), now=NOW)
    assert message_of(draft_of(viewer("KR"), draft.id, now=NOW)).text == "The last word."


def test_a_page_that_goes_on_typing_beside_a_changed_draft_fills_one_draft_and_not_many() -> None:
    draft = drafted()
    save_draft(viewer("KR"), draft.id, Typed(letter(text="The first officer's."), version=1, seat="one"), now=NOW)
    second, kept = viewer("KR", post="second"), set()
    for text in ("The", "The second", "The second officer's."):
        with pytest.raises(DraftChanged) as changed:
            save_draft(second, draft.id, Typed(letter(text=text), version=1, seat="two"), now=NOW)
        kept.add(changed.value.kept)
    assert len(kept) == 1
    texts = {message_of(each).text for each in drafts_of(second, now=NOW)}
    assert texts == {"The first officer's.", "The second officer's."}


def test_what_is_typed_after_the_message_was_sent_is_a_further_message_unless_it_says_nothing_new() -> None:
    draft = drafted()
    save_last(viewer("KR"), draft.id, Typed(letter(), version=1, seat="one"), now=NOW)
    thread = send_draft(viewer("KR"), draft.id, now=NOW).thread
    second = viewer("KR", post="second")
    for typed in (
        Typed(letter(), 1, "two"),
        Typed(letter(text="Old."), 1, "one"),
        Typed(letter(text=" "), 1, "two"),
    ):
        with pytest.raises(Conflict) as refused:
            save_draft(second if typed.seat == "two" else viewer("KR"), draft.id, typed, now=NOW)
        assert refused.value.code == "draft_sent"
        assert not isinstance(refused.value, DraftChanged)
    with pytest.raises(DraftSent) as sent_before:
        save_draft(second, draft.id, Typed(letter(text="One thing more."), 1, "two"), now=NOW)
    rest = draft_of(second, sent_before.value.kept, now=NOW)
    assert (rest.move, rest.thread, message_of(rest)) == (
        Move.WRITE,
        thread,
        Message(text="One thing more.", language="en"),
    )


def test_a_draft_is_seen_by_its_bureau_alone_and_below_its_level_by_nobody() -> None:
    draft = drafted(letter(level=1))
    Officer.objects.filter(username="kr.second").update(level=0)
    for who in (viewer("TH"), viewer("KR", post="second")):
        with pytest.raises(NotFound):
            draft_of(who, draft.id, now=NOW)
        assert drafts_of(who, now=NOW) == []
    with pytest.raises(Refused):
        drafted(letter(level=2))


# --- review -----------------------------------------------------------------------------------------------------------


def test_only_another_officer_approves_and_only_exactly_what_was_read() -> None:
    kr, second = viewer("KR"), viewer("KR", post="second")
    draft = submit_draft(kr, drafted(question()).id, now=NOW)
    with pytest.raises(Refused):
        approve_draft(kr, draft.id, digest=draft.digest, now=NOW)
    with pytest.raises(Conflict):
        approve_draft(second, draft.id, digest="0" * 64, now=NOW)
    assert approve_draft(second, draft.id, digest=draft.digest, now=NOW).state == ThreadStage.REVIEWED
    edited = save_draft(kr, draft.id, Typed(question(text="Another text."), version=1), now=NOW)
    assert (edited.state, edited.reviewer, edited.digest) == (ThreadStage.DRAFT, None, "")
    with pytest.raises(Refused):
        send_draft(kr, draft.id, now=NOW)


def test_whoever_has_typed_in_a_message_does_not_review_it() -> None:
    kr, second = viewer("KR"), viewer("KR", post="second")
    draft = drafted(question())
    save_draft(second, draft.id, Typed(question(text="With a word of mine."), version=1), now=NOW)
    submitted = submit_draft(kr, draft.id, now=NOW)
    with pytest.raises(Refused):
        approve_draft(second, draft.id, digest=submitted.digest, now=NOW)


def test_a_returned_message_says_what_is_to_be_changed() -> None:
    draft = submit_draft(viewer("KR"), drafted(question()).id, now=NOW)
    with pytest.raises(InvalidInput):
        return_draft(viewer("KR", post="second"), draft.id, remark=" ", now=NOW)
    returned = return_draft(viewer("KR", post="second"), draft.id, remark="Name the account.", now=NOW)
    assert (returned.state, returned.remark) == (ThreadStage.DRAFT, "Name the account.")


def test_a_message_is_sent_once() -> None:
    draft = drafted()
    send_draft(viewer("KR"), draft.id, now=NOW)
    with pytest.raises(Conflict):
        send_draft(viewer("KR"), draft.id, now=NOW)
    assert drafts_of(viewer("KR"), now=NOW) == []


def test_a_discarded_draft_is_gone_with_its_files(tmp_path: Path) -> None:
    draft = drafted()
    place = attach(viewer("KR"), draft.id, a_file(tmp_path), file_name="warrant.pdf", now=NOW).place
    discard_draft(viewer("KR"), draft.id, now=NOW)
    with pytest.raises(NotFound):
        draft_of(viewer("KR"), draft.id, now=NOW)
    assert not (Path(settings.INTERLACE_DATA) / "vault" / place).exists()


def test_a_unit_that_may_only_discover_writes_and_its_bureau_sends() -> None:
    unit = make_unit("VN", "Hue police", ceiling=("discover",))
    draft = new_draft(unit, letter(to="TH"), now=NOW)
    assert message_of(draft_of(unit, draft.id, now=NOW)).title == letter().title
    with pytest.raises(Refused):
        send_draft(unit, draft.id, now=NOW)
    side = send_draft(viewer("VN"), draft.id, now=NOW)
    assert (side.unit, seen("TH", side.thread).side.counterpart_unit) == (UUID(unit.unit), "Hue police")


# --- quotations and translations --------------------------------------------------------------------------------------


def test_a_quotation_stands_beside_its_translation_and_says_who_translated() -> None:
    thread = opened(text="이 여권을 확인해 주십시오.", language="ko")
    by_machine = Translation("Please check this passport.", "en", TranslatedBy.MACHINE)
    quote = Quote(1, "이 여권을 확인해", by_machine)
    wrote("TH", thread, Move.ASK, "Which one?", quotes=(quote,))
    (quoted,) = seen("KR", thread).events[1].body["quotes"]
    assert quoted == {
        "event": 1,
        "text": "이 여권을 확인해",
        "translation": {"text": "Please check this passport.", "language": "en", "by": "machine"},
    }


def test_words_that_were_never_written_are_not_quoted() -> None:
    thread = opened()
    for quote in (Quote(1, "What nobody wrote."), Quote(2, "Please"), Quote(1, " ")):
        with pytest.raises(InvalidInput):
            wrote("TH", thread, Move.ASK, "Which one?", quotes=(quote,))


def test_a_refusal_names_a_ground_of_the_list_that_conventions_allow() -> None:
    for ground, code in (("", "ground_missing"), ("MOOD", "ground_unknown"), ("BANK_SECRECY", "ground_invalid")):
        with pytest.raises(InvalidInput) as refused:
            wrote("TH", opened(), Move.ANSWER, outcome=Outcome.REFUSED, ground=ground)
        assert refused.value.code == code
    refused_side = wrote("TH", opened(), Move.ANSWER, outcome=Outcome.REFUSED, ground="CONTRARY_TO_LAW")
    assert refused_side.outcome == Outcome.REFUSED


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_goes_sealed_to_the_other_side_and_to_nobody_else(tmp_path: Path) -> None:
    kr = viewer("KR")
    draft = drafted()
    file = attach(kr, draft.id, a_file(tmp_path), file_name="../warrant.pdf", now=NOW)
    assert (file.file_name, file.media_type) == ("warrant.pdf", "application/pdf")
    sealed = (Path(settings.INTERLACE_DATA) / "vault" / file.place).read_bytes()
    assert PDF not in sealed
    for who in (viewer("TH"), viewer("VN")):
        with pytest.raises(NotFound):
            open_attachment(who, file.id, now=NOW)
    thread = send_draft(kr, draft.id, now=NOW).thread
    assert open_attachment(viewer("TH"), file.id, now=NOW).data == PDF
    assert [each.file_name for each in seen("TH", thread).events[0].attachments] == ["warrant.pdf"]
    with pytest.raises(NotFound):
        open_attachment(viewer("VN"), file.id, now=NOW)


def test_a_file_above_the_level_of_a_reader_is_not_there_for_it(tmp_path: Path) -> None:
    draft = drafted()
    file = attach(viewer("KR"), draft.id, a_file(tmp_path), file_name="a.pdf", level=1, now=NOW)
    Officer.objects.filter(username="th.second").update(level=0)
    thread = send_draft(viewer("KR"), draft.id, now=NOW).thread
    low = viewer("TH", post="second")
    assert seen("TH", thread, post="second").events[0].attachments == ()
    assert "attachments" not in seen("TH", thread, post="second").events[0].body
    with pytest.raises(NotFound):
        open_attachment(low, file.id, now=NOW)


def test_a_file_can_be_taken_off_again_and_changes_what_was_approved(tmp_path: Path) -> None:
    kr, second = viewer("KR"), viewer("KR", post="second")
    draft = submit_draft(kr, drafted(question()).id, now=NOW)
    approve_draft(second, draft.id, digest=draft.digest, now=NOW)
    file = attach(kr, draft.id, a_file(tmp_path), file_name="a.pdf", now=NOW)
    assert draft_of(kr, draft.id, now=NOW).state == ThreadStage.DRAFT
    detach(kr, file.id, now=NOW)
    assert attachments_of_draft(kr, draft, now=NOW) == []
    assert not (Path(settings.INTERLACE_DATA) / "vault" / file.place).exists()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (300 * 1024 * 1024))
    return packed.getvalue()


def test_what_a_file_is_its_bytes_say_and_a_bomb_or_a_stranger_is_refused(tmp_path: Path) -> None:
    draft = drafted()

    def refusal(content: bytes, name: str) -> str:
        with pytest.raises(InvalidInput) as refused:
            attach(viewer("KR"), draft.id, a_file(tmp_path, content, "file"), file_name=name, now=NOW)
        (problem,) = refused.value.problems
        assert str(problem.what)
        assert str(problem.fix)
        return problem.code

    assert refusal(b"", "a.pdf") == "file_empty"
    assert refusal(b"MZ\x90\x00" + b"\0" * 64, "a.pdf") == "attachment_type"
    assert refusal(PDF, "photo.png") == "attachment_name"
    assert refusal(bomb(), "report.docx") == "archive_unfit"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.exe", b"x")
    assert refusal(packed.getvalue(), "a.zip") == "attachment_type"
    assert refusal(packed.getvalue(), "a.docx") == "attachment_type"
    with steward(Task.VERIFY):
        assert not Attachment.objects.exists()


def test_three_gibibytes_are_refused_before_a_byte_is_sent_and_above_fifty_mebibytes_before_one_is_read(
    tmp_path: Path,
) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_upload(viewer=viewer("KR"), name="big.pdf", size=3 * 1024**3, sha256="", now=NOW)
    assert refused.value.problems[0].code == "file_too_large"
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(InvalidInput) as refused:
        attach(viewer("KR"), drafted().id, large, file_name="large.pdf", now=NOW)
    assert refused.value.code == "attachment_too_large"
    assert "50 MiB" in str(refused.value.message)


def test_a_file_of_plain_text_in_any_script_is_taken(tmp_path: Path) -> None:
    text = a_file(tmp_path, "ชื่อ,โทรศัพท์\n".encode() * 9000, "list.csv")
    file = attach(viewer("KR"), drafted().id, text, file_name="list.csv", now=NOW)
    assert file.media_type == "text/plain"
    assert replace(letter(), text="x") != letter()
    assert sent(viewer("KR"), letter()).state == ThreadStage.SENT
