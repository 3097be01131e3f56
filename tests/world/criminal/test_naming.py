"""Names of each tradition, with their Latin spellings."""

from random import Random

import pytest

from interlace.world.criminal.naming import TRADITIONS, Gender, Name, make_name, spell


@pytest.mark.parametrize("tradition", TRADITIONS)
@pytest.mark.parametrize("gender", list(Gender))
def test_every_tradition_has_names_of_both_genders_in_latin_letters_too(tradition: str, gender: Gender) -> None:
    rng = Random(1)
    names = [make_name(tradition, gender, rng) for _ in range(60)]
    assert len({name.native for name in names}) > 20
    for name in names:
        spelled = " ".join(spell(part, rng) for part in name.parts)
        assert name.native.strip()
        assert all(letter.isascii() or letter in "üÜçéèáíóúñöä" for letter in spelled), spelled


def drawn(tradition: str, count: int = 400) -> list[Name]:
    rng = Random(3)
    return [make_name(tradition, Gender.MALE, rng) for _ in range(count)]


def test_kim_is_about_every_fourth_korean_and_no_thai_family_name_is_common() -> None:
    koreans = [name.parts[0].native for name in drawn("kr")]
    thais = [name.parts[1].native for name in drawn("th")]
    assert 0.15 < koreans.count("김") / len(koreans) < 0.35
    assert max(map(thais.count, thais)) / len(thais) < 0.02


def test_who_writes_one_syllable_in_an_older_system_writes_the_other_in_it_too() -> None:
    wei_jie = {name.parts[1].native: name.parts[1].spellings for name in drawn("cn", 3000)}["伟杰"]
    assert {"Weijie", "Wei-jie", "Wei Jie", "Waikit", "Wai-kit", "Wai Kit"} <= set(wei_jie)
    assert "Wei Kit" not in wei_jie


def test_burmese_names_have_no_family_name_and_vietnamese_ones_begin_with_it() -> None:
    assert {name.family for name in drawn("mm")} == {None}
    assert {name.family for name in drawn("vn")} == {0}
