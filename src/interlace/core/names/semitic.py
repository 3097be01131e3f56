"""Arabic, Persian and Hebrew names in Latin letters. These scripts leave most vowels out, so spellings are consonants.

Source: ALA-LC romanisation tables (2012) for letters; vowelled forms of frequent given names from general knowledge,
written for this project (2026-11).
"""

import itertools
import re
from collections.abc import Mapping

_ARABIC: Mapping[str, tuple[str, ...]] = {
    "ا": ("a",), "أ": ("a",), "إ": ("i",), "آ": ("a",), "ٱ": ("a",), "ء": ("",), "ئ": ("",), "ؤ": ("",),
    "ب": ("b",), "پ": ("p",),
    "ت": ("t",), "ث": ("th",), "ج": ("j", "g"), "چ": ("ch",), "ح": ("h",), "خ": ("kh",), "د": ("d",),
    "ذ": ("d", "z"),
    "ر": ("r",), "ز": ("z",), "ژ": ("zh",), "س": ("s",), "ش": ("sh",), "ص": ("s",), "ض": ("d",), "ط": ("t",),
    "ظ": ("z",),
    "ع": ("a",), "غ": ("gh",), "ف": ("f",), "ڤ": ("v",), "ق": ("q",), "ك": ("k",), "ک": ("k",), "گ": ("g",),
    "ل": ("l",), "م": ("m",),
    "ن": ("n",), "ه": ("h",), "ة": ("a",), "و": ("u", "w"), "ي": ("i",), "ی": ("i",), "ى": ("a",),
    "ٹ": ("t",), "ڈ": ("d",), "ڑ": ("r", "d"), "ں": ("n",), "ہ": ("h",),
    "ھ": ("h",), "ە": ("h",), "ے": ("e", "i"),
    "ۃ": ("a",), "ۀ": ("h",), "ړ": ("r",), "ډ": ("d",), "ټ": ("t",), "ڼ": ("n",), "ې": ("e",),
    "َ": ("a",), "ِ": ("i",), "ُ": ("u",), "ً": ("an",), "ّ": ("",),
}  # fmt: skip
_HEBREW: Mapping[str, tuple[str, ...]] = {
    "א": ("a",), "ב": ("b", "v"), "ג": ("g",), "ד": ("d",), "ה": ("h",), "ו": ("o", "v"), "ז": ("z",),
    "ח": ("h", "ch"), "ט": ("t",),
    "י": ("i",), "כ": ("k", "h"), "ך": ("k", "h"), "ל": ("l",), "מ": ("m",), "ם": ("m",), "נ": ("n",),
    "ן": ("n",), "ס": ("s",), "ע": ("a",),
    "פ": ("p", "f"), "ף": ("f", "p"), "צ": ("ts", "z"), "ץ": ("ts", "z"), "ק": ("k",), "ר": ("r",),
    "ש": ("sh", "s"), "ת": ("t",),
}  # fmt: skip

# Frequent given names with their vowels, since the writing has none.
_VOWELLED: Mapping[str, tuple[str, ...]] = {
    "محمد": ("muhammad", "mohamed", "mohammed"), "أحمد": ("ahmad", "ahmed"), "احمد": ("ahmad", "ahmed"),
    "علي": ("ali",), "على": ("ali",),
    "حسن": ("hasan", "hassan"), "حسين": ("husayn", "hussein"), "عبدالله": ("abdullah", "abdulla"),
    "عمر": ("umar", "omar"),
    "خالد": ("khalid", "khaled"), "سعيد": ("said", "saeed"), "سعد": ("saad",),
    "يوسف": ("yusuf", "yousef", "youssef"),
    "إبراهيم": ("ibrahim",), "ابراهيم": ("ibrahim",), "مصطفى": ("mustafa", "mostafa"),
    "محمود": ("mahmud", "mahmoud"), "فاطمة": ("fatima", "fatimah"),
    "عائشة": ("aisha", "aishah"), "خديجة": ("khadija", "khadijah"), "مريم": ("maryam", "mariam"),
    "زينب": ("zaynab", "zainab"),
    "صالح": ("salih", "saleh"), "سالم": ("salim", "salem"), "سلمان": ("salman",), "سلطان": ("sultan",),
    "سليمان": ("sulayman", "suleiman", "sulaiman"),
    "ناصر": ("nasir", "nasser"), "جمال": ("jamal", "gamal"), "كمال": ("kamal",), "طارق": ("tariq", "tarek"),
    "فيصل": ("faysal", "faisal"),
    "فهد": ("fahd", "fahad"), "ماجد": ("majid", "majed"), "راشد": ("rashid", "rashed"), "رشيد": ("rashid",),
    "حمد": ("hamad",), "حميد": ("hamid", "humaid"),
    "عثمان": ("uthman", "othman", "osman"), "بلال": ("bilal",), "بكر": ("bakr", "bakar"), "جعفر": ("jafar",),
    "رضا": ("rida", "reza"), "كريم": ("karim", "kareem"),
    "رحمن": ("rahman",), "رحيم": ("rahim", "raheem"), "عزيز": ("aziz",), "قادر": ("qadir", "kader"),
    "نور": ("nur", "noor"), "شريف": ("sharif", "sherif"),
    "وليد": ("walid", "waleed"), "ياسر": ("yasir", "yasser"), "زيد": ("zayd", "zaid"),
    "زياد": ("ziyad", "ziad"), "أنور": ("anwar",), "أمين": ("amin",), "حمزة": ("hamza",),
    "منصور": ("mansur", "mansour"), "هشام": ("hisham",), "عبيد": ("ubayd", "obaid"), "مبارك": ("mubarak",),
    "عيسى": ("isa", "issa"), "موسى": ("musa", "moussa"), "يحيى": ("yahya",),
    "خليفة": ("khalifa",), "سيف": ("sayf", "saif"), "بدر": ("badr", "bader"), "جاسم": ("jasim", "jassim"),
    "قاسم": ("qasim", "kassem"), "عادل": ("adil", "adel"), "نبيل": ("nabil",),
    "عبد": ("abd", "abdul"), "الله": ("allah", "ullah"), "أبو": ("abu",), "ابو": ("abu",), "بن": ("bin",),
    "ابن": ("ibn",), "بنت": ("bint",), "آل": ("al",),
}  # fmt: skip
# Frequent names and parts of names of Pakistan, Iran, Afghanistan and of further Arab countries, folded (see _FOLD).
_MORE_VOWELLED: Mapping[str, tuple[str, ...]] = {
    "خان": ("khan",), "بيغم": ("begum",), "بيبي": ("bibi",), "شاه": ("shah",), "حيدر": ("haidar", "haider"),
    "اقبال": ("iqbal",), "جاويد": ("javed", "javid"), "پرويز": ("parvez", "parviz"), "نواز": ("nawaz",),
    "شهباز": ("shahbaz",), "اصف": ("asif", "asef"), "عمران": ("imran", "omran"), "عرفان": ("irfan", "erfan"),
    "عثماني": ("usmani", "osmani"), "قريشي": ("qureshi", "quraishi"), "چوهدري": ("chaudhry", "chowdhury"),
    "رحمان": ("rahman", "rehman"), "مسعود": ("masud", "masood"), "شاهد": ("shahid",), "ساجد": ("sajid",),
    "زاهد": ("zahid",), "عابد": ("abid",), "حامد": ("hamid", "hamed"),
    "واجد": ("wajid",), "نديم": ("nadim", "nadeem"),
    "وسيم": ("wasim", "waseem"), "نعيم": ("naim", "naeem"),
    "سليم": ("salim", "saleem"), "كليم": ("kalim", "kaleem"),
    "اكبر": ("akbar",), "اصغر": ("asghar",), "افضل": ("afzal",), "اكرم": ("akram",), "اسلم": ("aslam",),
    "اشرف": ("ashraf",), "ارشد": ("arshad",), "امجد": ("amjad",), "انور": ("anwar",), "اختر": ("akhtar",),
    "بهروز": ("behrouz", "behruz"), "فرهاد": ("farhad",),
    "فريدون": ("fereydun", "feridoun"), "حسيني": ("hosseini",),
    "احمدي": ("ahmadi",), "محمدي": ("mohammadi",), "كريمي": ("karimi",), "رضايي": ("rezaei", "rezai"),
    "موسوي": ("mousavi", "musavi"), "هاشمي": ("hashemi", "hashimi"),
    "زاده": ("zadeh", "zada"), "پور": ("pour", "pur"),
    "مهدي": ("mahdi", "mehdi"), "جواد": ("jawad", "javad"), "حبيب": ("habib",), "نسيم": ("nasim", "naseem"),
    "نسرين": ("nasrin", "nasreen"), "شيرين": ("shirin", "shereen"), "پروين": ("parvin", "parveen"),
    "ياسمين": ("yasmin", "yasmeen"), "سعاد": ("suad", "souad"), "ليلى": ("layla", "leila"), "نادية": ("nadia",),
    "سميرة": ("samira",), "سارة": ("sara", "sarah"), "هدى": ("huda", "hoda"), "منى": ("muna", "mona"),
    "سلمى": ("salma",), "امينة": ("amina",), "كريمة": ("karima",), "جميلة": ("jamila",), "حليمة": ("halima",),
    "نورة": ("noura", "nura"), "شمس": ("shams",), "دين": ("din", "deen", "eddine"), "فخر": ("fakhr",),
    "علاء": ("alaa", "ala"), "بهاء": ("bahaa", "baha"),
    "ضياء": ("diaa", "ziya", "zia"), "عماد": ("imad", "emad"),
    "حاتم": ("hatim", "hatem"), "حازم": ("hazim", "hazem"),
    "باسم": ("basim", "bassem"), "كاظم": ("kazim", "kadhim"),
    "ابراهيم": ("ibrahim", "ebrahim"), "اسماعيل": ("ismail", "esmail"), "اسحاق": ("ishaq", "eshaq"),
    "يعقوب": ("yaqub", "yacoub"), "داود": ("dawud", "daoud"), "هارون": ("harun", "haroun"), "ادريس": ("idris",),
    "انس": ("anas",), "اسامة": ("usama", "osama"), "اياد": ("iyad", "eyad"), "ايمن": ("ayman",),
    "تامر": ("tamir", "tamer"), "جابر": ("jabir", "jaber", "gaber"), "حمود": ("hamud", "hamoud"),
    "حمدان": ("hamdan",), "خليل": ("khalil",), "خميس": ("khamis",),
    "رائد": ("raid", "raed"), "رامي": ("rami", "ramy"),
    "ربيع": ("rabi", "rabih"), "رمضان": ("ramadan", "ramazan"),
    "زكريا": ("zakariya", "zakaria"), "سامي": ("sami", "samy"),
    "سامر": ("samir", "samer"), "سمير": ("samir", "sameer"),
    "سهيل": ("suhail", "sohail"), "شاكر": ("shakir", "shaker"),
    "شعبان": ("shaban",), "صابر": ("sabir", "saber"), "صادق": ("sadiq", "sadegh"), "صباح": ("sabah",),
    "صبري": ("sabri", "sabry"), "صلاح": ("salah",),
    "طاهر": ("tahir", "taher"), "طلال": ("talal",), "طه": ("taha",),
    "عاصم": ("asim", "assem"), "عامر": ("amir", "amer"),
    "عباس": ("abbas",), "عدنان": ("adnan",), "عطية": ("atiya", "attia"),
    "عوض": ("awad",), "غازي": ("ghazi",), "غسان": ("ghassan",),
    "فؤاد": ("fuad", "fouad"), "فواد": ("fuad", "fouad"),
    "فاروق": ("faruq", "farouk"), "فاضل": ("fadil", "fadhil", "fazel"),
    "فرج": ("faraj", "farag"), "فريد": ("farid",),
    "كامل": ("kamil", "kamel"), "لطيف": ("latif",), "لطفي": ("lutfi", "lotfi"), "مجيد": ("majid", "majeed"),
    "محسن": ("muhsin", "mohsen"), "مراد": ("murad", "mourad"), "مروان": ("marwan",), "مطر": ("matar",),
    "مقبل": ("muqbil",), "ممدوح": ("mamduh", "mamdouh"),
    "مهند": ("muhannad", "mohannad"), "نجيب": ("najib", "naguib"),
    "نزار": ("nizar",), "نصر": ("nasr",), "هاني": ("hani", "hany"),
    "هيثم": ("haytham", "haitham"), "وائل": ("wail", "wael"),
    "يونس": ("yunus", "younes"), "زين": ("zayn", "zain", "zein"),
    "امير": ("amir",), "امل": ("amal",), "ايمان": ("iman",),
}  # fmt: skip
# Letters of Persian, Urdu and Pashto that stand for an Arabic one, and the seats of hamza, which writers leave out.
_FOLD = str.maketrans("یيېےکگہھەۀۂۃةأإآٱٹڈڑںڼڭ", "ييييكگهههههةةااااتدرننك")
_SHORT_VOWELS = re.compile("[\u064b-\u0652\u0670]")
_LIMIT = 16
_SERVANT_OF = re.compile("^عبدال(?=...)")
_OF_THE_FAITH = re.compile("^(?P<name>.{2,})الدين$")
_ARTICLE = re.compile("^(?:وال|ال)(?=...)")


def romanise_arabic(word: str) -> tuple[str, ...]:
    """Spellings of one Arabic or Persian word; with and without the article."""
    known = _known(word)
    if known:
        return known
    core = _ARTICLE.sub("", word)
    spellings = _known(core) or _letters(core, _ARABIC)
    if core == word:
        return spellings
    return (*spellings, *("al" + spelling for spelling in spellings[:4]))


def romanise_hebrew(word: str) -> tuple[str, ...]:
    """Spellings of one Hebrew word."""
    return _letters(word, _HEBREW)


def has_vowels(word: str) -> bool:
    """Whether the spelling of this word is known with its vowels."""
    return bool(_known(word) or _known(_ARTICLE.sub("", word)))


def _known(word: str) -> tuple[str, ...]:
    folded = _folded(word)
    if folded in _FREQUENT:
        return _FREQUENT[folded]
    # Abdulrahman and Nuruddin are two words written together.
    if servant := _FREQUENT.get(_SERVANT_OF.sub("", folded)) if _SERVANT_OF.match(folded) else None:
        return tuple(f"abdul{spelling}" for spelling in servant)
    faith = _OF_THE_FAITH.match(folded)
    if faith and faith["name"] in _FREQUENT:
        return tuple(name + ending for name in _FREQUENT[faith["name"]] for ending in ("uddin", "aldin", "eddine"))
    return ()


def _folded(word: str) -> str:
    return _SHORT_VOWELS.sub("", word).translate(_FOLD)


_FREQUENT: Mapping[str, tuple[str, ...]] = {
    **{_folded(word): spellings for word, spellings in _MORE_VOWELLED.items()},
    **{_folded(word): spellings for word, spellings in _VOWELLED.items()},
}


def _letters(word: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    choices: list[tuple[str, ...]] = []
    for position, letter in enumerate(word):
        spellings = table.get(letter, ("",))
        if position == 0 and letter in "وו":
            spellings = spellings[1:]
        if position == 0 and letter in "يی":
            spellings = ("y",)
        choices.append(spellings)
    combinations = itertools.islice(itertools.product(*choices), _LIMIT)
    return tuple(dict.fromkeys("".join(parts) for parts in combinations))
