"""Korean readings of the characters that Korean names are made of.

Source: general knowledge of printed names and of the characters allowed in them (Supreme Court of Korea, list of
2015); written for this project (2026-11), taken from no dictionary. Characters are in their traditional form.
"""

from collections.abc import Mapping

from interlace.core.names import korean
from interlace.core.names.chinese_variants import VARIANTS

_READINGS = """
    가家佳嘉加 각珏 간幹 갑甲 강姜康江強剛鋼岡 건建健乾 걸傑杰 경慶景京敬炅璟卿瓊庚經鏡俓 계桂季溪啓 고高古 곤坤
    공孔公恭功 곽郭 관寬觀官冠 광光廣洸匡 교敎喬 구具九求龜久邱 국國菊局 군君軍 권權 규奎圭揆珪葵 균均鈞 근根槿瑾勤
    금金今琴錦 기基起琦祺琪奇璣箕杞驥淇氣紀旗騏 길吉 김金 나羅 낙洛 난蘭 남南男 내乃 노盧魯 녀女 단丹端 달達 담潭
    대大代 덕德悳 도都道度燾 동東童同棟洞董 두斗杜 득得 라羅 락樂 란蘭 람藍 래來 량良亮梁 려麗 련蓮 령玲齡 로魯路
    록祿綠 룡龍 류柳劉 륜倫 률律 리李利里理 린麟隣 림林琳 립立 마馬 만萬滿晩 맹孟 면勉 명明命鳴 모毛牟 목睦穆 묘妙
    무武茂 문文門汶 미美 민閔敏民珉旻玟 박朴 반潘班 방方房邦芳 배裵裴培 백白伯百柏 범範凡汎 법法 벽碧 변卞邊 별星
    병炳秉丙柄昞 보寶甫輔普 복福復 본本 봉奉鳳峯 부富夫傅 분芬 비飛 빈彬斌賓 사史士思 산山 삼三參 상相尙商祥常 생生
    서徐瑞西書舒 석石錫碩奭晳 선善宣先仙璿鮮 설薛雪 섭燮 성成星聖誠盛性晟城聲 세世 소蘇昭小素 손孫 송宋松
    수秀洙壽守洪修水樹銖 숙淑肅 순順純舜淳珣 술述 숭崇 승承昇勝升丞 시時始柴 식植軾湜 신申辛信新愼 실實 심沈心
    아雅兒 안安 애愛 양梁楊良陽 어魚 언彦 엄嚴 여呂余汝 연延然姸淵連 열烈悅 염廉 엽燁葉 영英永榮泳瑛暎映寧 예芮藝睿
    오吳五 옥玉沃 온溫 완完 왕王 외外 요堯 용龍鎔容用勇庸 우禹雨宇佑祐友又 욱旭郁煜 운雲運云 웅雄 원元源遠院媛 월月
    위魏偉 유劉柳兪有裕惟維 육陸 윤尹允潤胤 율律 융融 은殷銀恩垠 을乙 음陰 의義儀 이李異伊怡爾 익益翼 인印仁寅麟
    일日一鎰 임任林 자子慈 장張章長蔣莊 재在載宰才栽 전全田錢典 절節 점點 정鄭丁正貞靜晶程政廷楨禎汀珽定 제諸濟帝
    조趙曺曹祖 종鍾宗種 좌左 주朱周柱主珠 준俊準埈濬浚駿峻 중重中仲 지池智志枝芝知 진陳秦晉鎭珍眞震辰振 질質 차車
    찬贊燦瓚讚 창昌彰 채蔡採 천千川天 철哲喆鐵澈 청靑淸 초草楚 총聰 최崔 추秋 춘春 출出 충忠充 치致治 칠七 탁卓鐸
    태泰太兌 택澤 토土 팔八 편片 평平 표表 풍豐 필弼必 하河夏 학學鶴 한韓漢翰 함咸 합合 해海 향香 허許 헌憲獻
    혁赫爀 현賢炫鉉玄顯泫 협協 형亨衡炯馨型 혜惠慧 호浩鎬虎好昊皓湖 홍洪弘紅 화華和花化 환煥桓歡 황黃 회會 효孝曉
    후厚 훈勳薰訓 휘輝徽 휴休 흠欽 흥興 희熙姬喜希嬉禧僖羲
"""
_HANGUL: Mapping[str, str] = {letter: entry[0] for entry in reversed(_READINGS.split()) for letter in entry[1:]}
_SURNAME_HANGUL: Mapping[str, str] = {
    "金": "김",
    "李": "이",
    "林": "임",
    "柳": "유",
    "劉": "유",
    "車": "차",
    "梁": "양",
}


def romanise_surname(text: str) -> tuple[str, ...]:
    """Spellings of a Korean family name written in Chinese characters."""
    hangul = _hangul(text)
    usual = _SURNAME_HANGUL.get(_traditional(text, _SURNAME_HANGUL), hangul)
    return korean.romanise_surname(usual)[:3] if usual in korean.SURNAMES else ()


def romanise_word(text: str) -> tuple[str, ...]:
    """Spellings of a Korean given name written in Chinese characters; none if a character is not used in names."""
    hangul = _hangul(text)
    return korean.romanise_word(hangul) if hangul else ()


def _hangul(text: str) -> str:
    readings = [_HANGUL.get(_traditional(letter, _HANGUL), "") for letter in text]
    return "".join(readings) if all(readings) else ""


def _traditional(letter: str, table: Mapping[str, str]) -> str:
    """The shape of a character that a table has."""
    return next((shape for shape in (letter, *VARIANTS.get(letter, "")) if shape in table), letter)
