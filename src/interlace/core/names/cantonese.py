"""Cantonese readings of the characters that names are made of, as Hong Kong and Macao identity cards spell them.

Source: general knowledge of the Hong Kong government's spelling habit, written for this project (2026-11). The
grouping is by spelling; each group lists characters in both traditional and simplified form where they differ.
"""

from collections.abc import Mapping

_BY_SPELLING: Mapping[str, str] = {
    "au": "區区歐欧", "ban": "彬斌", "bong": "邦", "bun": "斌本", "chak": "翟澤泽則则", "cham": "湛",
    "chan": "陳陈燦灿", "chau": "周鄒邹秋", "che": "車车芝", "chee": "志芝智", "cheng": "鄭郑成程正靜静",
    "cheong": "張张章", "cheuk": "卓焯", "cheung": "張张章長长祥翔昌暢畅", "chi": "志智芝之子池賜赐慈紫致稚知",
    "chik": "植直", "chin": "錢钱展前千", "ching": "程清青晴菁貞贞靜静澄呈政正精晶靖", "chio": "趙赵超",
    "chit": "哲", "chiu": "趙赵超昭朝照釗钊", "cho": "曹祖楚初佐", "choi": "蔡彩才財财", "chon": "俊進进",
    "chor": "楚初", "chow": "周鄒邹州洲", "choy": "蔡", "chu": "朱諸诸珠柱", "chuen": "全傳传泉存川銓铨",
    "chui": "徐崔", "chuk": "竹祝卓", "chun": "俊春真駿骏津雋隽晉晋振珍進进鎮镇",
    "chung": "鍾钟鐘宗忠聰聪仲松中頌颂", "dic": "迪", "dick": "迪", "fai": "輝辉暉晖揮挥", "fan": "范帆芬勳勋",
    "fat": "發发法佛", "fei": "菲飛飞妃", "fok": "霍福", "fong": "方芳房", "foo": "傅", "fu": "傅富符扶",
    "fuk": "福", "fung": "馮冯鳳凤峰鋒锋楓枫豐丰峯", "gaa": "嘉家珈", "ha": "夏霞", "hak": "克黑",
    "hang": "恆恒行幸杏", "hau": "侯厚孝效巧", "hei": "熙喜希曦羲晞", "heong": "香", "heung": "香向鄉響",
    "him": "謙谦", "hin": "軒轩顯显憲宪", "hing": "興兴慶庆馨卿磬罄", "hiu": "曉晓", "ho": "何豪浩好皓昊可",
    "hoi": "海凱凯開开愷恺", "hok": "學学鶴鹤", "hon": "韓韩漢汉瀚", "hong": "康航", "hoo": "何", "hou": "豪何浩",
    "how": "巧浩豪孝", "hui": "許许旭", "hung": "洪雄紅红鴻鸿孔熊虹", "iek": "亦益", "ieong": "楊杨歐",
    "iong": "勇容", "ip": "葉叶", "iu": "姚耀", "ka": "家嘉加佳珈", "kai": "啟启繼继佳楷溪雞契計计鷄",
    "kam": "甘錦锦金琴鑑", "kan": "簡简勤謹谨根近", "kat": "吉", "kau": "九球", "kay": "基",
    "kee": "基祺奇麒紀纪其", "kei": "奇琪祺其基紀纪淇棋麒", "keong": "強强", "keung": "強强姜",
    "ki": "奇琪祺其基紀纪淇", "kin": "健建堅坚", "king": "敬景勁劲經经京競竞琼瓊", "kit": "傑杰潔洁結结",
    "kiu": "喬乔橋嬌娇", "ko": "高", "kok": "覺觉角國", "kong": "江", "koo": "古顧顾", "koon": "官冠觀观",
    "ku": "古顧顾", "kuan": "關关", "kuen": "娟權权", "kui": "駒居舉举巨鉅", "kuk": "菊谷", "kun": "冠娟權申瑾",
    "kung": "龔龚公功恭", "kuok": "郭國国", "kwai": "貴贵桂葵癸", "kwan": "關关君軍军群鈞钧昆坤", "kwok": "郭國国",
    "kwong": "光廣广鄺邝", "kwun": "冠官觀观", "lai": "黎賴赖麗丽禮礼荔莉", "lam": "林藍蓝琳", "lap": "立",
    "lau": "劉刘柳騮留", "law": "羅罗", "lee": "李利", "lei": "李莉利", "leong": "梁", "leung": "梁良亮",
    "li": "李莉俐", "lik": "力歷历", "lim": "廉", "lin": "蓮莲連连年練", "ling": "玲靈灵齡龄凌寧宁嶺翎鈴铃令苓岭",
    "lo": "羅罗盧卢勞劳露老", "lok": "樂乐洛諾诺駱骆", "long": "朗", "loo": "盧卢", "lou": "盧卢勞", "luen": "聯联",
    "lui": "雷呂吕蕾", "luk": "陸陆祿禄", "lun": "倫伦", "lung": "龍龙隆", "ma": "馬马", "mak": "麥麦",
    "man": "文敏民萬万汶雯問曼", "mau": "茂", "mei": "美媚微薇", "meng": "明", "mi": "米", "ming": "明銘铭名鳴鸣",
    "miu": "妙苗", "mo": "武毛慕巫", "mok": "莫", "mui": "梅妹", "mun": "門门滿满敏", "nam": "南男楠",
    "ng": "吳吴伍五", "nga": "雅", "ngai": "魏毅藝艺", "ngan": "顏颜銀银雁", "ngo": "娥敖", "ngok": "嶽岳",
    "ngou": "吳吴", "nin": "年", "ning": "寧宁", "nok": "諾诺", "oi": "愛爱", "on": "安", "pak": "柏伯白百",
    "pan": "彬斌賓宾", "pang": "鵬鹏彭", "pei": "裴", "pik": "碧璧", "pin": "邊边", "ping": "平萍炳秉屏",
    "piu": "彪標标", "po": "寶宝波保布普甫", "pong": "邦", "poon": "潘盤", "pui": "培佩貝贝沛", "pun": "潘",
    "sai": "世西細", "sam": "三森", "san": "山珊新辛燊", "sang": "生", "sau": "秀修壽寿守", "seng": "成勝胜",
    "sham": "岑沈", "shan": "珊山", "shaw": "邵", "shek": "石錫锡碩硕", "sheung": "雙双尚常嫦上湘",
    "shing": "成城誠诚勝胜盛昇升聖圣承丞", "shiu": "邵紹绍", "shu": "書书樹树舒", "shui": "瑞水", "shuk": "淑叔",
    "shum": "沈岑心深", "shun": "順顺信舜淳", "si": "施", "sik": "錫锡色適式", "sin": "倩仙善冼羨先蓓",
    "sing": "成星勝胜聲声承昇", "sit": "薛", "siu": "蕭萧小少兆笑韶邵", "so": "蘇苏素", "sou": "蘇苏",
    "suen": "孫孙宣旋璇", "suet": "雪", "sui": "水瑞帥穗", "sum": "心森沈", "sun": "孫孙新順顺信迅", "sung": "宋崇",
    "sz": "思詩诗司", "sze": "思詩诗施絲丝士師师斯仕", "szeto": "司徒", "tai": "泰大戴太娣", "tak": "德得",
    "tam": "譚谭", "tang": "鄧邓騰腾", "tat": "達达", "tik": "迪", "tim": "添甜", "tin": "田天典",
    "ting": "丁庭廷亭婷定鼎", "tip": "蝶", "to": "杜陶濤涛道圖图", "tong": "唐湯汤堂棠棟栋東", "tou": "杜",
    "tsan": "燦灿", "tsang": "曾增", "tse": "謝谢詩诗", "tsin": "錢钱", "tso": "曹", "tsoi": "蔡才財",
    "tsuen": "泉全", "tsui": "徐崔翠", "tsun": "俊駿骏進进雋", "tsz": "子梓芷紫之慈芝智", "tuen": "段端",
    "tuk": "督", "tung": "董東东同童彤桐冬", "u": "余如宇", "un": "源元袁", "ut": "月", "vai": "偉伟慧惠威維维",
    "vong": "黃黄王", "wa": "華华", "wah": "華华", "wai": "韋韦偉伟慧惠威衛卫維维煒炜蕙葦為为懷怀",
    "wan": "溫温尹雲云允蘊蕴韻韵運运環环", "wang": "宏泓弘", "weng": "榮荣永", "wing": "永榮荣詠咏穎颖泳",
    "wo": "和禾", "wong": "黃黄王汪", "woo": "胡", "woon": "煥焕媛桓歡欢", "wu": "胡", "yam": "任欽钦",
    "yan": "甄欣恩仁殷昕人忻因", "yat": "一日逸亦", "yau": "邱丘游尤有友佑", "yee": "怡儀仪宜意義义爾二誼懿兒儿",
    "yeuk": "若約约", "yeung": "楊杨", "yi": "怡儀仪宜意義义以懿", "yick": "益奕", "yik": "奕益翼億亿易",
    "yim": "嚴严艷艳炎", "yin": "賢贤燕彥彦言妍研然延", "ying": "英瑩莹盈凝瀅应應迎影型", "yip": "葉叶業业",
    "yiu": "姚耀饒饶", "yok": "鈺玉", "yu": "余于瑜宇羽雨禹俞裕愉如儒汝語语玉", "yue": "余于俞",
    "yuen": "袁阮源元遠远媛圓圆婉苑", "yuet": "月悅悦粵越", "yui": "銳锐叡睿", "yuk": "玉旭育毓煜鈺钰",
    "yung": "容翁勇蓉融",
}  # fmt: skip


def _by_letter() -> dict[str, tuple[str, ...]]:
    spellings: dict[str, list[str]] = {}
    for spelling, letters in _BY_SPELLING.items():
        for letter in letters:
            known = spellings.setdefault(letter, [])
            if spelling not in known:
                known.append(spelling)
    return {letter: tuple(known) for letter, known in spellings.items()}


CANTONESE: Mapping[str, tuple[str, ...]] = _by_letter()
