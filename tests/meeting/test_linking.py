"""Which cases are proposed to belong together, and which are not."""

from dataclasses import replace

import pytest

from interlace.meeting.linking.links import propose
from interlace.meeting.linking.people import compare_people
from interlace.meeting.linking.places import are_one_place
from interlace.meeting.pack.records import Individual, Mention, Pack, PackCase, Source, Standing, ThingKind
from interlace.meeting.pack.values import Home

HOMES = {code: Home(code, code) for code in ("KR", "TH", "VN", "MY", "SG", "PH")}


def mention(
    bureau: str, kind: ThingKind, raw: str, remark: str = "", *, individual: Individual | None = None
) -> Mention:
    source = Source(f"{bureau}/list.csv", f"row {len(raw)} column 1")
    return Mention(bureau, f"{bureau}-1", kind, raw, source, Standing.IDENTIFIER, remark, individual)


def links(*mentions: Mention) -> set[tuple[str, str, str]]:
    pack = Pack(cases=[PackCase(each.bureau, each.case, each.source) for each in mentions], mentions=list(mentions))
    return {(link.case_a[0], link.case_b[0], link.reason.value) for link in propose(pack, HOMES)}


def person(bureau: str, name: str, born: str = "", *, document: str = "") -> Mention:
    return mention(bureau, ThingKind.PERSON, name, individual=Individual(name, born, "", document))


def test_one_value_in_two_writings_links_two_bureaus() -> None:
    assert links(
        mention("KR", ThingKind.PHONE, "010-0000-8751"), mention("MY", ThingKind.PHONE, "+82-10-0000-8751")
    ) == {("KR", "MY", "phone")}


def test_cases_of_one_bureau_are_not_linked() -> None:
    first = mention("KR", ThingKind.PHONE, "010-0000-8751")
    assert links(first, replace(first, case="KR-2")) == set()


@pytest.mark.parametrize("remark", ["customer hotline of the bank", "호텔 프런트", "tổng đài", "officier de liaison"])
def test_what_everybody_meets_links_nobody_though_one_mention_alone_says_so(remark: str) -> None:
    value = mention("KR", ThingKind.PHONE, "+66 60 000 8971", remark)
    silent = [mention(bureau, ThingKind.PHONE, "+66 60 000 8971") for bureau in ("TH", "VN")]
    assert links(value, *silent) == set()
    assert len(links(replace(value, remark=""), *silent)) == 3


def test_one_digit_apart_links_only_where_the_holder_agrees() -> None:
    ours = mention("KR", ThingKind.DOCUMENT, "VN0008672", "Nguyen Van Huong, 1971-01-07")
    theirs = mention("MY", ThingKind.DOCUMENT, "VNOO08672", "Nguyen Van Huong, 1971-01-07")
    other = mention("MY", ThingKind.DOCUMENT, "VNOO08672", "Chen Longhui, 1988-01-14")
    assert ("KR", "MY", "document") in links(ours, theirs)
    assert links(ours, other) == set()
    assert links(replace(ours, remark=""), replace(theirs, remark="")) == set()


def test_a_short_name_agrees_where_the_birth_date_does() -> None:
    ours = mention("KR", ThingKind.DOCUMENT, "UT0022725", "Hu Jun, 1984-12-24")
    assert ("KR", "MY", "document") in links(ours, mention("MY", ThingKind.DOCUMENT, "UTOO22725", "Hu Jun, 1984-12-24"))
    assert links(ours, mention("MY", ThingKind.DOCUMENT, "UTOO22725", "Hu Jun, 1979-03-02")) == set()


def test_two_accounts_at_one_bank_are_neighbours() -> None:
    assert links(
        mention("KR", ThingKind.ACCOUNT, "000-3675-0008-98", "Garam River Bank; Soe Zaw Myint"),
        mention("MY", ThingKind.ACCOUNT, "000-3675-0002-98", "Garam River Bank; Wang Mingzhi"),
    ) == set()  # fmt: skip


def test_a_shortened_wallet_links_to_the_only_one_it_fits_and_to_none_of_two() -> None:
    short = mention("KR", ThingKind.WALLET, "TQk3b...MCpYbxQvS")
    whole = mention("TH", ThingKind.WALLET, "TQk3bZGYGWxysFKB1MLz4Lo3rCMpYbxQvS")
    assert links(replace(short, raw="TQk3b...pYbxQvS"), whole) == {("KR", "TH", "wallet")}
    twin = mention("VN", ThingKind.WALLET, "TQk3bWZhSHhfBWgS7pS8dh5my1UYRwyDvS")
    assert links(replace(short, raw="TQk3b...vS"), whole, twin) == set()


def test_a_name_alone_never_links() -> None:
    assert links(person("KR", "Dinh Duc Huong"), person("TH", "Dinh Duc Huong", "1979-10-24")) == set()
    assert links(person("KR", "Dinh Duc Huong", "1979-10-24"), person("TH", "Dinh Duc Huong", "24/10/2522")) == {
        ("KR", "TH", "person")
    }


def test_a_birth_year_links_with_a_part_of_the_passport_and_not_without() -> None:
    ours, theirs = (
        person("KR", "Zaw Kyaw Soe", "1982"),
        person("TH", "Zaw Kyaw Soe", "21/08/1982", document="UT0002427"),
    )
    assert links(ours, theirs) == set()
    assert links(person("KR", "Zaw Kyaw Soe", "1982", document="*****2427"), theirs) == {("KR", "TH", "person")}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("ทูน ซอ คาย", "U Htun Zaw Khine"),
        ("ทูน ซอ คาย", "Tun Zaw Khaing"),
        ("Hứa Hoa Chí", "สวี่ หัวจื้อ"),
        ("Dương Kiến Văn", "楊建文"),
        ("หวู หืว ตว่าน", "Vu Huu Toan"),
    ],
)
def test_a_name_as_another_bureau_heard_it_meets_with_the_same_birth_date(ours: str, theirs: str) -> None:
    a, b = Individual(ours, "1976-01-26"), Individual(theirs, "1976-01-26")
    assert compare_people(a, b) is not None
    assert compare_people(b, a) == compare_people(a, b)
    assert compare_people(a, replace(b, birth_date="1976-02-27")) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "documents"),
    [
        ("Win Min Naing", "Thant Soe Aung", ("", "")),
        ("Oh Min-u", "吴民成", ("KR0004657", "KR0006485")),
        ("Rogelio Villaruel", "藤堂　徹", ("", "")),
    ],
)
def test_people_born_the_same_day_are_not_one_for_that(ours: str, theirs: str, documents: tuple[str, str]) -> None:
    assert compare_people(Individual(ours, "1991-05-04"), Individual(theirs, "1991-05-04"), documents) is None


def test_addresses_in_two_scripts_are_one_by_numbers_and_sound() -> None:
    assert are_one_place("메카베이 로터스로 14, C동", "Building C, 14 Lotus Road, Mekha Bay")
    assert not are_one_place("메카베이 로터스로 15, C동", "Building C, 14 Lotus Road, Mekha Bay")
    assert not are_one_place("메카베이 로터스로 14, D동", "Building C, 14 Lotus Road, Mekha Bay")


def test_what_a_scanner_misread_links_to_the_one_value_that_looks_like_it() -> None:
    read = replace(mention("KR", ThingKind.DOMAIN, "guartzbirch36-fx.example"), is_scanned=True)
    meant = mention("MY", ThingKind.DOMAIN, "quartzbirch36-fx.example")
    assert links(read, meant) == {("KR", "MY", "domain")}
    # Two of a kind may be two on purpose: nobody misread them.
    assert links(replace(read, is_scanned=False), meant) == set()
    # Which of two was meant is for the reader of the page to say.
    other = mention("SG", ThingKind.DOMAIN, "quartzblrch36-fx.example")
    assert links(read, meant, other) == set()
