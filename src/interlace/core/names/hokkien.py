"""Hokkien, Teochew and Hakka readings of the characters that names are made of, as spelled in Singapore and Malaysia.

Source: general knowledge of printed names in Singapore and Malaysia, written for this project (2026-11-22).
"""

from collections.abc import Mapping

_BY_SPELLING: Mapping[str, str] = {
    "ah": "亚亞阿", "ai": "爱", "an": "安", "ann": "安颖穎", "bak": "木", "ban": "万萬", "bee": "美",
    "beng": "明銘铭", "bin": "民", "biow": "谋謀", "boey": "梅", "bok": "木睦", "boo": "武", "boon": "文汶",
    "bui": "梅", "bun": "文", "bwee": "梅", "chai": "财財才", "chee": "志智芝子", "cheng": "清成正", "cheok": "卓",
    "cheong": "昌祥", "chiang": "昌", "chiew": "秋照", "chin": "振真进進珍", "ching": "清振", "chok": "作",
    "chong": "忠聪聰宗", "choo": "珠子", "choon": "春俊", "chu": "珠子", "chuan": "泉川传傳全", "chui": "水",
    "chun": "俊", "chwee": "水", "chye": "财財才", "ean": "燕", "ee": "余意", "eng": "荣榮英永", "fah": "华華",
    "fatt": "发發", "fook": "福", "foong": "凤鳳丰", "gee": "义", "gek": "玉", "geok": "玉", "giap": "业業",
    "gim": "锦錦", "gin": "银", "guan": "源元原", "guat": "月", "guek": "月", "hai": "海", "hee": "喜",
    "heng": "兴興恒", "hian": "贤賢显顯", "hiang": "香", "hin": "兴興轩軒", "hiong": "雄", "ho": "豪河", "hock": "福",
    "hoe": "和", "hong": "丰豐鸿鴻宏洪芳煌", "hoo": "富", "hooi": "辉輝", "hoon": "云雲芬", "hor": "和",
    "how": "豪孝", "hua": "华華花", "huan": "焕欢", "huat": "发發", "huay": "花", "hui": "辉輝惠慧", "hun": "云雲",
    "hwa": "华華花", "im": "音", "jeck": "日", "jin": "仁人", "jit": "日", "joo": "裕如", "joon": "俊", "ka": "家嘉",
    "kah": "家嘉", "kam": "锦", "kang": "康", "kar": "家", "keat": "杰傑吉", "keng": "敬景庆慶", "keong": "强強",
    "keow": "娇", "ket": "国國", "kheng": "庆慶卿", "khiang": "强強", "khim": "琴钦欽", "khong": "康", "khoon": "坤",
    "kian": "健建", "kiang": "强強", "kiat": "杰傑吉洁潔", "kien": "健建", "kim": "金锦錦", "kok": "国國",
    "kong": "光", "koon": "坤群", "kuan": "权權娟", "kuang": "光", "kuen": "娟", "kui": "贵貴桂", "kwang": "光",
    "kwee": "贵貴桂", "kwong": "光", "lai": "来來丽麗", "lam": "南蓝", "lan": "兰", "lay": "丽麗礼禮",
    "lee": "丽麗利", "leng": "玲龙龍灵靈", "leong": "龙龍良隆", "liam": "廉", "lian": "莲蓮", "liang": "良亮",
    "lim": "林", "lin": "霖麟", "liong": "龙龍良隆", "lip": "立", "lok": "乐樂", "loon": "伦倫", "loong": "龙隆",
    "mei": "美", "meng": "明銘铭", "min": "敏民", "moi": "妹", "mooi": "妹梅", "mui": "妹梅", "nam": "南",
    "neo": "娘", "ngee": "义", "nyok": "玉", "oon": "恩云雲", "peck": "碧璧", "peh": "柏", "pek": "柏",
    "peng": "平炳", "phaik": "碧", "phang": "鹏", "pheng": "平炳", "pin": "彬", "poh": "宝寶保", "san": "山三",
    "sang": "生", "see": "诗詩思世", "sek": "锡", "seng": "成胜勝生声聲升", "seok": "雪", "shyong": "祥",
    "siah": "城", "siew": "秀绣繡小寿少", "sik": "锡錫实實", "sim": "心", "sin": "新信", "sing": "星", "siok": "淑",
    "siong": "祥雄松", "sok": "淑", "song": "松", "soon": "顺順舜", "suan": "璇萱瑄", "suat": "雪", "sui": "瑞水",
    "sun": "顺", "swee": "瑞水", "tai": "大", "tang": "冬", "tat": "达達", "teck": "德", "tee": "池诗詩智",
    "teik": "德", "tek": "德", "theng": "婷庭", "thiam": "添", "thong": "通", "thor": "土", "thye": "泰",
    "tiam": "添", "tian": "天", "tien": "天田", "tin": "珍镇鎮", "ting": "定珍庭婷", "tiong": "忠中", "toh": "道",
    "tong": "东東栋棟同", "tua": "大", "tuan": "传傳端", "ui": "伟偉", "wah": "华華", "wai": "伟偉", "wan": "万",
    "wee": "伟偉", "wei": "伟偉", "weng": "荣榮永", "yan": "燕", "yang": "扬洋阳陽", "yau": "耀", "yee": "义義意仪儀",
    "yen": "燕", "yeow": "耀", "yew": "友有", "yin": "英", "ying": "英盈", "yok": "玉", "yoke": "玉", "yong": "勇荣",
    "yoong": "荣", "yuen": "源", "yun": "云", "yung": "荣",
}  # fmt: skip


def _by_letter() -> dict[str, tuple[str, ...]]:
    spellings: dict[str, list[str]] = {}
    for spelling, letters in _BY_SPELLING.items():
        for letter in letters:
            known = spellings.setdefault(letter, [])
            if spelling not in known:
                known.append(spelling)
    return {letter: tuple(known) for letter, known in spellings.items()}


HOKKIEN: Mapping[str, tuple[str, ...]] = _by_letter()
