"""Every format gives the same rows: things with values in normal form, and findings at their places."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.facts import sheets
from tests.facts.network import SUSPECTS

from interlace.core.handling import Code
from interlace.facts.entities import Entity, Link, ParsedRow, Value, Weight
from interlace.facts.imports.detecting import detect
from interlace.facts.imports.reader import Defaults, Format
from interlace.facts.imports.source import ImportedFile, defaults_from, options_of
from interlace.facts.values import Reading


def rows_of(path: Path, defaults: Defaults = SUSPECTS) -> list[ParsedRow]:
    return list(ImportedFile.open(path, defaults))


def said(entity: Entity) -> dict[str, list[str]]:
    properties: dict[str, list[str]] = {}
    for value in entity.values:
        properties.setdefault(value.prop, []).append(value.value)
    return properties


@pytest.mark.parametrize(
    ("encoding", "separator", "country"),
    [
        ("utf-8", ",", "KR"),
        ("utf-8-sig", ";", "KR"),
        ("utf-16", "\t", "KR"),
        ("utf-16-le", ",", "KR"),
        ("cp949", ",", "KR"),
        ("cp949", "|", "TH"),
    ],
)
def test_a_korean_sheet_is_read_in_every_encoding(tmp_path: Path, encoding: str, separator: str, country: str) -> None:
    path = sheets.write_csv(
        tmp_path / "a.csv",
        [["한지섭", "1991년 4월 17일", "+82 10 0000 0142"], ["오태림", "1988", "+82 10 0000 0178"]] * 20,
        headers=["이름", "생년월일", "전화번호"],
        encoding=encoding,
        separator=separator,
    )
    rows = rows_of(path, Defaults(reading=Reading(country), status="suspect"))
    assert [said(entity) for entity in rows[0].entities] == [
        {"name": ["한지섭"], "birthDate": ["1991-04-17"], "phone": ["+821000000142"], "status": ["suspect"]}
    ]
    assert (len(rows), any(row.is_refused for row in rows)) == (40, False)


def test_a_thai_sheet_with_buddhist_years_is_read_in_its_old_encoding(tmp_path: Path) -> None:
    rows = [["ฮัน จีซอบ", "17 เม.ย. 2534", "ผู้ต้องสงสัย"], ["สมชาย ใจดี", "1 มกราคม 2520", "ผู้เสียหาย"]]
    path = sheets.write_csv(tmp_path / "a.csv", rows, headers=["ชื่อ-สกุล", "วันเดือนปีเกิด", "สถานะ"], encoding="cp874")
    (first, second) = rows_of(path, Defaults(reading=Reading("TH", "th")))
    assert said(first.entities[0]) == {"name": ["ฮัน จีซอบ"], "birthDate": ["1991-04-17"], "status": ["suspect"]}
    assert said(second.entities[0]) == {"name": ["สมชาย ใจดี"], "birthDate": ["1977-01-01"], "status": ["victim"]}


def title_rows(book: Workbook) -> None:
    for line in (["피의자 명단"], [], ["2026"]):
        book.worksheets[0].append(line)


def test_headers_below_title_rows_are_found(tmp_path: Path) -> None:
    path = sheets.write_xlsx(
        tmp_path / "a.xlsx",
        [["한지섭", "1991-04-17"]],
        headers=["이름", "생년월일"],
        before=title_rows,
    )
    (row,) = rows_of(path)
    assert (row.number, said(row.entities[0])["name"]) == (1, ["한지섭"])


def test_numbers_and_dates_of_a_workbook_are_read_as_what_they_mean(tmp_path: Path) -> None:
    from datetime import datetime

    rows = [["Han Ji-seop", datetime(1991, 4, 17), 821000000142.0], ["Oh Tae-rim", 1988, 1234567890123456]]
    path = sheets.write_xlsx(tmp_path / "a.xlsx", rows, headers=["Name", "DOB", "Phone"])
    first, second = rows_of(path)
    assert said(first.entities[0])["birthDate"] == ["1991-04-17"]
    assert said(first.entities[0])["phone"] == ["+821000000142"]
    assert [finding.problem.code for finding in second.findings] == ["digits_lost_in_spreadsheet"]


def test_a_saved_map_is_followed_to_the_letter(tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "a.csv", [["Han", "x", "Kim"]], headers=["Who", "Phone", "Name"])
    (row,) = rows_of(path, Defaults(columns={"Who": "name", "Phone": "", "Name": ""}, status="suspect"))
    assert said(row.entities[0]) == {"name": ["Han"], "status": ["suspect"]}


def test_a_thing_alone_becomes_a_thing_of_its_own(tmp_path: Path) -> None:
    headers = ["Phone", "Email", "Wallet", "IBAN", "Domain", "Plate"]
    cells = ["+82 10 0000 0142", "a@b.example", sheets.wallet(1), "DE89370400440532013000", "bad.example", "12가3456"]
    rows = [["" if index != place else cells[place] for index in range(6)] for place in range(6)]
    path = sheets.write_csv(tmp_path / "a.csv", rows, headers=headers)
    assert [(row.entities[0].schema, row.entities[0].values[0].prop) for row in rows_of(path)] == [
        ("UserAccount", "number"),
        ("UserAccount", "email"),
        ("CryptoWallet", "publicKey"),
        ("BankAccount", "iban"),
        ("LegalEntity", "website"),
        ("Vehicle", "registrationNumber"),
    ]


def test_what_a_person_holds_points_at_the_person(tmp_path: Path) -> None:
    headers = ["Name", "IBAN", "Wallet"]
    path = sheets.write_csv(tmp_path / "a.csv", [["Han", "DE89370400440532013000", sheets.wallet(1)]], headers=headers)
    (row,) = rows_of(path)
    assert [(entity.schema, entity.links) for entity in row.entities] == [
        ("Person", ()),
        ("CryptoWallet", (Link("holder", entity=0),)),
        ("BankAccount", ()),
        ("Ownership", (Link("owner", entity=0), Link("asset", entity=2))),
    ]


def test_a_document_belongs_to_the_country_its_row_names_and_never_to_the_senders(tmp_path: Path) -> None:
    rows = [["Han", "M12345678", "Vietnam"], ["Oh", "M12345678", ""]]
    path = sheets.write_csv(tmp_path / "a.csv", rows, headers=["Name", "Passport", "Nationality"])
    keys = [[value.key for value in row.entities[0].values if value.key] for row in rows_of(path)]
    assert keys == [["document:VN:M12345678"], ["document:-:M12345678"]]


def test_ambiguous_dates_are_asked_about_once(tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "a.csv", [["Han", "04/05/1991"]], headers=["Name", "DOB"])
    (asked,) = rows_of(path)
    assert [finding.problem.code for finding in asked.findings] == ["date_ambiguous"]
    (answered,) = rows_of(path, Defaults(reading=Reading(day_first=True), status="suspect"))
    assert said(answered.entities[0])["birthDate"] == ["1991-05-04"]


def test_ndjson_keys_are_headers(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text('{"이름": "한지섭", "전화번호": "+82 10 0000 0142"}\n{"이름": "오태림", "생년월일": 1988}\n')
    assert detect(path) is Format.NDJSON
    first, second = rows_of(path)
    assert (said(first.entities[0])["phone"], said(second.entities[0])["birthDate"]) == (["+821000000142"], ["1988"])


def test_followthemoney_entities_keep_their_schema_and_links(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    entities = [
        {
            "id": "p1",
            "schema": "Person",
            "properties": {"name": ["Han Ji-seop"], "nationality": ["kr"], "birthDate": ["1991-04-17"]},
        },
        {
            "id": "w1",
            "schema": "CryptoWallet",
            "properties": {"publicKey": ["0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"], "holder": ["p1"]},
        },
        {"id": "x", "schema": "Ghost", "properties": {}},
        {
            "id": "y",
            "schema": "Company",
            "properties": {"name": ["Reed Ltd"], "phone": ["no nr"], "colour": ["red"]},
        },
    ]
    path.write_text("".join(json.dumps(entity) + "\n" for entity in entities))
    assert detect(path) is Format.FTM
    person, wallet, ghost, company = rows_of(path)
    assert said(person.entities[0]) == {
        "name": ["Han Ji-seop"],
        "nationality": ["KR"],
        "birthDate": ["1991-04-17"],
        "status": ["suspect"],
    }
    assert wallet.entities[0].links == (Link("holder", reference="p1"),)
    assert [finding.problem.code for finding in ghost.findings] == ["schema_unknown"]
    assert [(finding.problem.code, finding.weight) for finding in company.findings] == [
        ("phone_has_letters", Weight.NOTED),
        ("property_unknown", Weight.NOTED),
    ]
    assert said(company.entities[0]) == {"name": ["Reed Ltd"], "phone": ["no nr"]}


def test_a_tag_inherits_the_header_of_its_pack(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(
        "title: Test pack\nlabel: Reed market\nabuse: scam\ncurrency: ETH\nsource: https://source.example\ntags:\n"
        "- address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'\n"
        "- address: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\n  currency: BTC\n  label: Other\n"
        "- address: nonsense\n- label: no address\n"
    )
    assert detect(path) is Format.TAGPACK
    first, second, *refused = rows_of(path)
    assert first.entities[0].values == (
        Value(
            "publicKey",
            "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045",
            "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045",
            "wallet:0xd8da6bf26964af9d7eed9e03e53415d37aa96045",
        ),
        Value("currencySymbol", "ETH", "ETH"),
        Value("name", "Reed market", "Reed market"),
        Value("topics", "scam", "scam"),
    )
    assert first.terms.source == "https://source.example"
    assert [value.value for value in second.entities[0].values[1:3]] == ["BTC", "Other"]
    assert [row.findings[0].problem.code for row in refused] == ["wallet_form_unknown", "tag_unreadable"]


SDN = """\
100,"HAN, Ji Seop","individual","CYBER2","Manager",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 17 Apr 1991; \
alt. DOB 1989 to 1990; POB Seoul, Korea, South; nationality Korea, South; Gender Male; \
Passport M12345678 (Korea, South) issued 01 Jan 2020; Email Address han@reed.example; \
Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; a.k.a. 'THE REED'; \
Linked To: REED LTD; Secondary sanctions ri"
200,"REED LTD",-0- ,"CYBER2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Website www.reed.example; Tax ID No. 123456789 (Laos)."
300,"REED STAR","vessel","CUBA",-0- ,"CL2685","General Cargo","2597","1098","Cuba","Reed Nav",\
"Vessel Registration Identification IMO 9187629."
\x1a"""


def test_an_ofac_list_is_put_together_from_its_parts(tmp_path: Path) -> None:
    (tmp_path / "sdn.csv").write_text(SDN)
    (tmp_path / "alt.csv").write_text('100,1,"aka","HAN, Jisup",-0- \n200,2,"fka","OLD REED",-0- \n')
    (tmp_path / "add.csv").write_text('100,1,"Reed Street 1","Vientiane","Laos",-0- \n')
    (tmp_path / "sdn_comments.csv").write_text('100,"sk: section 510."\n')
    assert detect(tmp_path / "sdn.csv") is Format.OFAC
    person, company, vessel = rows_of(tmp_path / "sdn.csv", Defaults())
    assert said(person.entities[0]) == {
        "name": ["Ji Seop HAN"],
        "lastName": ["HAN"],
        "firstName": ["Ji Seop"],
        "alias": ["Jisup HAN"],
        "program": ["CYBER2"],
        "position": ["Manager"],
        "address": ["Reed Street 1, Vientiane, Laos"],
        "country": ["LA"],
        "birthDate": ["1991-04-17", "1989~", "1990~"],
        "birthPlace": ["Seoul, Korea, South"],
        "nationality": ["KR"],
        "gender": ["male"],
        "passportNumber": ["M12345678"],
        "email": ["han@reed.example"],
        "weakAlias": ["THE REED"],
        "notes": ["Linked To: REED LTD", "Secondary sanctions risk: section 510"],
        "status": ["sanctioned"],
    }
    wallet = person.entities[1]
    assert (wallet.schema, wallet.links, wallet.first("publicKey")) == (
        "CryptoWallet",
        (Link("holder", entity=0),),
        "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
    )
    assert [value.key for value in person.entities[0].values if value.key] == [
        "document:KR:M12345678",
        "email:han@reed.example",
    ]
    assert said(company.entities[0])["previousName"] == ["OLD REED"]
    assert (said(vessel.entities[0])["flag"], said(vessel.entities[0])["imoNumber"]) == (["CU"], ["9187629"])


def test_defaults_survive_their_keeping() -> None:
    defaults = Defaults(reading=Reading("TH", "th", True), status="victim", source="desk", encoding="cp874", sheet="A")
    assert defaults_from(options_of(defaults)) == defaults


def test_a_private_key_is_recognised_as_a_secret(tmp_path: Path) -> None:
    key = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
    path = sheets.write_csv(tmp_path / "a.csv", [["Han", key]], headers=["Name", "Wallet"])
    (row,) = rows_of(path)
    assert [finding.problem.code for finding in row.findings] == ["wallet_private_key"]


def test_a_handling_code_of_another_scheme_is_never_widened(tmp_path: Path) -> None:
    path = sheets.write_csv(
        tmp_path / "a.csv", [["Han", "suspect", "TLP:RED EUROPOL_H:H2"]], headers=["Name", "Status", "Handling"]
    )
    (row,) = rows_of(path)
    codes = frozenset[str]().union(*(marking.codes for marking in row.terms.markings))
    assert codes == {Code.EYES_ONLY, Code.NO_ONWARD, Code.NO_PROCEEDINGS}
