"""What stands around a name and is not the name: titles, particles, legal forms of companies.

Source: general knowledge of official lists, written for this project (2026-11). Matching is on comparable forms.
"""

import re

from interlace.core.names.scripts import Script, script_of

_TITLES = """
    adm admiral atty brig capt captain cik cmdr col colonel cpl datin dato datuk daw doctor don dona dr dra drg drs
    encik engr fr gen general h hajah haji hajjah hj hjh hon ir kh khun ko kumari lady lieutenant lok lord lt ma madam
    maj major maung minister miss mister mlle mme mr mrs ms nai nang naw neak okhna oknha phra pol police
    president prof professor raja rev sai samdech saw saya sayadaw sayed sayyid senator sgt shaikh sheik sheikh
    shri shrimati sir smt sr sra sri srta syed tengku tun tunku u ust ustaz ven
"""
TITLES = frozenset(_TITLES.split())
"""Titles that are also names (Tan, Ma, Ko, Sai, Raja) are dropped only where enough of the name remains."""

_AMBIGUOUS_TITLES = """
    capt don fr general h hon ir khun king ko kumari lok lord ma major maung nai nang naw phra pol raja sai saw
    saya sayed sayyid sheikh sri syed tun u
"""
AMBIGUOUS_TITLES = frozenset(_AMBIGUOUS_TITLES.split())

ABBREVIATED_TITLES = frozenset({"h", "ir", "hj"})
"""Before any name in Indonesia: haji, insinyur, hajah."""

_DEGREES = """
    ba bsc cpa esq ii iii iv jr ma mag mba md mh mm mp mpd msc msi phd sag se sh skom spd sr ssos st
"""
DEGREES = frozenset(_DEGREES.split())

_PARTICLES = """
    aka al alias anak bin bint binte binti bt bte das de del dela delas delos den der dos el ibn ul von
"""
PARTICLES = frozenset(_PARTICLES.split())

_SMALL_WORDS = """
    a al and as at by da das de del den der des di do dos du e el en et fi fil for from i il in la las le les lil los
    o of on para por the to und van va von wa wal y
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Between the words of an organisation's name: their absence says nothing."""

# Written without a space before the name: the longest first.
_NATIVE_TITLES = """
    นางสาว นาย นาง เด็กชาย เด็กหญิง ด.ช. ด.ญ. น.ส. ดร. พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต. ร.ต.อ.
    ร.ต.ท. ร.ต.ต. พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. ว่าที่ คุณ หม่อม ม.ร.ว. ม.ล. พระ ທ້າວ ນາງ ທ່ານ
    ທ. ນ. លោកជំទាវ លោកស្រី លោក អ្នកស្រី កញ្ញា ឯកឧត្តម ឧកញ៉ា សម្តេច ဦး ဒေါ် ကိုး ဒေါက်တာ السيد السيدة الدكتور
    الشيخ دكتور الحاج श्री श्रीमती डॉ. डॉ господин госпожа г-н г-жа
"""
NATIVE_TITLES: tuple[str, ...] = tuple(sorted(_NATIVE_TITLES.split(), key=len, reverse=True))
_UNSPACED = frozenset({Script.THAI, Script.LAO, Script.KHMER, Script.BURMESE})
_UNSAFE_WHEN_SHORT = frozenset({"นาย", "นาง", "พระ", "คุณ", "ນາງ", "ဦး"})
NATIVE_TITLE_ENDINGS = ("先生", "女士", "小姐", "博士", "氏", "님")

_LEGAL_FORMS = (
    # Latin
    r"company limited", r"co[.,]?\s*,?\s*l[ti]d\.?", r"sdn\.?\s*bhd\.?", r"pte\.?\s*ltd\.?",
    r"pty\.?\s*ltd\.?", r"pvt\.?\s*ltd\.?",
    r"private limited", r"public company limited", r"pcl", r"plc", r"ltd\.?", r"limited", r"l\.?l\.?c\.?",
    r"l\.?l\.?p\.?", r"inc\.?",
    r"incorporated", r"corp\.?", r"corporation", r"gmbh", r"a\.?g\.?", r"s\.?a\.?r\.?l\.?", r"s\.?a\.?s\.?",
    r"s\.?a\.?", r"s\.?p\.?a\.?", r"s\.?r\.?l\.?",
    r"b\.?v\.?", r"n\.?v\.?", r"oy", r"ab", r"a/s", r"p\.?t\.?", r"tbk\.?", r"c\.?v\.?", r"bhd\.?", r"berhad",
    r"k\.?k\.?", r"jsc", r"ojsc", r"oao", r"ooo", r"zao",
    r"fze", r"fz-?llc", r"dmcc", r"wll", r"cong ty tnhh(?: mtv| mot thanh vien)?", r"cong ty co phan",
    r"cong ty cp", r"cong ty", r"tnhh",
    r"mtv", r"(?:public |open |closed |private )?joint[- ]stock company", r"limited liability company",
    r"(?:(?:otkr|zakr)yto[ey]e |publichno[ey]e )?aktsionerno[ey]e ob[sh]*(?:ch)?estvo",
    r"ob[sh]*(?:ch)?estvo s ogranichenno[iy] otvetstvennost'?[iy]?u", r"pao", r"ao", r"pjsc", r"ojs",
    r"gmbh & co\.? kg",
    r"s\.?\s?a\.?\s+de\s+c\.?\s?v\.?", r"s\.?\s?de\s+r\.?\s?l\.?(?:\s+de\s+c\.?\s?v\.?)?", r"c\.a\.?", r"ltda\.?",
    r"limitada", r"y\s+cia\.?(?:\s+s\.?\s*en\s+c\.?)?", r"s\.?\s*en\s+c\.?", r"e\.i\.r\.l\.?", r"e\.u\.", r"a\.s\.",
    r"a\.?s\.?b\.?l\.?", r"s\.a\.l\.?", r"w\.?l\.?l\.?", r"b\.?s\.?c\.?", r"k\.?s\.?c\.?", r"fzco", r"d\.?o\.?o\.?",
    r"sp\.? z o\.?o\.?", r"kft", r"anonim sirketi", r"limited sirketi", r"ltd\.? sti\.?", r"persero", r"plt",
    r"s\.?r\.?o\.?", r"& co\.?", r"company", r"co\.",
)  # fmt: skip
_NATIVE_LEGAL_FORMS = """
    บริษัทมหาชนจำกัด บริษัท ห้างหุ้นส่วนจำกัด ห้างหุ้นส่วน (มหาชน) จำกัด หจก. บจก. บมจ. 주식회사 유한회사 (주)
    (유) ㈜ 株式会社 有限会社 合同会社 股份有限公司 有限责任公司 有限責任公司 有限公司 公司 集团 集團 ក្រុមហ៊ុន
    ឯ.ក ម.ក ບໍລິສັດ ຈຳກັດ ຈໍາກັດ ကုမ္ပဏီလီမိတက် ကုမ္ပဏီ လီမိတက် شركة ذ.م.м
"""
_LEGAL_FORM = re.compile(r"(?<![^\s,(])(?:" + "|".join(sorted(_LEGAL_FORMS, key=len, reverse=True)) + r")(?![^\s,.)])")
# Cyrillic forms are whole words; the others stand against the name without a space.
_WHOLE_WORDS = ("общество с ограниченной ответственностью", "ооо", "оао", "зао", "пао", "ао")
_NATIVE_LEGAL_FORM = re.compile(
    "|".join(re.escape(form) for form in sorted(_NATIVE_LEGAL_FORMS.split(), key=len, reverse=True))
    + "|"
    + "|".join(rf"(?<!\S){form}(?!\S)" for form in _WHOLE_WORDS)
)


def strip_legal_form(name: str) -> str:
    """The name of an organisation without its legal form; unchanged if nothing would remain."""
    without = _LEGAL_FORM.sub(" ", _NATIVE_LEGAL_FORM.sub(" ", name))
    cleaned = " ".join(without.strip(" ,.()").split())
    return cleaned or name


def strip_degrees(name: str) -> str:
    """The name without what stands after a comma and is only degrees: `Sartono, S.E., M.M.`"""
    first, *others = name.split(",")
    return ",".join([first, *(part for part in others if part.replace(".", "").strip() not in DEGREES)])


_DESCENT = re.compile(r"(?<!\S)(?:[asdw]/[lpo]|anak (?:lelaki|perempuan))(?!\S)")


def strip_descent(name: str) -> str:
    """The name without what says son or daughter of before a father's name in Malaysia and Singapore: a/l, d/o."""
    return _DESCENT.sub(" ", name) if "/" in name or "anak " in name else name


# Vowel signs and medials: what begins with one is the rest of a syllable, so the title was no title (คุณาวุฒิ).
_DEPENDENT = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebd\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3]")
_UNSPACED_TITLES = frozenset(title for title in NATIVE_TITLES if script_of(title) in _UNSPACED)


def strip_native_titles(name: str) -> str:
    """The name without a title written before it, with or without a space, or after it."""
    if name.isascii():
        return name
    for title in NATIVE_TITLES:
        after = name.removeprefix(title)
        rest = after.lstrip()
        # Only scripts without spaces write a title against the name: श्रीकांत is a name.
        if after == rest and title not in _UNSPACED_TITLES:
            continue
        # Names begin with the same letters as some titles (นายก, พระราม): enough must follow.
        if rest != name and len(rest) >= (4 if title in _UNSAFE_WHEN_SHORT else 2) and not _DEPENDENT.match(rest):
            name = rest
            break
    for title in NATIVE_TITLE_ENDINGS:
        rest = name.removesuffix(title).rstrip()
        if rest != name and len(rest) >= 2:
            return rest
    return name
