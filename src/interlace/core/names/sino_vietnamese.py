"""Chinese names in Vietnamese spelling: Dương Kiến Văn is Yang Jianwen (楊建文).

A Vietnamese reading stands for few Mandarin syllables, and the other way round; each pair below is one that given names
and surnames use. Source: own compilation from the Sino-Vietnamese readings of the characters most common in names
(readings as in Unihan, kVietnamese and kMandarin), without tones. Date: 2026-11-23.
"""

from collections.abc import Mapping
from functools import cache
from itertools import islice, product

from interlace.core.names.normal import plain_latin

_MOST_SPELLINGS = 24
_PAIRS = """
an an|anh ying|ao ao|bac bo bai|bach bai bo|bang bang peng|bao bao|bich bi|binh bing ping|buu bao|ca ke ge
cam jin gan|can jin qin|cao gao|cat ji ge|cau qiu|chan zhen|chau zhu zhou|chi zhi|chieu zhao|chinh zheng|chu zhu
chuong zhang|chung zhong|co gu|con kun|cong gong cong|cu ju|cung gong|cuong qiang|cuu jiu|da ye|dai dai|dam dan tan
dan dan|dang deng|danh ming|dao tao dao|dat da|dau dou|de di|dich di yi|diem yan|dien tian dian|diep ye die|dieu yao
dinh ding ting|do du|doan duan|doanh ying|dong dong tong|du yu you|duc de yu|dung yong rong|duong yang tang duan
duy wei|duyen yuan|gia jia ya|giam jian|giang jiang|giao jiao|ha he xia|hai hai|ham han|han han xian|hang heng
hanh xing heng|hao hao|hau hou|hien xian|hiep xie xia|hieu xiao|hinh xing|ho hu|hoa hua he|hoai huai|hoan huan
hoang huang|hoanh hong heng|hoi hui|hong hong|hop he|hua xu|hue hui hue|hung xiong xing hong|huong xiang|huu you
huy hui|huyen xuan|hy xi|khai kai qi|khang kang|khanh qing|khieu qiao|khiem qian|khoa ke|khoi kui qi|khong kong
khuong jiang|khuu qiu|kien jian|kiet jie|kieu qiao jiao|kim jin|kinh jing|ky qi ji|lac luo le|lai lai|lam lin lan
lan lan|lang liang lang|le li|lich li|lien lian|lieu liu liao|linh ling|loc lu|loi lei li|long long|lu lu|luan luan
luc lu|luong liang|luu liu|ly li|ma ma|mac mo|mach mai|man man min|manh meng|mao mao|mau mao|mien mian|minh ming
mong meng|mi mi|my mei|nam nan|ngan yin|nghe yi|nghi yi|nghia yi|nghiem yan|ngo wu|ngoc yu|nguyen yuan ruan|nha ya
nhac yue|nhan ren yan|nhat ri yi|nhi er|nhu ru|nhung rong|nhuan run|ninh ning|nong nong|o wu|oanh ying|on wen
pham fan|phan pan fan|phat fa|phi fei|pho fu|phong feng|phu fu|phuc fu|phung feng|phuoc fu|phuong fang|quach guo
quan guan qun jun|quang guang|quat ju|que gui|quoc guo|quy gui kui|quyen quan juan|quynh qiong|sam cen|sang chang
sinh sheng|son shan|song shuang|su shi su|sung song|ta xie|tai cai|tam san xin|tan xin qin|tang ceng zeng|tao cao
tat bi|te qi|thach shi|thai tai cai|tham shen|than shen chen|thang sheng|thanh cheng qing sheng|thao cao tao|the shi
thi shi|thien tian shan|thieu shao|thinh sheng|tho shou|thoi cui|thong tong|thu qiu shu|thuan shun chun|thuc shu shi
thuong chang shang|thuy rui shui|tich ji xi|tien qian jin|tiet xue|tieu xiao|tin xin|tinh jing xing|to su
toan quan suan|ton sun|tong song zong|tra cha|trach ze|trac zhuo|tran chen|trang zhuang|tri zhi chi|trieu zhao chao
trinh zheng|tru zhu|truc zhu|trung zhong|truong zhang chang|tu zi xu|tuan jun xun|tue hui|tung song
tuong xiang jiang|tuyen xuan quan|tuyet xue|ty bi|uan yuan|uat yu|ung ying|uoc yue|uyen yuan|van wen yun wan|vi wei
vien yuan|viet yue|vinh yong rong|vo wu|vong wang|vu yu wu|vuong wang|xuan chun|xuong chang|y yi|yen yan
"""


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    entries = (entry.split() for line in _PAIRS.split("\n") for entry in line.split("|") if entry.strip())
    return {vietnamese: tuple(mandarin) for vietnamese, *mandarin in entries}


def mandarin_spellings(name: str) -> tuple[str, ...]:
    """The Mandarin spellings that a name in Vietnamese spelling may stand for, surname first; else none.

    `Hứa Hoa Chí` gives `Xu Huazhi` among others.
    """
    syllables = plain_latin(name).casefold().split()
    if not 2 <= len(syllables) <= 4 or not all(syllable in _readings() for syllable in syllables):
        return ()
    choices = islice(product(*(_readings()[syllable] for syllable in syllables)), _MOST_SPELLINGS)
    return tuple(f"{surname.title()} {''.join(given).title()}" for surname, *given in choices)
