"""What the bureaus of Golden Reed write to each other: a few live threads, made by what officers do.

Times lie before the day it is built, so that one question is nearly due, one is late, and one clock stands.
"""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from interlace.core.procedure.ladder import Party
from interlace.core.procedure.threads import (
    Item,
    ItemKind,
    Move,
    Outcome,
    ThreadType,
    ThreadUrgency,
    Verdict,
)
from interlace.desk.threads import actions
from interlace.desk.threads.attachments import attach
from interlace.desk.threads.drafting import approve_draft, new_draft, submit_draft
from interlace.desk.threads.handing_over import hand_over
from interlace.desk.threads.messages import Message, Quote, TranslatedBy, Translation
from interlace.desk.threads.sending import send_draft
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.screening.queries import hits_of
from interlace.world.holdings import SHARED_PHONE, WALLET_ONE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CASES = {"KR": "KR-2026-0117", "TH": "TH-2026-0311", "VN": "VN-2026-0031", "SG": "SG-2026-0058"}
MINUTES_BEFORE_DUE = 25

VICTIM_REPORT = """Report of a victim, extract. Everything in it is invented.

Paid on three days in June to an account that a person met online had named.
First told the bank on 3 July. The account: 0000-1-42017-7, Reed Bank.
The person called from +82 10 0000 0142 and wrote in Korean and English.
"""


def converse(folder: Path, *, now: datetime) -> None:
    """Every thread of the demo, the oldest first."""
    _identity_closed(now)
    _company_answered(now)
    _clock_stands(now)
    _passport_due(now)
    _spontaneous_with_file(folder, now)
    _nobody_answers(now)
    _hit_followed(now)
    _stop_of_payment(now)


def _passport_due(now: datetime) -> None:
    """VN asks TH, in Vietnamese with a translation; it is acknowledged and nearly due."""
    sent = now - DAY + MINUTES_BEFORE_DUE * MINUTE
    message = Message(
        title="Hộ chiếu UT0000142, HAN Ji-seop",
        text="Đề nghị xác minh hộ chiếu và nơi cư trú dưới đây. Người này sử dụng số điện thoại "
        f"{SHARED_PHONE} trong vụ việc của chúng tôi.",
        language="vi",
        translation=Translation(
            "Please verify the passport and the residence below. The person uses the phone number "
            f"{SHARED_PHONE} in our case.",
            "en",
            TranslatedBy.HUMAN,
        ),
        type=ThreadType.VERIFICATION,
        to="TH",
        urgency=ThreadUrgency.URGENT,
        items=(
            Item(ItemKind.DOCUMENT, "Passport UT0000142, in the name of HAN Ji-seop"),
            Item(ItemKind.RESIDENCE, "House 7, K-7 Road, near crossing K-7"),
        ),
        tell_secretariat=True,
        foreign={"i247": "VN-I247-0611"},
    )
    thread = _sent("vn.desk", message, now=sent)
    actions.acknowledge(officer("th.second"), thread, reference=CASES["TH"], now=sent + 20 * MINUTE)
    reason = "The register of residence opens at 08:00; the passport is asked for, the answer comes to you."
    hand_over(officer("th.second"), thread, officer=UUID(officer("th.desk").id), reason=reason, now=now - 2 * HOUR)


def _company_answered(now: datetime) -> None:
    """KR asks TH about a company and its account; TH has answered in part, and KR has not closed it."""
    sent = now - 3 * DAY
    message = Message(
        title="Company Golden Reed Trading and its account",
        text="Please say whether this company is registered, and whether the account is in its name.",
        language="en",
        type=ThreadType.VERIFICATION,
        to="TH",
        urgency=ThreadUrgency.PRIORITY,
        items=(
            Item(ItemKind.COMPANY, "Golden Reed Trading, K-7 Road 12"),
            Item(ItemKind.RECORD, "Account 0000-1-42017-7, Reed Bank"),
        ),
        foreign={"i247": "KR-I247-0342", "eads": "EADS-26-118"},
    )
    thread = _sent("kr.desk", message, now=sent)
    actions.acknowledge(officer("th.desk"), thread, reference=CASES["TH"], now=sent + HOUR)
    looked = (now - 5 * HOUR).date()
    answer = Message(
        text="The company is in the register of companies. The bank has confirmed the account and not its holder.",
        language="en",
        quotes=(Quote(1, "whether the account is in its name"),),
        verdicts=(
            Verdict(Outcome.CONFIRMED, "Register of companies", looked),
            Verdict(Outcome.IN_PART, "Reed Bank, by telephone", looked, "The holder is not confirmed."),
        ),
    )
    actions.write(officer("th.desk"), thread, Move.ANSWER, answer, now=now - 5 * HOUR)


def _hit_followed(now: datetime) -> None:
    """KR follows up its strongest hit with TH."""
    kr = officer("kr.desk")
    hit = next((each.hit for each in hits_of(kr, now=now, party=Party.ASKER) if each.counterpart == "TH"), None)
    message = Message(
        title="Possible hit on a phone of our case",
        text="We have a possible hit with an entry of yours, by a phone number. Is the entry still valid, and may we "
        "learn when the person was last seen at the crossing?",
        language="en",
        type=ThreadType.HIT_FOLLOW_UP,
        to="TH",
        hit=hit,
        tell_secretariat=True,
    )
    _sent("kr.second", message, now=now - 40 * MINUTE)


def _spontaneous_with_file(folder: Path, now: datetime) -> None:
    """SG tells KR of a victim's report, with an extract, after another officer has read it."""
    path = folder / "report-extract.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(VICTIM_REPORT, encoding="utf-8")
    message = Message(
        title="A victim names a phone of your case",
        text="A victim here was called from a number that you have asked about. An extract of the report is attached; "
        "the victim is content that you read it, and not that it is passed on.",
        language="en",
        type=ThreadType.SPONTANEOUS,
        to="KR",
    )
    thread = _read_and_sent("sg.desk", "sg.second", message, now=now - 6 * HOUR, files=(path,))
    actions.acknowledge(officer("kr.second"), thread, now=now - 5 * HOUR)


def _clock_stands(now: datetime) -> None:
    """TH asks VN about a wallet; VN needs to know more first, so the clock stands."""
    message = Message(
        title="Holder of a wallet",
        text=f"Please tell us who used the wallet {WALLET_ONE} between March and June, as far as you know it.",
        language="en",
        type=ThreadType.INFORMATION,
        to="VN",
        urgency=ThreadUrgency.PRIORITY,
        tell_secretariat=True,
    )
    thread = _read_and_sent("th.desk", "th.second", message, now=now - 2 * DAY)
    question = Message(
        text="Vụ việc của quý vị về tội danh nào, và quý vị sẽ sử dụng câu trả lời vào việc gì?",
        language="vi",
        translation=Translation(
            "Which offence is your case about, and what will the answer be used for?", "en", TranslatedBy.MACHINE
        ),
        quotes=(Quote(1, "who used the wallet"),),
    )
    actions.write(officer("vn.desk"), thread, Move.ASK, question, now=now - 20 * HOUR)


def _identity_closed(now: datetime) -> None:
    """KR has asked VN for an identity, which was not confirmed; the thread is closed with that."""
    sent = now - 9 * DAY
    message = Message(
        title="Identity of OH Tae-rim",
        text="Please say whether this person is known to you under this name and year of birth.",
        language="en",
        type=ThreadType.VERIFICATION,
        to="VN",
        items=(Item(ItemKind.IDENTITY, "OH Tae-rim, born 1988"),),
    )
    thread = _sent("kr.desk", message, now=sent)
    actions.acknowledge(officer("vn.second"), thread, now=sent + 3 * HOUR)
    verdict = Verdict(Outcome.NOT_CONFIRMED, "Register of entries and exits", (sent + DAY).date())
    answer = Message(text="Nobody entered under this name.", language="en", verdicts=(verdict,))
    actions.write(officer("vn.second"), thread, Move.ANSWER, answer, now=sent + DAY)
    actions.close(officer("kr.desk"), thread, reason="Thank you.", now=sent + DAY + HOUR)


def _stop_of_payment(now: datetime) -> None:
    """SG asks TH to hold a payment; the first clock runs out in minutes."""
    message = Message(
        title="Stop of payment SGD 420,000.00 to Reed Bank",
        text="Please hold this payment: SGD 420,000.00, executed 50 minutes ago, to account 0000-1-42017-7 at Reed "
        "Bank. The account holder is not to be told. A formal request will follow.",
        language="en",
        type=ThreadType.STOP_PAYMENT,
        to="TH",
        tell_secretariat=True,
    )
    _sent("sg.desk", message, now=now - 6 * MINUTE)


def _nobody_answers(now: datetime) -> None:
    """KR has asked XA, which cannot be reached: it reads *no answer*, neither yes nor no."""
    message = Message(
        title="Document of MOON Gyeong-ho",
        text="Please say whether this travel document was issued by you.",
        language="en",
        type=ThreadType.VERIFICATION,
        to="XA",
        urgency=ThreadUrgency.IMMEDIATE,
        items=(Item(ItemKind.DOCUMENT, "Travel document XA0000077"),),
        tell_secretariat=True,
    )
    _sent("kr.second", message, now=now - 3 * HOUR)


def officer(username: str) -> Viewer:
    """An officer at work on its bureau's case."""
    found = officer_of_profile(username)
    return viewer_of(found, purpose="fraud", reference=CASES[found.member_code])


def _sent(by: str, message: Message, *, now: datetime) -> UUID:
    writer = officer(by)
    return send_draft(writer, new_draft(writer, message, now=now - MINUTE).id, now=now).thread


def _read_and_sent(by: str, reader: str, message: Message, *, now: datetime, files: tuple[Path, ...] = ()) -> UUID:
    """A message that another officer of the bureau reads before it goes."""
    writer = officer(by)
    draft = new_draft(writer, message, now=now - 10 * MINUTE)
    for path in files:
        attach(writer, draft.id, path, file_name=path.name, now=now - 8 * MINUTE)
    submitted = submit_draft(writer, draft.id, now=now - 5 * MINUTE)
    approve_draft(officer(reader), draft.id, digest=submitted.digest, now=now - 2 * MINUTE)
    return send_draft(writer, draft.id, now=now).thread
