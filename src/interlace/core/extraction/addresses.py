"""Street and house addresses: a number, a word for a street, and the district behind it."""

import re

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĂĐƠƯẠ-Ỹ][\w'’-]*"
_WORDS = rf"{_CAPITAL}(?: (?:{_CAPITAL}|de|du|des|la|le|l'|van|der|of|\d{{1,4}}))*"
_PLAIN_WORDS = r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)*"
_FORMS = (
    # 92 Quillmaker Road, Leeds LS99 9AA
    re.compile(
        rf"(?:(?:Flat|Apt\.?|Unit|Room|Suite|Block|Blk) [\w-]{{1,6}},? )?#?\d{{1,5}}[A-Za-z]?,? (?:{_CAPITAL} ){{1,4}}"
        r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Close|Crescent|Terrace|Way|Boulevard|Blvd|Court|Place|Square|Grove|Walk)"
        rf"\.?(?:,? #\d[\d-]+)?(?:, {_PLAIN_WORDS}(?: [A-Z]{{1,2}}\d[\dA-Z]? \d[A-Z]{{2}}| \d{{4,6}})?)*"
    ),
    # rue du Moulin Gris 17, 9999 Bruyères; 12 rue des Lilas, 75011 Paris
    re.compile(
        r"(?:\d{1,4}(?: ?(?:bis|ter))?,? )?(?:rue|avenue|boulevard|bd|quai|chemin|impasse|allée|route|cours|place)"
        rf" (?:de la |de l['’]|du |des |de |d['’])?{_WORDS}(?: \d{{1,4}})?(?:, \d{{4,5}} {_WORDS}(?:-[\w-]+)*)?",
    ),
    # số 99 ngõ 142 phố Hàng Sậy, phường Cầu Mơ
    re.compile(
        rf"(?:số (?:nhà )?\d+[\w/]*,? )?(?:(?:ngõ|ngách|hẻm|tổ) \d+[\w/]*,? )*"
        rf"(?:đường|phố|thôn|ấp|khu phố|tổ dân phố) {_WORDS}"
        rf"(?:, (?:phường|quận|xã|huyện|thị trấn|thành phố|TP\.?|tỉnh|thị xã) (?:{_WORDS}|\d+))*",
        re.UNICODE,
    ),
    re.compile(rf"(?:số (?:nhà )?\d+[\w/]*,? )(?:(?:ngõ|ngách|hẻm|tổ) \d+[\w/]*,? )*(?:, )?(?:phường|xã) {_WORDS}"),
    # Jl. Pandan Wangi Gg. IX No. 142, Kelurahan Rawa Teratai; No 12, Jalan Merbau 3/2, Taman Permai
    re.compile(
        rf"(?:No\.? ?\d+[A-Z]?,? )?(?:Jl\.|Jalan|Jln\.?|Lorong|Gg\.|Gang) {_WORDS}(?: \d+[\d/]*)?"
        r"(?: (?:Gg\.|Gang) [\w]+)?"
        rf"(?: No\.? ?\d+[A-Z]?)?(?:,? (?:RT|RW)[ .]?\d+(?:/(?:RW)?\d+)?)?"
        rf"(?:,? (?:Kel\.|Kelurahan|Kec\.|Kecamatan|Desa|Taman|Kampung|Kg\.?) {_WORDS})*(?:, \d{{5}} {_WORDS})?"
    ),
    re.compile(
        rf"(?:Purok|Blk\.?|Block|Brgy\.?|Barangay) [\w]+(?: Lot \d+)?"
        rf"(?:,? (?:Brgy\.?|Barangay) {_WORDS})?(?:, {_WORDS})*"
    ),
    # 99/14 หมู่ 2 ถนนทดสอบ ตำบล... อำเภอ...
    re.compile(
        r"(?:บ้านเลขที่ ?|เลขที่ ?)?(?<!\d)\d{1,5}(?:/\d{1,4})? "
        r"(?:หมู่(?:ที่|บ้าน)? ?\d+ ?|ซอย ?\S+ ?|ซ\.\S+ ?|ถนน ?\S+ ?|ถ\.\S+ ?)+"
        r"(?:(?:ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.) ?\S+ ?)*"
    ),
    re.compile(r"(?:ເຮືອນເລກທີ ?\d+ ?)?(?:ຖະໜົນ ?\S+ ?)(?:ບ້ານ ?\S+ ?)?(?:ເມືອງ ?\S+)?"),
    re.compile(r"ផ្ទះ(?:លេខ)? ?\d+\S* ?ផ្លូវ ?(?:លេខ ?)?\S+(?: ?(?:សង្កាត់|ខណ្ឌ|ភូមិ) ?\S+)*"),
    re.compile(r"အမှတ် ?\d+[^\n။]{0,12}?[၊,] ?[^\n။၊]{2,20}လမ်း(?:[၊,] ?[^\n။၊ ]{2,24})?"),
    # ... 로 12, ... 길 3-4, 101동 202호
    re.compile(
        r"(?:[가-힣]{2,5}(?:시|도|특별시|광역시) )?(?:[가-힣]{1,5}(?:시|군|구) )*[가-힣0-9]{1,9}"
        r"(?:로|길|동) \d+(?:-\d+)?(?:번지|번길 \d+)?"
        r"(?:,? \d+동)?(?:,? \d+호)?"
    ),
    # ...路12号3室, ...道7號
    re.compile(
        r"(?:[\u4e00-\u9fff]{2,4}(?:省|市))?(?:[\u4e00-\u9fff]{2,4}(?:区|區|县|縣|镇))?[\u4e00-\u9fff]{2,6}(?:路|街|巷|道|大道)"
        r"(?:[一二三四五六七八九十\d]+段)?\d+(?:号|號|弄)(?:\d+(?:楼|樓|室|单元|座))*(?:[\u4e00-\u9fff]{0,4}\d+室)?"
    ),
    re.compile(
        r"[\u4e00-\u9fff]{2,4}(?:都|道|府|県)?[\u4e00-\u9fff]{1,5}(?:市|区|町|村)[\u4e00-\u9fffぁ-ゖァ-ヺ]{1,8}\d+(?:丁目\d*|-\d+)(?:[番号-]\d*)*"
    ),
)
_HAS_NUMBER_OR_DISTRICT = re.compile(r"\d|phường|quận|xã|Kel|Kec|ตำบล|ต\.|ບ້ານ")


def find_addresses(reading: Reading) -> None:
    """Propose addresses by the forms in which each country writes them."""
    for form in _FORMS:
        for match in form.finditer(reading.raw):
            written = match[0].rstrip(" ,.")
            end = match.start() + len(written)
            if len(written) > 7 and _HAS_NUMBER_OR_DISTRICT.search(written):
                normal = " ".join(reading.text[match.start() : end].split())
                reading.propose(
                    CandidateType.ADDRESS, match.start(), end, normal=normal,
                    confidence=Confidence.LIKELY, rule="address_form",
                )  # fmt: skip
