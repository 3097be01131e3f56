"""Names of the months in the languages of the region.

Source: Unicode CLDR as shipped with Babel 2.18 (Unicode licence), `months/format` wide and abbreviated, written down on
2026-11-22 in lower case without dots, spaces and Latin accents. One line a language, one word a month, spellings
separated by a bar. Korean and Vietnamese number their months.
"""

from collections.abc import Mapping

_SPELLINGS: Mapping[str, str] = {
    "en": "january|jan february|feb march|mar april|apr may june|jun "
    "july|jul august|aug september|sep|sept october|oct november|nov december|dec",
    "fr": "janvier|janv fevrier|fevr mars avril|avr mai juin "
    "juillet|juil aout septembre|sept octobre|oct novembre|nov decembre|dec",
    "th": "มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย "
    "กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    "km": "មករា កុម្ភៈ|កុម្ភ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "lo": "ມັງກອນ|ມກ ກຸມພາ|ກພ ມີນາ|ມນ ເມສາ|ມສ ພຶດສະພາ|ພພ ມິຖຸນາ|ມິຖ ກໍລະກົດ|ກລ ສິງຫາ|ສຫ ກັນຍາ|ກຍ ຕຸລາ|ຕລ ພະຈິກ|ພຈ ທັນວາ|ທວ",
    "my": "ဇန်နဝါရီ|ဇန် ဖေဖော်ဝါရီ|ဖေ မတ် ဧပြီ|ဧ မေ ဇွန် ဇူလိုင်|ဇူ ဩဂုတ်|ဩ စက်တင်ဘာ|စက် အောက်တိုဘာ|အောက် နိုဝင်ဘာ|နို ဒီဇင်ဘာ|ဒီ",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun "
    "juli|jul agustus|agu september|sep oktober|okt november|nov desember|des",
    "ms": "januari|jan februari|feb mac april|apr mei jun "
    "julai|jul ogos|ogo september|sep oktober|okt november|nov disember|dis",
    "fil": "enero|ene pebrero|peb marso|mar abril|abr mayo|may hunyo|hun "
    "hulyo|hul agosto|ago setyembre|set oktubre|okt nobyembre|nob disyembre|dis",
    "ru": "января|янв|январь февраля|февр|февраль марта|мар|март апреля|апр|апрель мая|маи июня|июн|июнь "
    "июля|июл|июль августа|авг|август сентября|сент|сентябрь "
    "октября|окт|октябрь ноября|нояб|ноябрь декабря|дек|декабрь",
}

MONTHS: Mapping[str, int] = {
    spelling: number
    for language in _SPELLINGS.values()
    for number, spellings in enumerate(language.split(), start=1)
    for spelling in spellings.split("|")
}

DAY_FIRST_LANGUAGES = frozenset({"fr", "vi", "th", "km", "lo", "my", "id", "ms", "ru"})
"""Languages in which no one writes the month before the day (CLDR `dateFormats/short`)."""
