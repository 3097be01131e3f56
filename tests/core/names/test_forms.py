"""Names taken apart: titles, order, scripts, keys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.names import Kind, Script, blocking_keys, name_form, name_tokens, nfc, script_of

NAMES = st.text(min_size=0, max_size=60)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Somchai Jaidee", ("somchai", "jaidee")),
        ("นายสมชาย ใจดี", ("somchai", "chaidi")),
        ("นางสาวสมหญิง ใจดี", ("somying", "chaidi")),
        ("Mr. Ji-seop HAN", ("jiseop", "han")),
        ("김철수", ("kim", "cheolsu")),
        ("남궁민수", ("namgung", "minsu")),
        ("王小明", ("wang", "xiaoming")),
        ("歐陽修", ("ouyang", "xiu")),
        ("Nguyễn Văn Ðức", ("nguyen", "van", "duc")),
        ("ရွှေလှကြိုင်", ("shwe", "hla", "kyaing")),
        ("Ma Nancun", ("ma", "nancun")),
        ("Dr Suharto, PhD", ("suharto",)),
        ("Garcia-Rodriguez, María José", ("garcia", "rodriguez", "maria", "jose")),
    ],
)
def test_name_is_taken_apart_into_latin_words(name: str, words: tuple[str, ...]) -> None:
    assert name_form(name).latin == words


def test_title_before_a_full_burmese_name_weighs_little() -> None:
    assert [(token.text, token.is_light) for token in name_tokens("U Thein Sein")] == [
        ("u", True),
        ("thein", False),
        ("sein", False),
    ]


def test_word_that_is_a_title_elsewhere_stays_a_name() -> None:
    assert [token.is_light for token in name_tokens("Ma Ying-jeou")] == [False, False]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mekong Trading Co., Ltd.", ("mekong", "trading")),
        ("บริษัท ทองดี จำกัด", ("thongdi",)),
        ("주식회사 한빛", ("hanbit",)),
        ("Công ty TNHH Hoa Sen", ("hoa", "sen")),
        ("ООО Ромашка", ("romashka",)),
        ("Sdn Bhd", ("sdn", "bhd")),
    ],
)
def test_legal_form_is_not_part_of_the_name_of_a_company(name: str, words: tuple[str, ...]) -> None:
    assert name_form(name, kind=Kind.ORGANISATION).latin == words


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("สมชาย ใจดี", "Somchai Jaidee"),
        ("김정은", "Kim Jong-un"),
        ("이재용", "Lee Jae-yong"),
        ("王小明", "Wang Hsiao-ming"),
        ("黃國昌", "Huang Kuo-chang"),
        ("សុខ ដារ៉ា", "Sok Dara"),
        ("ສົມສັກ", "Somsak"),
        ("သန်းရွှေ", "Than Shwe"),
        ("Владимир", "Vladimir"),
        ("محمد", "Mohamed"),
        ("राहुल गाँधी", "Rahul Gandhi"),
    ],
)
def test_native_and_latin_form_share_a_key(native: str, latin: str) -> None:
    assert blocking_keys(native) & blocking_keys(latin)


def test_two_words_are_also_read_as_one() -> None:
    assert blocking_keys("Ki Sik") & blocking_keys("Kisik") == {"ksk"}


def test_script_is_named_by_its_code() -> None:
    scripts = {
        name: script_of(name) for name in ("Hán", "ฮัน", "한", "韓", "ហាន", "ຮັນ", "ဟန်", "Хан", "هان", "האן", "हान")
    }
    assert scripts == {
        "Hán": Script.LATIN,
        "ฮัน": Script.THAI,
        "한": Script.HANGUL,
        "韓": Script.HAN,
        "ហាន": Script.KHMER,
        "ຮັນ": Script.LAO,
        "ဟန်": Script.BURMESE,
        "Хан": Script.CYRILLIC,
        "هان": Script.ARABIC,
        "האן": Script.HEBREW,
        "हान": Script.INDIC,
    }


@given(NAMES)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_failing(name: str) -> None:
    form = name_form(name)
    assert len(form.tokens) <= 12
    assert all(token.text for token in form.tokens)


@given(st.text(alphabet="กขคงจชณดตทธนบปพภมยรลวศสหอะาิีึืุูเแโไใ์่้ัำ ", max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_thai_is_read_in_bounded_time(name: str) -> None:
    assert len(name_form(name).tokens) <= 12


@given(NAMES)
@settings(max_examples=80, deadline=None)
def test_normal_form_is_stable(name: str) -> None:
    assert nfc(nfc(name)) == nfc(name)


def test_full_width_and_invisible_characters_make_no_difference() -> None:
    assert name_form("Ｋｉｍ\u200b Ｃｈｅｏｌｓｕ").latin == name_form("Kim Cheolsu").latin
