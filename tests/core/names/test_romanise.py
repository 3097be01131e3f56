"""Latin spellings of single words, script by script."""

import pytest

from interlace.core.names import Script, romanise, skeleton, sound


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("สมชาย", "somchai"),
        ("ทักษิณ", "thaksin"),
        ("ประยุทธ์", "prayut"),
        ("สุวรรณ", "suwan"),
        ("ศักดิ์", "sak"),
        ("จันทร์", "chan"),
        ("กฤษณ์", "krit"),
        ("เฉลิม", "chaloem"),
        ("อำนวย", "amnuai"),
        ("ดารา", "dara"),
    ],
)
def test_thai_is_read_as_the_royal_system_writes_it(word: str, spelling: str) -> None:
    assert spelling in romanise(word)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("철수", "cheolsu"), ("지섭", "jiseop"), ("철완", "cheorwan"), ("영희", "younghui"), ("동욱", "dongwook")],
)
def test_korean_given_name_has_official_and_everyday_spellings(word: str, spelling: str) -> None:
    assert spelling in romanise(word)


def test_korean_surname_has_the_spellings_that_families_use() -> None:
    assert set(romanise("정", is_surname=True)) >= {"jung", "jeong", "chung", "cheong"}
    assert set(romanise("이", is_surname=True)) >= {"lee", "yi", "rhee", "i"}


def test_chinese_surname_has_mandarin_wade_giles_cantonese_and_hokkien_spellings() -> None:
    assert set(romanise("陳", is_surname=True)) >= {"chen", "chan", "tan", "tran"}
    assert set(romanise("徐", is_surname=True)) >= {"xu", "hsu", "tsui"}


def test_chinese_character_is_read_as_a_surname_where_it_is_one() -> None:
    assert romanise("曾", is_surname=True)[0] == "zeng"
    assert romanise("單", is_surname=True)[0] == "shan"


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("小明", "xiaoming"), ("小明", "hsiaoming"), ("偉國", "waikwok"), ("國昌", "kuochang")],
)
def test_chinese_given_name_is_spelled_in_each_system(word: str, spelling: str) -> None:
    assert spelling in romanise(word)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("အောင်", "aung"),
        ("မြင့်", "myint"),
        ("ညွန့်", "nyunt"),
        ("ထွန်း", "htun"),
        ("စိုး", "soe"),
        ("ကျော်", "kyaw"),
        ("ရွှေ", "shwe"),
        ("သန္တာ", "thanta"),
    ],
)
def test_burmese_is_spelled_as_the_press_does(word: str, spelling: str) -> None:
    assert spelling in romanise(word)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("សុខ", "sok"), ("ដារ៉ា", "dara"), ("ហ៊ុន", "hun"), ("សែន", "sen"), ("ចន្ទ្រា", "chantrea"), ("ចាន់", "chan")],
)
def test_khmer_is_spelled_as_on_identity_cards(word: str, spelling: str) -> None:
    assert spelling in romanise(word)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("Путин", "putin"),
        ("Энхбаяр", "enkhbayar"),
        ("Елена", "yelena"),
        ("Фёдор", "fyodor"),
        ("محمد", "muhammad"),
        ("الرقباني", "rqbani"),
        ("राहुल", "rahul"),
        ("कमल", "kamal"),
        ("ວັນ", "van"),
    ],
)
def test_other_scripts_are_read(word: str, spelling: str) -> None:
    assert spelling in romanise(word)


def test_script_can_be_given() -> None:
    assert romanise("정", script=Script.HANGUL) == romanise("정")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cheolsu", "chulsoo"),
        ("xiaoming", "hsiaoming"),
        ("jiseop", "chisop"),
        ("kwan", "khuan"),
        ("young", "yeong"),
        ("kanteera", "kanthira"),
        ("phetch", "petch"),
    ],
)
def test_spellings_of_one_sound_have_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("min", "moon"), ("li", "lu"), ("wang", "huang"), ("ming", "ping")])
def test_different_names_keep_different_sounds(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_skeleton_keeps_consonants_and_marks_an_opening_vowel() -> None:
    assert [skeleton(sound(word)) for word in ("muhammad", "ahmed", "jiseop", "o")] == ["mmt", "amt", "csp", "a"]
