"""Names of each tradition, as their bearers and the clerks of several countries write them."""

import pytest

from interlace.core.names import Script, blocking_keys, name_form, romanise
from interlace.core.names.zawgyi import in_unicode, is_zawgyi


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("佐々木健一郎", ("sasaki", "kenichiro")),
        ("渡邊美咲", ("watanabe", "misaki")),
        ("渡辺 美咲", ("watanabe", "misaki")),
        ("山田まりこ", ("yamada", "mariko")),
        ("小笠原百合子", ("ogasawara", "yuriko")),
        ("タナカ ハナコ", ("tanaka", "hanako")),
        ("林太郎", ("hayashi", "taro")),
        ("山崎", ("yamazaki",)),
        ("田中", ("tian", "zhong")),
        ("王小明", ("wang", "xiaoming")),
        ("欧阳志远", ("ouyang", "zhiyuan")),
    ],
)
def test_name_in_kanji_is_cut_and_read_by_the_tradition_that_it_shows(name: str, words: tuple[str, ...]) -> None:
    assert name_form(name).latin == words


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("大野俊平", "Shumpei Ohno"),
        ("大野俊平", "OONO Shunpei"),
        ("こばやし ゆうこ", "Kobayashi Yuko"),
        ("マリア・スミス", "Maria Sumis"),
        ("ສົມສັກ ວົງຄຳ", "Somsack Vongkham"),
        ("ພູມີ ໄຊຍະວົງ", "Phoumi Xayavong"),
        ("ခင်မာ", "Khin Mar"),
        ("ေဒၚခင္လွ", "Khin Hla"),
        ("金哲秀", "Kim Cheol-su"),
        ("李英姬", "Lee Young-hee"),
        ("陳偉强", "Chan Wai Keung"),
        ("陳志明", "Tan Chee Beng"),
        ("陈大文", "Tan Tua Boon"),
        ("J0hn Br0wn", "John Brown"),
        ("محمد یوسف", "Mohammad Yousuf"),
        ("عبدالكريم نصرالدين", "Abdulkarim Nasruddin"),
        ("ज़ाकिर राठौड़", "Zakir Rathore"),
        ("সুমন মণ্ডল", "Suman Mondal"),
        ("மோகன் குமார்", "Mohan Kumar"),
        ("සමන් රණතුංග", "Saman Ranatunga"),
        ("Soeharto Tjipto", "Suharto Cipto"),
        ("Achmad Rochman", "Ahmad Rohman"),
    ],
)
def test_two_spellings_of_one_name_share_a_key_for_each_word(native: str, latin: str) -> None:
    keys = blocking_keys(latin)
    assert all(token.keys & keys for token in name_form(native).tokens if not token.is_light)


@pytest.mark.parametrize(("one", "other"), [("陈国强", "陳國強"), ("高橋広", "髙橋廣"), ("斎藤恵", "齋藤惠")])
def test_shapes_of_one_character_are_one_character(one: str, other: str) -> None:
    assert [token.native for token in name_form(one).tokens] == [token.native for token in name_form(other).tokens]


@pytest.mark.parametrize(
    ("name", "words"),
    [("王 小明", ("wang", "xiaoming")), ("김 철수", ("kim", "cheolsu")), ("이 정민", ("lee", "jeongmin"))],
)
def test_space_in_a_name_says_where_the_family_name_ends(name: str, words: tuple[str, ...]) -> None:
    assert name_form(name).latin == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ramesh a/l Subramaniam", ("ramesh", "subramaniam")),
        ("Kavitha A/P Muthu", ("kavitha", "muthu")),
        ("Harjit Singh s/o Balwant Singh", ("harjit", "singh", "balwant", "singh")),
        ("Encik Ismail", ("ismail",)),
    ],
)
def test_word_of_descent_is_not_part_of_the_name(name: str, words: tuple[str, ...]) -> None:
    assert name_form(name).latin == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("एम॰ एस॰ राजन", ("m", "s", "rajan")),
        ("पी.ए. कुमार", ("p", "a", "kumar")),
        ("எம். கணேசன்", ("m", "kanesan")),
        ("க. கணேசன்", ("k", "kanesan")),
    ],
)
def test_initials_written_out_in_an_indian_script_are_initials(name: str, words: tuple[str, ...]) -> None:
    assert name_form(name).latin == words


def test_title_whose_letters_begin_a_name_is_part_of_it() -> None:
    assert name_form("คุณาวุฒิ สุขใจ").latin == ("khunawut", "sukchai")
    assert name_form("คุณสมชาย สุขใจ").latin == ("somchai", "sukchai")


def test_particles_of_filipino_and_malay_names_weigh_little() -> None:
    names = ("Juan dela Cruz", "Jose delos Santos", "Ali anak Bujang")
    light = [token.text for name in names for token in name_form(name).tokens if token.is_light]
    assert light == ["dela", "delos", "anak"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ေအာင္ဆန္း", "အောင်ဆန်း"),
        ("ျမင့္", "မြင့်"),
        ("ေဒၚခင္လွ", "ဒေါ်ခင်လှ"),
        ("ေက်ာ္သူ", "ကျော်သူ"),
        ("ထြန္း", "ထွန်း"),
    ],
)
def test_zawgyi_is_put_into_unicode(typed: str, text: str) -> None:
    assert name_form(in_unicode(typed)).latin == name_form(text).latin
    assert name_form(typed).original == typed


@pytest.mark.parametrize("text", ["အောင်ဆန်း", "ရွှေလှကြိုင်", "မြင့်မြတ်", "သန်းရွှေ", "ၸၢႆးမွၼ်း", "Aung San"])
def test_unicode_is_not_taken_for_zawgyi(text: str) -> None:
    assert not is_zawgyi(text)
    assert in_unicode(text) == text


@pytest.mark.parametrize(
    ("word", "script", "spelling"),
    [
        ("シュウジ", Script.KANA, "shuuji"),
        ("フィリップ", Script.KANA, "firipp"),
        ("シュレーバー", Script.KANA, "shurebar"),
        ("พรชัย", Script.THAI, "phornchai"),
        ("เพชรินทร์", Script.THAI, "phetcharin"),
        ("룡진", Script.HANGUL, "yongjin"),
        ("스테판", Script.HANGUL, "stefan"),
        ("ວຽງ", Script.LAO, "viang"),
        ("ບຸນຍັງ", Script.LAO, "boungnang"),
        ("چوہدری", Script.ARABIC, "chowdhury"),
        ("فاروق", Script.ARABIC, "farouk"),
        ("ज़ाकिर", Script.INDIC, "zakir"),
    ],
)
def test_word_is_spelled_as_its_country_spells_it(word: str, script: Script, spelling: str) -> None:
    assert spelling in romanise(word, script=script)
