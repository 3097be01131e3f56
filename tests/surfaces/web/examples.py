"""Pages of the invented world Golden Reed, filled with example values: what the style page draws."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from interlace.facts.presenting import (
    Cell,
    Column,
    ImportPage,
    ImportResult,
    Part,
    Receipt,
    RegisterFields,
    Row,
    SharedRow,
    SharingPage,
    SharingSentence,
    ShownFact,
    ShownThing,
    TestedViewer,
    ViewerAnswer,
)
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.localize.shown import (
    Choice,
    Notice,
    ShownClock,
    ShownField,
    Trail,
    clock,
    paused_clock,
    person_name,
)
from interlace.screening.border.presenting import Band, BorderPage
from interlace.screening.inbox_shown import InboxPage, QueueGroup
from interlace.screening.presenting import (
    Act,
    AnswerForm,
    AnswerRow,
    Answers,
    AskForm,
    Chance,
    CheckPage,
    EarlierCheck,
    Handling,
    HitPage,
    Pair,
    Picture,
    Preview,
    QueueItem,
    ReasonRow,
    Release,
    Rung,
    Seat,
    Total,
    TwoPersons,
    Value,
)
from interlace.screening.quality_shown import QualityPage, QualityTable
from interlace.surfaces.web.presenting import DevicePage, Profile, SheetPage, SignInPage

NOW = datetime(2026, 7, 14, 7, 22, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")
HAN = person_name("ฮัน จีซอบ", "Han Chi-sop")
HAN_KOREAN = person_name("한지섭", "HAN Ji-seop")
REFERENCE = "KR-2026-0117"


def officer_of(code: str, name: str, *, zone: str) -> Officer:
    """An officer who is in no database."""
    member = Member(code=code, name=f"{code} (invented)")
    bureau = Bureau(member=member, name=f"{code} bureau", time_zone=zone)
    return Officer(
        username=name.lower(),
        display_name=name,
        bureau=bureau,
        roles=["duty_officer"],
        purposes=["fraud", "trafficking", "life"],
    )


def due(minutes: int, *, of: int) -> ShownClock:
    """A clock with so many minutes left, of so many."""
    end = NOW + timedelta(minutes=minutes)
    return clock(due=end, started=end - timedelta(minutes=of), now=NOW, zone=BANGKOK, language="en")


def inbox() -> InboxPage:
    """S1 of TH."""
    held = QueueItem(
        id="1",
        url="#hit",
        due="14:40",
        clock=due(18, of=120),
        icon="person",
        title="First answer to KR about a held person",
        owner="KR",
        name=HAN,
        line="A person is held. Very strong, 5 fields compared.",
        is_current=True,
    )
    second = QueueItem(
        id="2",
        url="#two",
        due="15:10",
        clock=due(48, of=60),
        icon="two",
        title="Second person: release 2 fields to VN",
        owner="TH",
        line="Asked by N. Wattana. You see the difference before you sign.",
    )
    wallet = QueueItem(
        id="3",
        url="#wallet",
        due="18:00",
        clock=due(218, of=720),
        icon="wallet",
        title="Confirm or reject: wallet",
        owner="VN",
        code="TBCPQf7z…esmWM",
        line="Strong. Opened by VN 09:14.",
    )
    recall = QueueItem(
        id="4",
        url="#recall",
        due="22:05",
        clock=due(463, of=1440),
        icon="recall",
        title="Recall: one fact to delete or seal",
        owner="VN",
        line="Use stopped at 13:58. The signed receipt is due.",
    )
    paused = QueueItem(
        id="5",
        url="#clarify",
        due="Wed 09:00",
        clock=paused_clock(waiting_for="XB"),
        icon="request",
        title="Clarification asked on TH-2026-0311",
        owner="XB",
        line="The clock stands still until we answer.",
    )
    late = QueueItem(
        id="6",
        url="#late",
        due="14:02",
        clock=due(-20, of=60),
        icon="phone",
        title="Confirm or reject: phone",
        owner="SG",
        code="+65 0000 0142",
        line="Fair. Nobody has answered yet: that reads no answer, never no.",
    )
    return InboxPage(
        summary="6 items, 2 due within 30 minutes",
        handling=Handling(
            lead="For the TH bureau only.",
            text="Items show what each owner allows TH to know. Nothing may be passed on without asking the owner.",
        ),
        groups=(
            QueueGroup("Overdue", (late,)),
            QueueGroup("Next hour", (held, second)),
            QueueGroup("Today", (wallet, recall)),
            QueueGroup("This week", (paused,)),
        ),
        preview=Preview(
            title="First answer to KR",
            name=HAN,
            lines=("KR holds one person since 12:31 and asks TH to confirm the identity.",),
            pairs=(
                Pair("First answer", clock=due(18, of=120)),
                Pair("Confirmation", clock=due(258, of=360)),
                Pair("Custody of KR", text="KR may hold until Wed 12:31"),
                Pair("State", state="possible", text="Possible, very strong"),
                Pair("Purpose", text=f"Fraud investigation, {REFERENCE}"),
            ),
            hint="“We have it and are working on it” counts as the first answer and stops the first clock.",
            acts=(
                Act("Compare", "#hit", is_main=True),
                Act("Send first answer", "#first", is_form=True, values=(("hit", "1"),)),
            ),
        ),
        waiting_outside=2,
        show_new_url="#new",
    )


def empty_inbox() -> InboxPage:
    """S1 with nothing to do."""
    return InboxPage(
        summary="0 items",
        handling=Handling(lead="For the TH bureau only.", text="Items show what each owner allows TH to know."),
        groups=(),
        next_deadline="Next deadline 06:00: receipt for a recall.",
    )


PURPOSES = (
    Choice("fraud", "Fraud investigation", chosen=True),
    Choice("trafficking", "Trafficking in persons"),
    Choice("life", "Protection of life"),
)


def check(*, asked: bool = True) -> CheckPage:
    """S2 of KR."""
    ask = "Ask to confirm"
    rows = (
        AnswerRow("KR", "our records", "ours", "In this case, contributed by Y. Seo on 2 July."),
        AnswerRow(
            "TH",
            "TH bureau",
            "possible",
            "Phone identical. Other comparisons are not released.",
            band="very strong",
            acts=(Act(ask, "#th", key="r"),),
        ),
        AnswerRow(
            "VN",
            "VN bureau",
            "possible",
            "Phone identical. Other comparisons are not released.",
            band="strong",
            acts=(Act(ask, "#vn"),),
        ),
        AnswerRow("SG", "SG bureau", "no_hit", "Nothing that SG lets KR discover."),
        AnswerRow("XB", "XB bureau", "no_hit", "Nothing that XB lets KR discover."),
        AnswerRow(
            "XA",
            "XA bureau",
            "waiting",
            "Not answered. Last contact 29 h ago. The question stays open and is asked again by itself.",
        ),
    )
    return CheckPage(
        handling=Handling(
            lead="The value you type goes to the bureaus listed under “Ask”.",
            text=f"For fraud investigation, {REFERENCE}. They learn that KR asked, not why.",
        ),
        value=ShownField(
            "value",
            "Phone, account, wallet, document, domain or person",
            value="+82 10 0000 0142" if asked else "",
        ),
        purpose=ShownField("purpose", "Purpose", kind="select", choices=PURPOSES),
        reference=ShownField("reference", "Case or legal reference", value=REFERENCE),
        scope=ShownField(
            "scope",
            "Ask",
            kind="select",
            choices=(Choice("", "All 5 bureaus that accept this purpose", chosen=True), Choice("TH", "TH bureau")),
        ),
        url="#",
        import_url="#import",
        reading="Read as a mobile phone, Republic of Korea, 12 digits. It lies in the range reserved for exercises."
        if asked
        else "",
        examples=(
            "+82 10 0000 0142",
            "TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG",
            "L898902C3",
            "ฮัน จีซอบ",
            "문경호 1979-11-02",
            "example.test",
        ),
        answers=Answers(
            summary="2 possible hits, 2 no hit, 1 still waiting",
            asked="Asked 14:22:07 UTC+9",
            rows=rows,
            notices=(
                Notice(
                    lead="XA has not answered.",
                    text="That is not “no hit”. You get an item in the inbox when it does.",
                    tone="waiting",
                    mark="waiting",
                ),
            ),
        )
        if asked
        else None,
        earlier=(
            EarlierCheck("TBC4T5y2…84PEqG", "#", "possible", "1 possible", is_code=True),
            EarlierCheck("문경호 1979-11-02", "#", "no_hit", "no hit, 5 of 5"),
            EarlierCheck("+84 90 000 0177", "#", "waiting", "1 waiting", is_code=True),
        ),
    )


BANDS = (("weak", False), ("fair", False), ("strong", False), ("very strong", True))


def ladder() -> tuple[Rung, ...]:
    """How far the hit of KR and TH has climbed."""
    return (
        Rung("Possible", "found by machine, 2 July 10:02", "done"),
        Rung("Asked", "by KR, 14 July 12:40", "done"),
        Rung("Owner answers", "TH decides, due 18:40", "now"),
        Rung("Release approved", "by a second person of TH", "next"),
        Rung("Released", "4 fields to KR", "next"),
    )


def hit_of_owner() -> HitPage:
    """S3 of TH, who owns the entry and sees every reason."""
    return HitPage(
        trail=(Trail("Inbox", "#inbox"), Trail("Hit with KR")),
        title="Hit with KR",
        name=HAN,
        state="possible",
        state_text="Possible, very strong",
        asked="Asked by KR at 12:40",
        handling=Handling(
            lead="TH is the owner and sees everything of its entry.",
            text=f"KR lent 3 fields for this question only: fraud investigation, {REFERENCE}, until answered."
            " KR sees so far: a possible hit exists, very strong.",
            url="#who",
        ),
        ladder=ladder(),
        our_code="TH",
        their_code="KR",
        notices=(
            Notice(
                lead="A person is held by KR since 12:31.",
                text="KR may hold until Wed 12:31; a late answer never prolongs that.",
                tone="warn",
                mark="stop",
            ),
        ),
        clocks=(Pair("First answer", clock=due(18, of=120)), Pair("Confirmation", clock=due(258, of=360))),
        explained="For it: phone (identical), birth date (identical after Buddhist year) and name (close after"
        " romanising). Against it: surname (common in KR). Together: very strong.",
        rows=(
            ReasonRow(
                "Phone",
                Value(text="+82 10 0000 0142", is_code=True),
                Value(text="+82 10 0000 0142", is_code=True),
                "Identical",
                "+11.2",
                0,
                44.8,
            ),
            ReasonRow(
                "Birth date",
                Value(text="17 เม.ย. 2534", also="= 1991-04-17"),
                Value(text="1991-04-17"),
                "Identical after Buddhist year",
                "+8.3",
                44.8,
                33.2,
            ),
            ReasonRow("Name", Value(name=HAN), Value(name=HAN_KOREAN), "Close after romanising", "+4.1", 78, 16.4),
            ReasonRow(
                "Surname",
                Value(text="ฮัน", also="Han"),
                Value(text="한", also="HAN"),
                "Common in KR",
                "−0.4",
                92.8,
                1.6,
                is_against=True,
            ),
            ReasonRow(
                "Nationality",
                Value(text="Republic of Korea"),
                Value(also="not given"),
                "Not given by KR",
                "0.0",
            ),
        ),
        total=Total(
            band="very strong",
            bands=BANDS,
            ours="Entry TH-26-0488, graded B2",
            theirs="3 fields of KR, shown for this question only",
            weight="23.2",
            size=89.2,
            ticks=(7.7, 19.2, 38.5, 61.5),
            least="Very strong begins at 16.0 bits",
            chance=Chance(
                before="About one record in 256 that is compared is the one looked for",
                weight="−8.0",
                start=58.4,
                size=30.8,
                said="Running total from 23.2 to 15.2",
                after="more than 99.9%",
                bits="15.2",
                model="interlace-names-2/2026-11",
            ),
        ),
        answer=AnswerForm(
            question="Are the person of KR and our entry TH-26-0488 the same?",
            url="#",
            why=ShownField(
                "why",
                "Why (KR sees this)",
                kind="textarea",
                value="Phone and birth date agree with our 2025 immigration record. Photo compared by N. Wattana.",
            ),
        ),
        release=Release(
            title="What KR will see",
            url="#",
            look_url="#",
            choices=(
                ("name", "Name as written, ฮัน จีซอบ", True, ""),
                ("birth_date", "Birth date", True, ""),
                ("phone", "Phone", True, ""),
                ("entry", "Last entry into TH, 2026-05-30", True, ""),
                ("address", "Address", False, "asked for by nobody yet; not part of the question"),
            ),
            sentence=f"KR may read these 4 fields for fraud investigation {REFERENCE}, may not use them in court"
            " without asking, may not pass them on, until 30 June 2027.",
        ),
        two_persons=TwoPersons(
            title="Release needs two persons of TH",
            seats=(
                Seat("N. Wattana", ("asks, 14:18 UTC+7", "Code entered"), True),
                Seat("Second person", ("not signed", "may not be N. Wattana"), False),
            ),
            hint="You answer the question with one person. Fields leave TH only after the second signature.",
            act=Act("Review and sign", "#"),
        ),
        event="7f3c-91aa-0d52",
    )


def border() -> BorderPage:
    """S19 of KR after a document that stands in a list."""
    ready = Band("ready", "idle", "todo", "READY", "Scan the document.")
    said = "Keep the document. Ask the traveller to wait. Call the second line."
    return BorderPage(
        handling=Handling(
            lead="For officers of this post only.",
            text="Each scan asks the lists below for fraud investigation, post K-7, and is logged."
            " The screen never says why.",
        ),
        url="#",
        band=Band("second_line", "bad", "stop", "SECOND LINE", said),
        ready=ready,
        no_line=ready,
        counts=(Pair("Scanned", "187"), Pair("No hit", "184"), Pair("Second line", "2"), Pair("Scanned again", "1")),
        lists=("records of KR, as they are now", "Lost passports of SG, 3 min old"),
        since="since 06:00 UTC+9",
        last="Last document: •••• 1731, every check digit fits",
        remarks=("The document has expired. Check the document.",),
    )


def quality() -> QualityPage:
    """Match quality as the head of TH sees it."""
    decided = ("Decided", "Same", "Different", "Cannot tell", "Share of “same”")
    return QualityPage(
        handling=Handling(
            lead="For the bureau of TH only.",
            text="Every number is of hits that you may know of. No decision trains the model.",
        ),
        model=(Pair("Version", "interlace-names-2", is_code=True), Pair("Told as a possible hit", "from “fair” on")),
        bands=QualityTable(
            "Bands",
            ("Band", "From, in bits", "Chance at its beginning", "False alarms in 10,000 checks, from this band on"),
            (("Very strong", "16.0", "99.6%", "0"), ("Strong", "10.0", "80%", "3"), ("Fair", "5.0", "11.1%", "88")),
            hint="Chance and false alarms are what was measured before; below, what people found.",
            note="10,000 invented persons asked about in 3,700 entries of a real list, by name alone.",
        ),
        decided=(
            QualityTable(
                "Decided, by band",
                ("Band", *decided),
                (("Very strong", "41", "38", "1", "2", "97%"), ("Fair", "19", "3", "15", "1", "17%")),
                bars=(97.0, 17.0),
            ),
            QualityTable("Decided, by month", ("Month", *decided), ()),
        ),
        measured=(
            QualityTable(
                "Names of one person, and the names most like them",
                ("Set", "True pairs", "Precision", "Recall", "Missed", "False"),
                (("OFAC persons", "1,000", "0.78", "0.46", "0.31", "0.011"),),
            ),
        ),
        versions=QualityTable(
            "Versions on this node",
            ("Version", "Date", "In force", "Where its numbers come from"),
            (("interlace-names-2", "2026-11-22", "yes", "Weights set by hand from published shares."),),
        ),
    )


def hit_of_asker() -> HitPage:
    """S3 of KR before release: the word, and the reasons that the owner lets out."""
    return HitPage(
        trail=(Trail("Inbox", "#inbox"), Trail("Hit with TH")),
        title="Hit with TH",
        name=HAN_KOREAN,
        state="possible",
        state_text="Possible, very strong",
        handling=Handling(
            text="KR may know that a possible hit exists, for fraud investigation, until 30 June 2027. Ask TH for more."
        ),
        ladder=(
            Rung("Possible", "found by machine, 14 July 14:22", "now"),
            Rung("Ask", "KR asks TH", "next"),
            Rung("Owner answers", "TH decides", "next"),
            Rung("Released", "what TH chooses", "next"),
        ),
        our_code="KR",
        their_code="TH",
        rows=(
            ReasonRow("Phone", Value(text="+82 10 0000 0142", is_code=True), Value(also="not released"), "Identical"),
            ReasonRow(
                "Other fields", Value(also="2 fields of ours"), Value(also="not released"), "Comparison not released"
            ),
        ),
        total=Total(band="very strong", bands=BANDS, ours="Contributed by Y. Seo", theirs="Nothing released yet"),
        pictures=(
            (
                Picture("Photograph, 2025-11-02: lies with us, not lent yet"),
                Picture("No photograph released"),
            ),
        ),
        ask=AskForm(
            title="Ask TH to confirm",
            url="#",
            choices=(
                ("name", "Name, 한지섭", True, ""),
                ("birth_date", "Birth date, 1991-04-17", True, ""),
                ("photo", "Photograph", False, "decides more than any other field"),
            ),
            urgency=ShownField(
                "urgency",
                "How urgent",
                kind="select",
                choices=(
                    Choice("normal", "Normal: answer within 12 hours", chosen=True),
                    Choice("urgent", "Urgent: first answer within 1 hour"),
                    Choice("held", "A person is held: 2 hours, then 6 hours"),
                ),
            ),
            sentence="TH may read these 2 fields for this question only, until it is answered.",
        ),
    )


HEADS = ("Who", "Birth date", "Phone", "Wallet")


def _row(number: int, icon: str, thing: str, who: Cell, *, birth: Cell, phone: Cell, wallet: Cell, **more: str) -> Row:
    return Row(number, icon, thing, (who, birth, phone, wallet), more.get("state", "valid"), more.get("text", ""))


def import_preview() -> ImportPage:
    """S5 of KR with one row that needs somebody."""
    none = Cell()
    columns = (
        ("이름", "Name"),
        ("생년월일", "Birth date"),
        ("전화번호", "Phone"),
        ("지갑주소", "Wallet"),
        ("비고", "Not used"),
    )
    broken = Row(
        6,
        "phone",
        "Phone",
        (
            Cell(also="of row 2"),
            none,
            Cell(
                is_code=True,
                repair=ShownField(
                    "cell-6-phone",
                    "Phone in row 6",
                    value="010-0000-71",
                    error="Phone too short: 9 digits, 10–11 expected",
                ),
            ),
            none,
        ),
        "problem",
        repair_url="#",
        skip_url="#skip",
    )
    return ImportPage(
        title="Import suspects.xlsx",
        step="preview",
        lead="Not shared yet.",
        handling="Only you can see this draft. It is kept for 7 days or until you contribute.",
        trail=(Trail("Import", "#"), Trail("suspects.xlsx")),
        template_url="#",
        notices=(
            Notice(
                lead="1 row needs you. 9 are ready.",
                text="Repair it here, skip it, or contribute the 9 now and send row 6 later.",
                tone="bad",
                mark="stop",
                url="#row-6",
                link="Row 6, phone: too short. 9 digits, 10–11 expected.",
            ),
        ),
        columns=tuple(
            Column(
                header,
                "ko",
                ShownField(f"column-{at}", header, kind="select", choices=(Choice("", chosen, chosen=True),)),
            )
            for at, (header, chosen) in enumerate(columns)
        ),
        columns_hint="Recognised from Korean headers. Saved as “kr-suspects” for the next file.",
        columns_url="#",
        preview_title="3 persons, 5 phones, 2 wallets",
        preview_hint="suspects.xlsx, 10 rows, SHA-256",
        digest="9c41 e07b …",
        heads=HEADS,
        rows=(
            _row(1, "person", "Person", Cell(name=HAN_KOREAN), birth=Cell("1991-04-17"), phone=none, wallet=none),
            _row(
                2,
                "person",
                "Person",
                Cell(name=person_name("오태림", "OH Tae-rim")),
                birth=Cell("1988", also="day unknown, kept as year"),
                phone=none,
                wallet=none,
            ),
            _row(
                3,
                "person",
                "Person",
                Cell(name=person_name("문경호", "MOON Gyeong-ho")),
                birth=Cell("1979-11-02"),
                phone=none,
                wallet=none,
            ),
            _row(
                4,
                "phone",
                "Phone",
                Cell(also="of row 1"),
                birth=none,
                phone=Cell("+82 10 0000 0142", is_code=True),
                wallet=none,
                state="gap",
                text="Valid, exercise range",
            ),
            broken,
            _row(
                9,
                "wallet",
                "Wallet",
                Cell(also="of row 2"),
                birth=none,
                phone=none,
                wallet=Cell("TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM", is_code=True),
            ),
        ),
        sharing=SharingSentence(
            who=ShownField("audience", "These bureaus"),
            line=(
                Part(
                    "may know ",
                    ShownField(
                        "hit",
                        "What they may know",
                        kind="select",
                        choices=(
                            Choice("hit", "that a possible hit exists", chosen=True),
                            Choice("content", "the facts themselves"),
                            Choice("silent", "nothing; we are told when they search"),
                        ),
                    ),
                ),
                Part(", for ", ShownField("purpose", "Purpose", kind="select", choices=PURPOSES)),
                Part(", until ", ShownField("until", "Until", kind="date", value="2027-06-30")),
                Part("."),
            ),
            reserved=(
                ("no-proceedings", "use in court", True),
                ("no-onward", "passing on and export", True),
                ("no-matching", "automatic comparison", False),
            ),
            fields=(ShownField("case_reference", "Case or legal reference", value=REFERENCE),),
            chosen=(
                ("TH", "TH bureau", True),
                ("VN", "VN bureau", True),
                ("SG", "SG bureau", True),
                ("XA", "XA bureau", True),
                ("XB", "XB bureau", False),
            ),
            preview="SG, TH, VN and XA may know that a possible hit exists, for fraud investigation, until"
            " 30 June 2027. Only KR can read the facts. Nobody else learns anything.",
            remark="XB is not named, so for XB the facts do not exist.",
            register=RegisterFields(
                is_open=True,
                fields=(ShownField("register", "Load the list as a register", required=False),),
                effect=ShownField("legal_effect", "What an entry allows an officer to do", kind="textarea"),
                authorisation=(ShownField("authorised_by", "Authorised by", required=False),),
            ),
        ),
        contribute_url="#",
        contribute_label="Contribute 9 rows",
        contribute_hint="Row 6 waits in your file with its problem and fix.",
    )


def import_start() -> ImportPage:
    """S5 before a file is chosen."""
    return ImportPage(
        title="Import",
        step="file",
        lead="Nothing is shared yet.",
        handling="A file is read here first. Who may know is decided on the page after the preview.",
        upload_url="#",
        template_url="#",
        formats_hint="CSV, XLSX, NDJSON, FollowTheMoney, OFAC SDN or TagPack, up to 2 GiB."
        " Rows with problems never stop the others.",
        upload_fields=(
            ShownField("purpose", "Purpose of the rows that name none", kind="select", choices=PURPOSES),
            ShownField("status", "Status of the persons that name none", kind="select", choices=PURPOSES[:1]),
            ShownField("register", "Register (for a whole list)", required=False),
        ),
        earlier=(("suspects.xlsx", "#", "14 July 2026, 09:12 UTC+9", "9 stored, 1 with a problem"),),
    )


def import_result() -> ImportPage:
    """S5 after contributing."""
    return ImportPage(
        title="Import suspects.xlsx",
        step="result",
        lead="Shared.",
        handling="SG, TH, VN and XA may know that a possible hit exists, for fraud investigation, until 30 June 2027.",
        result=ImportResult(
            title="9 rows stored, 1 with a problem",
            pairs=(("Stored", "9 rows, 24 facts"), ("With a problem", "1 row"), ("Known already", "0 rows")),
            report_url="#",
            undo_url="#",
            hits_url="#",
        ),
    )


def sharing() -> SharingPage:
    """S17 of KR with a tested viewer and a recall under way."""
    return SharingPage(
        handling="Only KR sees this page. It lists what KR shares, with whom and until when.",
        summary="24 facts under 2 sentences, 1 recall under way",
        rows=(
            SharedRow(
                "suspects.xlsx",
                "SG, TH, VN and XA may know that a possible hit exists, for fraud investigation, until 30 June 2027."
                " Only KR can read the facts. Nobody else learns anything.",
                "30 June 2027",
                "in_force",
                url="#",
                recall_url="#",
                amount="24 facts",
            ),
            SharedRow(
                "Released to TH: 3 fields",
                "TH may read this, for fraud investigation, until 31 December 2026. Without asking KR, this may not be"
                " used in court, passed on or exported.",
                "31 December 2026",
                "in_force",
                recall_url="#",
            ),
        ),
        test_url="#",
        test_fields=(
            ShownField(
                "member",
                "As",
                kind="select",
                choices=(Choice("TH", "TH bureau", chosen=True), Choice("XB", "XB bureau")),
            ),
            ShownField("purpose", "Purpose", kind="select", choices=PURPOSES),
            ShownField("fact", "Fact or reference", value=REFERENCE),
        ),
        tested=TestedViewer(
            title="TH, for fraud investigation",
            sentence="TH may know that a possible hit exists, for fraud investigation, until 30 June 2027."
            " Ask KR for more.",
            answers=(
                ViewerAnswer("Learn that a hit exists", "permit", "named in the sentence"),
                ViewerAnswer("Read", "deny", "not among the readers"),
                ViewerAnswer("Use in court", "deny", "not among the readers"),
            ),
            finds=(
                ShownThing("phone", "Phone", (ShownFact("1", "Number", "+82 10 0000 0142", is_code=True),)),
                ShownThing("person", "Person", (ShownFact("2", "Birth date", "1991-04-17"),), name=HAN_KOREAN),
            ),
        ),
        recalls=(
            (
                "1 fact, Mon 13 July 2026, 15:02 UTC+9: it belongs to somebody else",
                (
                    Receipt("Facts", "deleted", "Gone for every reader; a mark without content is left.", ""),
                    Receipt("Search index", "deleted", "Found by no search any more.", ""),
                    Receipt("Hits", "waiting", "Being flagged.", ""),
                ),
            ),
        ),
    )


def sign_in() -> SignInPage:
    """Sign-in of an exercise node."""
    return SignInPage(
        fields=(
            ShownField("username", "User name", autocomplete="username"),
            ShownField("password", "Password", kind="password", autocomplete="current-password"),
            ShownField("code", "Code", kind="code", required=False, hint="Six digits from your authenticator."),
        ),
        problem=Notice(
            lead="Name, password or code do not fit.",
            text="Check all three. Five wrong codes close the account for a quarter of an hour.",
            tone="bad",
            mark="stop",
            code="sign_in_refused",
        ),
        profiles=(
            Profile("kr", "KR", "Y. Seo", "KR bureau", "Investigator"),
            Profile("th", "TH", "P. Saetang", "TH bureau", "Duty officer"),
            Profile("vn", "VN", "Trần Thị Hường", "VN bureau", "Duty officer"),
        ),
    )


def sheet() -> SheetPage:
    """A printed sheet that this node knows."""
    fields = (ShownField("code", "Code", value="ABCD-EFGH-JKLM", kind="code"), ShownField("day", "Day", kind="date"))
    return SheetPage(
        fields, Notice(lead="This node gave the page to Y. Seo, NCB Seoul, on Tue 14 July 2026.", tone="good")
    )


def device() -> DevicePage:
    """Setting up a device."""
    return DevicePage(
        square="",
        secret="JBSW Y3DP EHPK 3PXP",
        field=ShownField("code", "Code", kind="code"),
        password=ShownField("password", "New password", kind="password", autocomplete="new-password"),
    )
