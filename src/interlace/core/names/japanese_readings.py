"""Readings of the characters that Japanese names are made of, and of common family names.

Source: general knowledge of printed names, of the characters allowed in names (Agency for Cultural Affairs, joyo list
of 2010; Ministry of Justice, list for given names of 2017); written for this project (2026-11), taken from no
dictionary. Long vowels are written short (ro, not rou): the sound key hears both alike.
"""

import re
from collections.abc import Mapping

# Characters that share their readings, then the readings, the likeliest in names first.
_CHARACTERS = """
    愛ai/mana/na 明aki/mei/akira/haru 秋aki/shu 昭aki/sho/akira 章aki/sho/akira/fumi 晃アaki/ko/akira
    彰aki/akira/ryo/sho 亮aki/akira/ryo/sho/suke 朗ro/aki/akira 郎ro/o 朝asa/tomo/cho/ma 麻asa/ma 敦厚atsu/atsushi
    篤atsu/atsushi/toku/shige 淳jun/atsu/atsushi 綾彩aya/sai 文fumi/bun/aya/mon 絢aya 安yasu/an/a
    栄榮ei/sakae/hide/yoshi 英hide/ei/yoshi/fusa/akira 恵e/kei/megumi/yoshi/shige/megu 惠e/kei/megumi/yoshi/shige
    絵繪e 江e/ko 枝e/eda/shi 衛ei/e/mamoru 衞e/ei/mamoru 悦悅etsu/yoshi 越koshi/etsu 藤fuji/to/do 冬fuyu/to
    福fuku/yoshi/tomi 房fusa/bo 冨富tomi/fu/to 芙婦fu 元moto/gen/hajime 弦gen/tsuru/haru/yuzuru 玄gen/tsuru/haru
    源gen/minamoto 五伍go/i/itsu 吾悟go/a/satoru 剛go/tsuyoshi/take/takeshi 葉ha/yo 羽ha/wa/u/hane 花華hana/ka/ha
    浜濱hama/hin 原hara/wara/bara/gen 春haru/shun/kasu 晴haru/sei/hare 治haru/ji/osamu/shi 陽yo/haru/hi/aki/akira
    遥遙haru/haruka/yo 橋hashi/kyo/bashi 畑畠hata/hatake 林hayashi/rin/bayashi 早haya/sa/wase 隼haya/shun/hayato
    秀hide/shu/ho 日hi/ka/nichi 東higashi/to/haru/azuma 彦hiko 久hisa/ku/kyu 比氷妃hi 平hei/hira/pei/taira
    弘hiro/ko/hiroshi 博hiro/haku/hiroshi 宏浩洋hiro/ko/hiroshi/yo 広廣紘洸hiro/ko 寛寬hiro/kan/hiroshi
    裕hiro/yu/yutaka/hiroshi 仁hito/jin/hitoshi 人hito/to/jin/ndo 均hitoshi/kin 穂穗帆鳳ho 保yasu/ho/tamotsu
    星hoshi/sei/se 堀掘彫hori 本moto/hon 一ichi/kazu/hajime/i 市ichi/shi 樹ki/ju/itsuki/tatsuki/shige/tatsu 池ike
    稲稻ina/ine 石ishi/iwa/seki 磯iso 泉izumi/sen 出de/ide/izu 伊以胆i 井i/sei 衣i/e/ki/kinu 今ima/kon 岩iwa/gan
    巌iwa/gan/iwao 犬inu 勲勳isao/kun 功isao/ko/nori 勇yu/isamu/isao 潔kiyoshi/kiyo/ketsu 二ji/tsugi/ni
    次ji/tsugu/tsugi 児ji/ko 司shi/ji/tsukasa 爾ji/ni/chika 純jun/sumi 順jun/yori 準潤jun 隆taka/ryu/takashi/tatsu
    寿壽toshi/ju/hisa/kazu/su 香ka/kaori/yoshi 加可嘉ka/yoshi 佳ka/yoshi/kei/kage 歌ka/yoshi/uta 夏natsu/ka 梶kaji
    角kado/kaku/sumi/tsuno 門kado/mon 垣gaki/kaki 鎌kama/ren 亀龜kame 神kami/jin/kan 上ue/kami/jo/ga
    金kane/kin/kana 兼kane/ken 川kawa/gawa 河kawa/ko/ga 風kaze/fu 和kazu/wa/yori/yasushi 数kazu 木ki/gi/moku
    喜ki/yoshi/nobu 貴ki/taka/yoshi 紀ki/nori/toshi 希ki/nozomi/mare/mi 基moto/ki/motoi 輝ki/teru/aki/akira
    季ki/sue/toshi 規nori/ki 生o/ki/iku/ikuo/sei/mi/nari/fu/bu/nama 岸kishi/gishi 北kita/hoku/ho 吉yoshi/kichi
    菊kiku 君kimi/kun 公kimi/ko 清kiyo/sei/kiyoshi/shimizu 京kyo/miyako/kei 恭kyo/yasu 子ko/shi 小ko/o/sa/sho
    古furu/ko 幸yuki/ko/sachi/miyuki 光mitsu/ko/hikaru/aki/hikari 孝taka/ko/takashi/nori 高taka/ko
    康yasu/ko/yasushi 耕考孔胡鼓滉鋼鴻鉱ko 航ko/wataru 心kokoro/mi/shin 近chika/kon 紺昆kon 権gon/ken 倉鞍kura
    蔵藏zo/kura 黒黑kuro 桑kuwa 熊隈kuma 窪kubo 国國kuni/koku 邦kuni/ho 啓kei/hiro/taka 敬kei/taka/hiro/takashi
    慶kei/hiro/taka/yoshi 圭kei/kage/yoshi 桂景kei/kage 健ken/takeshi/tatsu/takeru 賢ken/masa/satoshi 憲ken/nori
    謙研拳ken 建ken/tate/take 堅ken/kata 剣ken/tsurugi 茉ma/man/kazu/matsu 万萬ma/man/kazu
    真眞ma/shin/masa/makoto/nao 舞mai/ma 牧maki/boku 槙槇巻蒔maki 正masa/sho/tadashi/tada 昌masa/sho/aki
    雅masa/miyabi/ga 政masa/sei 将將masa/sho 優yu/masaru/masa/hiro 勝katsu/masaru/sho/masa 克katsu/yoshi 活katsu
    松matsu/sho 末sue/matsu 丸maru 円圓maru/en/madoka 増masu/zo 益masu/eki 又mata 町machi/cho 街待machi 道michi/do
    通michi 路ji/michi/ro 満滿mitsu/man 充mitsu/mitsuru 三mi/zo/san/mitsu/kazu 美mi/yoshi/haru/biyori/mei
    実實mi/minoru/sane/jitsu 未mi 水mizu/mi/sui 見mi/ken 宮miya/gu/kyu 岬misaki 深fuka/mi 緑翠midori
    南minami/nan/nami/na 峰峯mine 湊minato 雪yuki/setsu 村mura/son 邑mura 森mori/shin/moru 守mori/mamoru/shu
    盛mori/sei 茂shige/shigeru/mo 桃momo 百momo/hyaku/yu 護mamoru/go 誠makoto/sei/masa/nobu 信nobu/shin/makoto
    亘wataru/nobu/ko 渉亙wataru 渡wata/watari/wataru/to 学學manabu/gaku/nori/satoru 武take/bu/takeshi/mu
    猛takeshi/take 竹take/chiku 岳嶽take/gaku 丈take/jo 毅takeshi/tsuyoshi/ki/take 雄o/yu/take 夫o/fu/bu 男o/dan
    央o/hiro/ou/chu 緒o/tsugu 長naga/cho/osa 永naga/ei/hisashi 中仲naka/chu 直nao/choku/tada/sunao
    尚nao/hisa/sho/hisashi/takashi 奈菜茄馴na 名na/mei 那na/ya 七nana/shichi 成nari/sei/shige/naru/shigeru
    斉齊sai/hitoshi/nari 斎齋sai/itsuki 波nami/ha 並浪nami 西nishi/sei/sai 新nii/shin/ara/arata 之yuki/no/shi
    乃能濃no 野no/ya 伸nobu/shin 延nobu/en/no 宣nobu/sen 暢nobu 展nobu/ten 則範典nori/ten/fumi 徳德nori/toku/yoshi
    法nori/ho 教nori/kyo 沼numa/nu 沢澤sawa/zawa/taku 大dai/o/hiro/tai/masaru 太ta/tai/futo/o 岡丘oka 奥oku 沖oki
    荻扇ogi 尾o/bi 乙oto/otsu 音oto/ne/on 修shu/osamu/nobu/naga 収osamu 理ri/masa/osamu/michi 里ri/sato 利toshi/ri
    莉梨璃李ri/nashi 力riki/chikara 律ritsu 倫rin/tomo/michi 凛凜琳稟麟rin 鈴suzu/rin/rei 玲怜麗礼禮rei/re/hiro/aya
    令rei/nori 蓮ren/hasu 良ryo/yoshi/ra/naga 涼諒凌遼崚僚燎瞭ryo 稜ryo/izu 龍竜ryu/tatsu 瑠琉流ru/ryu
    留ru/ryu/tome 類塁rui 佐sa/suke 沙砂裟嵯瑳sa 紗sa/sha 咲saki/sa/e 崎﨑嵜saki/zaki 坂saka/ban/zaka
    阪saka/ban/zaka/han 酒saka/sake 境堺sakai 桜櫻sakura/o 榊sakaki 作朔saku 笹sasa 郷sato/go 鄉go/sato
    聡聰satoshi/toshi/so 智tomo/satoshi/chi/toshi/sato 哲tetsu/satoshi/aki/toru 敏toshi/bin/satoshi 俊toshi/shun
    年toshi/nen 稔minoru/toshi 登no/nobo/to/noboru/noto 昇sho/noboru/nori 翔sho/kakeru/to 匠takumi/sho
    祥承sho/yoshi 庄莊荘笙璋粧肖sho 詔sho/nori 省sho/shogo 聖sei/kiyo/masa/seira 晶aki/akira/sho 照teru/sho
    晋晉shin/susumu 進shin/susumu/nobu/suke 慎shin/makoto/nori 紳芯shin 辰tatsu/shin 臣omi/shin/tomi 親chika/shin
    関關seki/kan 千chi/sen/yuki 茅kaya/chi 知tomo/chi/satoru/kazu 芝柴shiba 島嶋嶌shima/jima/to 滋shigeru/shige/ji
    重shige/e/ju 繁shige/shigeru/han 静靜shizu/sei/shizuka 下shimo/shita/ka 白shira/haku/shiro 城shiro/ki/jo/gi
    志shi/yuki 士shi/ji 史fumi/shi 詩shi/uta 紫shi/yukari 杉sugi 菅suga/kan/sug 介suke/kai 助輔佑祐suke/yu/tasuku
    須su/zu 洲su/shu 住澄隅墨sumi 鷹taka/yo 尊taka/takeru 崇taka/takashi/su 嵩taka 瀧滝taki 卓taku/suguru
    拓taku/hiro 巧工takumi/ko 谷tani/ya/dani/gai 田ta/da/den 多ta/o 玉tama/gyoku 珠tama/ju/mi 民tami 環tamaki/wa
    達tatsu/toru/sato 立tatsu/tate/ri/ryu/tachi 忠tada/chu/tadashi 匡masa/tadashi/kyo 義yoshi/gi/tadashi
    端hata/mizu 津tsu/zu 塚冢tsuka/zuka 月tsuki/zuki 筑tsuku 土tsuchi/to/do 堤tsutsumi 常tsune/toki/jo
    恒tsune/hisashi/ko 坪tsubo 鶴tsuru/zuru 強tsuyoshi/kyo 勉tsutomu/ben 努勤務tsutomu 経kei/tsune 徹tetsu/toru
    鉄鐵tetsu 亨toru/kyo/ko/to 透toru/to/yuki 都to/tsu/miyako 十ju/to 斗頭塔徒燈途to 杜mori/to 戸to/do/he
    飛tobi/hi/to 時toki/ji 鳥tori/cho 豊豐toyo/yutaka/ho 内內uchi/nai 宇鵜卯u 植ue/uwa 梅ume 浦ura 馬ma/uma/ba
    海umi/kai/mi 薫kaoru/shige/kun 馨kaoru/ka 若waka 脇waki 鷲washi/shu 綿wata 矢夜椰耶ya 也ya/nari 弥彌ya/mi
    哉ya/kana 八ya/hachi 屋ya/oku 泰yasu/tai/yasushi 靖yasu/yasushi/sei 柳yanagi/yana/ryu 山yama/san/zan 藪yabu
    横yoko/o 世yo/se 代yo/shiro/dai 与余楊瑶蓉溶譽yo 四yo/shi 依yori/e 頼賴yori/rai 好yoshi/ko 芳淑yoshi
    由yoshi/yu/yuki 善yoshi/zen 禎yoshi/sada/tei 友tomo/yu 有yu/ari/nari 悠yu/haruka/hisa 侑湧夕湯油憂宥愉yu
    結yu/yui/yuki 唯yui/tada 弓yumi 右yu/u/e 左sa/hidari/za 征yuki/sei/masa 行yuki/ko/iku 往倖yuki 譲yuzuru/jo
    阿亜亞娃a 会會ai/kai/e 相ai/so 青ao/sei 碧aoi/midori 葵aoi/ki 蒼so/aoi/ao 旭asahi 梓azusa 荒ara 嵐arashi
    淡粟沫awa 育iku/yasu 郁iku/fumi 逸itsu/haya/sugu 浮uki 臼usu 氏uji 潮ushio/cho 采une/aya/sai 榎eno 遠en/to 及oi
    落ochi 押鴛oshi 織ori 恩on/megumi 甲ka/ko 賀ga/yoshi 柏樫kashi 片kata 形潟kata/gata 方kata/ho 葛kuzu/katsu
    唐kara/to 狩苅刈kari 軽karu 寒勘莞韓漢官kan 貫kan/nuki 萱栢kaya 蒲kaba/gama 鴨kamo 楠kusunoki/kusu 草kusa
    串櫛kushi 栗kuri 桐kiri/to 霧kiri/mu 切kiri 絹kinu 杵kine 岐ki/michi 黄桔稀嬉麒気ki 熙煕hiro/ki 幹miki/kan
    琴koto/kin 鯉koi 駒koma 渚nagisa/sho 汐shio 塩鹽shio/en 鹿shika/ka 縞shima 霜shimo 笑emi/sho 鐘kane/sho
    昴subaru 瀬瀨妹se 芹seri 禅zen 蘇曽曾想惣楚葬so 園苑sono/en 染some 空sora 反sori 台dai/tai 種tane 手te/ta
    鯛岱tai 只tada 舘館tachi/date/kan 橘tachibana 棚tana 俵tawara 椿tsubaki 辻tsuji 蔦tsuta 露tsuyu 寺tera/dera/ji
    伝den/tsuto 共tomo 朋tomo/ho/to 苗nae 鍋nabe 楢nara 錦nishiki 虹niji/nana 根祢禰ne 寧yasu/nei 芭場ba 萩hagi
    旗hata 秦hata/shin 服hattori 鳩hato 塙hanawa 針hari 菱hishi 樋hi/toi 姫hime 雛hina 響hibiki/kyo 蛭hiru 伏fushi
    舟船funa/fune 辺邉邊be/nabe/hen 別betsu 部be/bu 蛍hotaru 細hoso 前mae/zen 澪mio/rei 間ma/aida 的mato 眉繭mayu
    箕蓑mino 溝mizo 向mukai/ko 麦mugi 棟mune/to 宗mune/so/shu 室muro 芽目me 望nozomi/mo/mi 毛mo 諸moro 薬yaku
    梁yana 米yone/yo/kome 羅珞ra 蘭ran 涌waku 輪杷wa 奏kana/so 叶kano/kanae 颯so/haya/hayate 創so/hajime 壮so/take
    総so/fusa 爽sa/so/sawa 瞬shun/matataki 駿shun/haya 旬舜竣shun 柊shu/hiiragi 周shu/chika 柚yuzu/yu 琢taku
    丹tan/ni 暖dan/haru 檀dan 汰ta 舵da 瞳眸hitomi 綴tsuzuru 翼tsubasa/tasuku 紬tsumugi 陶to/sue 憧童堂萄do
    熱渥atsu 温atsu/haru/on 煌ko/kira/kirameki 虎tora/ko 湖ko/mizuumi 瑚ko/go 梧go 冴sae 朱aka/shu/aya
    紅beni/ko/aka 茜akane/sen 藍ai/ran 杏an/kyo 晏an 彬aki/akira/yoshi 瑛ei/aki/akira 暁曉aki/akira/satoru
    昂ko/subaru/taka 衷chu/tadashi 侃kan/tadashi/nao 栞shiori 汀migiwa 毬鞠mari 珊賛san 皐satsuki 皓ko/hiro
    諭satoshi/yu 旨muneshi 統osamu/to 肇始hajime 馳haya 嗣tsugu/shi/ji 継繼tsugu/kei 紹tsugu/sho 貢mitsugu/ko
    薙凪梛nagi 梢kozue 椎shii 樺kaba 槻tsuki 楓kaede/fu 榛hashi/haru 渕fuchi/bu 淵fuchi/bu/en 漆uru 牟mu 猪豬i/ino
    獅摯斯shi 玖ku 瑞mizu/zui 畔aze 茨iba/ibara 葺吹fuki 蔭kage 薗sono 蛯蝦ebi 衿eri 袴hakama 轟todoroki 鏡鑑kagami
    鎮shizu 雫shizuku/na 額nuka 鮎ayu 鮫same 鯨kujira 鳴naru 鷺sagi 口kuchi/guchi 宅take/yake 柿kaki 赤aka/seki
    足ashi/a 貞定sada/tei 節setsu/misao 妙tae/myo 幡hata/wata 才犀sai 倍be 綱tsuna 家ie/ya/ka 弁ben
    慈shige/ji/itsuki 仙線sen 禄roku 六roku/mu 九ku/kyu 蝶cho 雲kumo/un 喬takashi/kyo 尭堯takashi/aki
    峻shun/takashi 鋭咏ei 巽tatsumi 艶tsuya 鵬ho/to 允masa/mitsu 胤tane/tsugu 捷katsu/sho 尋汎hiro 萌moe/megumi/mo
    菫sumire 操misao/so 紋mon 縁yukari/en 緋hi/aka 埴hani 椋muku 樽垂taru 檜桧hi/hinoki 欣yoshi/kin 釜kama 銀gin
    顕aki/ken/akira 郡kori 陣甚jin 陸riku/mutsu 霞kasumi 済wataru/sumi/zumi 渓憬kei 漣連錬ren 珂ka 甫ho/hajime/suke
    睦mutsu/mutsumi/atsushi/boku 矩nori 穣yutaka/jo/minoru 究kiwamu 笛fue 笠kasa 箱hako 精sei 糸ito/shi 綺aya/ki
    耀yo/teru/aki 興oki/ko 芋imo 葦ashi 薄susuki/usu 蜂hachi/hachisuka 誉yo/homare/taka 豪go/take 貝戒開kai
    起ki/tatsu/oki 跡ato 車kuruma 迫sako 逢ai 遊yu/asu 牛ushi 魚uo 猫neko 逞takuma 宙chu/hiro/sora 宝takara/ho
    彗sui 愁shu 慧kei/e/satoshi/sato 惟i/kore/yui 是kore/ze 此kore 為tame/i 偉i/take/hide 維i/yui 伶霊黎rei 伽ka/ga
    倭yamato/wa 侍samurai 傑takeshi 凡bon 凱kai/gai 凰o 刀katana 勅choku 叡ei/satoshi 哩ri 坊菩bo 夢yume/mu 夷ebisu
    奨sho/susumu 娘musume 宜yoshi/nobu 容yo/hiro 密mitsu 尽tsukusu 峨蛾ga 巡meguru 幌horo 帯obi 帝mikado 幕maku
    忍shinobu 恋ren/koi 惇atsu/atsushi/jun 掛kake 提sage 摩ma 旅tabi 旺o/akira 昊hiro/ko/sora 晟sei/akira/jo
    晨shin/akira 暉teru/ki/akira 暦koyomi 曙akebono 曜yo/teru 杢moku 柾masa/masaki 栖su 槍yari 欽kin/yoshi
    歩ayumu/ayumi/ho/po 泊tomari 洞hora/do 浄jo/kiyo 涛濤to/nami 湛tan 烈retsu/takeshi 焔homura 爵shaku 玻覇ha
    珀箔haku 産ubu 皆mina/kai 盟mei 眺naga 督toku 磨ma/osamu 祈ino 祝iwai 竺jiku 粋iki/sui 纏matoi 群mure
    至itaru/shi 苫toma 荊ibara 菖aya/sho 蕾tsubomi/rai 蝉semi 詠ei/uta 豹hyo 趣omomuki 迪michi/yu 迅jin/haya
    閑kan/shizuka 雀suzume 頌nobu/sho 駆kakeru 麿maro 黛mayuzumi/mayu 鼎kanae/tei 己mi/ki 軌ki/nori 圀kuni 半han
    完kan/hiro 調cho/shirabe 税zei 蟹kani 椛momiji/kaba 院in 我ga/a/wa 持mochi 処ko/sho 御mi/go 科shina 更sara
    茶cha 篠shino 升masu/sho 計kei/kazu 財zai 味aji/mi 極kiwa 盤ban 色iro 地ji/chi 訳wake 女me/jo 母haha 父chichi
    曲kuse 込komi/gome 頃koro 兵hei/hyo
"""

# Family names and their readings, the usual one first.
_SURNAMES = """
    佐藤sato 鈴木suzuki 高橋takahashi 髙橋takahashi 田中tanaka 伊藤ito 伊東ito 渡辺watanabe 渡邊watanabe
    渡邉watanabe 渡部watanabe 山本yamamoto 中村nakamura 仲村nakamura 小林kobayashi 加藤kato 吉田yoshida 山田yamada
    佐々木sasaki 佐佐木sasaki 山口yamaguchi 松本matsumoto 井上inoue 木村kimura 林hayashi 斎藤saito 斉藤saito
    齋藤saito 齊藤saito 清水shimizu 山崎yamazaki/yamasaki 山﨑yamazaki/yamasaki 森mori 毛利mori 池田ikeda
    橋本hashimoto 阿部abe 安部abe 安倍abe 阿倍abe 石川ishikawa 山下yamashita 中島nakajima/nakashima
    中嶋nakajima/nakashima 石井ishii 小川ogawa 前田maeda 岡田okada 長谷川hasegawa 藤田fujita 後藤goto 近藤kondo
    村上murakami 遠藤endo 青木aoki 坂本sakamoto 阪本sakamoto 福田fukuda 太田ota 大田ota 西村nishimura 藤井fujii
    金子kaneko 岡本okamoto 藤原fujiwara/fujihara 三浦miura 中野nakano 原田harada 松田matsuda 竹内takeuchi
    武内takeuchi 小野ono 大野ono 尾野ono 中山nakayama 和田wada 石田ishida 森田morita 上田ueda 植田ueda 原hara
    内田uchida 柴田shibata 酒井sakai 坂井sakai 宮崎miyazaki 宮﨑miyazaki 横山yokoyama 高木takagi 安藤ando 安東ando
    宮本miyamoto 小島kojima 小嶋kojima 児島kojima 谷口taniguchi 工藤kudo 今井imai 高田takada/takata 増田masuda
    益田masuda 丸山maruyama 杉山sugiyama 村田murata 大塚otsuka 新井arai 荒井arai 小山koyama/oyama 平野hirano
    藤本fujimoto 河野kono/kawano 上野ueno 野口noguchi 武田takeda 竹田takeda 松井matsui 千葉chiba 菅原sugawara
    岩崎iwasaki 久保kubo 木下kinoshita 佐野sano 野村nomura 松尾matsuo 市川ichikawa 菊地kikuchi 菊池kikuchi
    杉本sugimoto 古川furukawa 大西onishi 島田shimada 嶋田shimada 水野mizuno 桜井sakurai 櫻井sakurai 高野takano/kono
    吉川yoshikawa/kikkawa 山内yamauchi/yamanouchi 西田nishida 飯田iida 西川nishikawa 小松komatsu 北村kitamura
    安田yasuda 五十嵐igarashi 川口kawaguchi 河口kawaguchi 平田hirata 関seki 中田nakata/nakada 久保田kubota
    窪田kubota 服部hattori 東higashi/azuma 岩田iwata 川崎kawasaki 土屋tsuchiya 福島fukushima 本田honda 本多honda
    辻tsuji 樋口higuchi 秋山akiyama 田口taguchi 永井nagai 長井nagai 山中yamanaka 中川nakagawa 内藤naito 大久保okubo
    須藤sudo 浅野asano 小田oda 尾田oda 萩原hagiwara 熊谷kumagai/kumagaya 松岡matsuoka 大橋ohashi 荒木araki
    川村kawamura 河村kawamura 浅井asai 片山katayama 西山nishiyama 望月mochizuki 大島oshima 吉村yoshimura
    本間homma/honma 早川hayakawa 星野hoshino 黒田kuroda 岡崎okazaki 石原ishihara 松村matsumura 堀hori 吉岡yoshioka
    白井shirai 松下matsushita 片岡kataoka 小池koike 横田yokota 成田narita 高山takayama 横井yokoi 大山oyama 八木yagi
    栗原kurihara 尾崎ozaki 篠原shinohara 馬場baba 西尾nishio 小西konishi 内山uchiyama 関口sekiguchi 宮田miyata
    奥村okumura 広瀬hirose 廣瀬hirose 大石oishi 神田kanda 上原uehara 野田noda 石橋ishibashi 森本morimoto 土井doi
    土居doi 高島takashima 高嶋takashima 桑原kuwahara/kuwabara 鎌田kamada/kamata 入江irie 白石shiraishi 川上kawakami
    河上kawakami 中西nakanishi 天野amano 田村tamura 小原ohara/obara 大谷otani/oya 福井fukui 飯塚iizuka 足立adachi
    安達adachi 平井hirai 小倉ogura/kokura 長田osada/nagata 杉浦sugiura 松浦matsuura 星hoshi 永田nagata 堀内horiuchi
    南minami 榎本enomoto 沢田sawada 澤田sawada 大森omori 菅野kanno/sugano 高瀬takase 大川okawa 水谷mizutani
    三宅miyake 小沢ozawa 小澤ozawa 関根sekine 稲垣inagaki 竹中takenaka 川島kawashima 川嶋kawashima 河島kawashima
    児玉kodama 矢野yano 岩本iwamoto 谷tani 大木oki 沖oki 根本nemoto 吉野yoshino 芳野yoshino 米田yoneda 西岡nishioka
    相沢aizawa 相澤aizawa 会沢aizawa 会田aida 相田aida 青山aoyama 赤木akagi 秋元akimoto 東海林shoji 庄司shoji
    浅田asada 芦田ashida 麻生aso 天海amami 綾瀬ayase 荒川arakawa 有馬arima 有村arimura 飯島iijima 生田ikuta
    池上ikegami 石黒ishiguro 石塚ishizuka 石丸ishimaru 板垣itagaki 市原ichihara 一条ichijo 稲葉inaba 稲田inada
    犬養inukai 井川igawa/ikawa 井口iguchi 今村imamura 岩井iwai 岩下iwashita 植木ueki 植村uemura 宇野uno
    内海utsumi/uchiumi 梅田umeda 梅原umehara 浦田urata 江川egawa 江口eguchi 江崎esaki/ezaki 榎enoki 海老原ebihara
    大井oi 大江oe 大内ouchi 大倉okura 大沢osawa 大澤osawa 大城oshiro 大杉osugi 大滝otaki 大竹otake 大友otomo
    大平ohira 大場oba 大原ohara 大宮omiya 大村omura 大和田owada 岡oka 丘oka 岡部okabe 岡村okamura 小笠原ogasawara
    緒方ogata 尾形ogata 岡野okano 奥田okuda 奥野okuno 奥山okuyama 尾上onoe 落合ochiai 小野寺onodera 折原orihara
    柿沼kakinuma 梶原kajiwara/kajihara 片桐katagiri 勝又katsumata 桂katsura 門田kadota 加賀kaga 香川kagawa
    影山kageyama 景山kageyama 笠井kasai 葛西kasai 笠原kasahara 風間kazama 柏木kashiwagi 柏原kashiwabara 春日kasuga
    金井kanai 金田kaneda 兼田kaneda 金沢kanazawa 金澤kanazawa 金城kinjo/kaneshiro 加納kano 狩野kano 叶kano
    上村uemura/kamimura 神谷kamiya 神山kamiyama 亀井kamei 亀田kameda 川合kawai 河合kawai 川井kawai
    川田kawada/kawata 河田kawada/kawata 川端kawabata 川畑kawabata 川原kawahara 河原kawahara 川本kawamoto 川瀬kawase
    神崎kanzaki 菅kan/suga 神林kambayashi 木内kiuchi 木田kida 北川kitagawa 北野kitano 北原kitahara 北島kitajima
    北山kitayama 北条hojo 北條hojo 吉良kira 岸kishi 岸田kishida 岸本kishimoto 木原kihara 木戸kido 清原kiyohara
    草野kusano 楠kusunoki 国分kokubu 久我kuga 久野kuno/hisano 熊田kumada 倉田kurata 倉本kuramoto 栗田kurita
    栗山kuriyama 黒川kurokawa 黒木kuroki 黒沢kurosawa 黒澤kurosawa 黒柳kuroyanagi 桑田kuwata 小泉koizumi
    河本komoto/kawamoto 合田goda 香田koda 郷go 上月kozuki 古賀koga 小坂kosaka 小柴koshiba 越智ochi 小杉kosugi
    小谷kotani/otani 小寺kodera 小早川kobayakawa 小宮komiya 小室komuro 小柳koyanagi 小森komori 権藤gondo
    今野konno/imano 西郷saigo 西条saijo 西園寺saionji 佐伯saeki 酒巻sakamaki 榊sakaki 榊原sakakibara 坂口sakaguchi
    阪口sakaguchi 坂田sakata 坂上sakaue/sakagami 桜庭sakuraba 桜田sakurada 佐久間sakuma 笹川sasagawa 笹原sasahara
    定岡sadaoka 里見satomi 真田sanada 沢sawa 沢口sawaguchi 沢村sawamura 塩田shiota 塩谷shiotani/shioya 塩野shiono
    志賀shiga 志村shimura 重松shigematsu 品川shinagawa 篠田shinoda 篠崎shinozaki 柴崎shibasaki/shibazaki
    柴山shibayama 渋谷shibuya/shibutani 島shima 島崎shimazaki 島津shimazu 島村shimamura 島袋shimabukuro 下田shimoda
    下村shimomura 城田shirota 白川shirakawa 白鳥shiratori 城jo/shiro 新庄shinjo 新谷shintani/araya 進藤shindo
    新藤shindo 神保jimbo/jinbo 菅井sugai 菅沼suganuma 菅谷sugaya 杉田sugita 杉原sugihara 杉村sugimura 鷲尾washio
    須賀suga 諏訪suwa 瀬川segawa 瀬戸seto 妹尾seno/senoo 仙石sengoku 千石sengoku 曽我soga 園田sonoda 染谷someya
    反町sorimachi 高井takai 高尾takao 高岡takaoka 高倉takakura 高崎takasaki 高杉takasugi 高津takatsu 高梨takanashi
    高原takahara 高松takamatsu 高見takami 高村takamura 高柳takayanagi 滝沢takizawa 滝澤takizawa 瀧澤takizawa
    滝川takigawa 滝本takimoto 田川tagawa 武井takei 竹下takeshita 竹原takehara 竹村takemura 武藤muto 武者musha
    立川tachikawa/tatekawa 橘tachibana 立花tachibana 田代tashiro 伊達date 舘tachi 田辺tanabe 田邊tanabe 田邉tanabe
    田上tagami/tanoue 谷川tanigawa/tanikawa 谷村tanimura 谷本tanimoto 玉井tamai 玉木tamaki 玉城tamaki/tamashiro
    田丸tamaru 田宮tamiya 田山tayama 丹羽niwa 千田chida/senda 塚田tsukada 塚本tsukamoto 塚原tsukahara 津川tsugawa
    津島tsushima 津田tsuda 土田tsuchida 筒井tsutsui 堤tsutsumi 角田tsunoda/kakuta/sumida 椿tsubaki 坪井tsuboi
    坪内tsubouchi 鶴田tsuruta 手塚tezuka 寺内terauchi 寺尾terao 寺沢terasawa 寺島terashima 寺田terada 寺本teramoto
    寺山terayama 天童tendo 東条tojo 東條tojo 堂本domoto 戸川togawa 徳田tokuda 徳永tokunaga 徳川tokugawa 富岡tomioka
    冨田tomita 富田tomita 富永tomonaga/tominaga 友田tomoda 豊田toyoda/toyota 鳥居torii 鳥山toriyama 内木naiki
    長尾nagao 永尾nagao 中井nakai 長岡nagaoka 中上nakagami 長沢nagasawa 長澤nagasawa 中沢nakazawa 中澤nakazawa
    永島nagashima 長島nagashima 長嶋nagashima 長瀬nagase 長門nagato 中谷nakatani/nakaya 永野nagano 長野nagano
    長浜nagahama 中林nakabayashi 中原nakahara 中本nakamoto 中森nakamori 永山nagayama 仲間nakama 名倉nagura
    名取natori 夏目natsume 並木namiki 奈良nara 成瀬naruse 成海narumi 鳴海narumi 難波nanba/namba 南部nambu/nanbu
    仁科nishina 西沢nishizawa 西澤nishizawa 西野nishino 西原nishihara 西本nishimoto 西脇nishiwaki 新田nitta/shinden
    二宮ninomiya 沼田numata 根岸negishi 野上nogami 野坂nosaka 野崎nozaki 野沢nozawa 野島nojima 野中nonaka
    野々村nonomura 野間noma 野原nohara 能登noto 芳賀haga 萩野hagino 橋爪hashizume 橋口hashiguchi 橋田hashida
    長谷hase/nagatani 長谷部hasebe 羽田hata/haneda 畑hata 秦hata 畠山hatakeyama 波多野hatano 羽生hanyu/habu
    花田hanada 花井hanai 浜口hamaguchi 浜崎hamasaki/hamazaki 浜田hamada 濱田hamada 浜野hamano 早坂hayasaka
    早瀬hayase 林田hayashida 速水hayami 原口haraguchi 原島harashima 榛葉shimba 伴ban 東野higashino/tono
    東山higashiyama 氷川hikawa 樋渡hiwatari 土方hijikata 日高hidaka 日野hino 日向hyuga/hinata 平岡hiraoka
    平川hirakawa 平沢hirasawa 平松hiramatsu 平山hirayama 広田hirota 廣田hirota 広末hirosue 深沢fukazawa
    深澤fukazawa 深田fukada 深津fukatsu 福岡fukuoka 福沢fukuzawa 福澤fukuzawa 福永fukunaga 福原fukuhara
    福本fukumoto 福山fukuyama 藤岡fujioka 藤川fujikawa 藤木fujiki 藤沢fujisawa 藤澤fujisawa 藤島fujishima
    藤谷fujitani/fujiya 藤野fujino 藤村fujimura 藤森fujimori 藤山fujiyama 伏見fushimi 船木funaki 古田furuta
    古谷furuya 古屋furuya 星川hoshikawa 細井hosoi 細川hosokawa 細田hosoda 細野hosono 保坂hosaka 堀江horie
    堀川horikawa 堀口horiguchi 堀田hotta/horita 本庄honjo 本村motomura 真壁makabe 前川maekawa 前原maehara/maebara
    牧maki 牧野makino 槙原makihara 正木masaki 町田machida 松坂matsuzaka/matsusaka 松阪matsuzaka/matsusaka
    松沢matsuzawa 松島matsushima 松嶋matsushima 松平matsudaira 松永matsunaga 松原matsubara 松山matsuyama
    丸岡maruoka 丸田maruta 三上mikami 三木miki 三島mishima 三谷mitani/miya 水上mizukami/minakami 水口mizuguchi
    水島mizushima 水田mizuta 三田mita 溝口mizoguchi 満島mitsushima 南野minamino 源minamoto 峰mine 美濃部minobe
    三村mimura 宮内miyauchi 宮川miyagawa/miyakawa 宮城miyagi 宮坂miyasaka 宮沢miyazawa 宮澤miyazawa 宮下miyashita
    宮地miyaji 宮原miyahara 宮部miyabe 宮脇miyawaki 三好miyoshi 三輪miwa 向井mukai 武者小路mushanokoji 村井murai
    村岡muraoka 村木muraki 村瀬murase 村松muramatsu 村山murayama 室井muroi 室伏murofushi 元木motoki 本木motoki
    本橋motohashi 本山motoyama 森井morii 森内moriuchi 森岡morioka 森川morikawa 森口moriguchi 森下morishita
    森永morinaga 守屋moriya 森谷moriya 森山moriyama 諸星moroboshi 門脇kadowaki 八代yashiro 矢口yaguchi 矢沢yazawa
    矢澤yazawa 矢島yajima 安井yasui 安川yasukawa 矢田yada 柳yanagi 柳沢yanagisawa 柳澤yanagisawa
    柳田yanagida/yanagita 柳生yagyu 柳原yanagihara 薮yabu 矢部yabe 山岡yamaoka 山県yamagata 山縣yamagata
    山形yamagata 山川yamakawa 山岸yamagishi 山際yamagiwa 山上yamagami/yamanoue 山沢yamazawa 山路yamaji
    山科yamashina 山城yamashiro 山瀬yamase 山添yamazoe 山名yamana 山根yamane 山野yamano 山村yamamura 山室yamamuro
    八巻yamaki 湯川yukawa 横川yokokawa 横尾yokoo 横溝yokomizo 吉井yoshii 吉沢yoshizawa 吉澤yoshizawa 吉永yoshinaga
    吉原yoshiwara/yoshihara 吉見yoshimi 吉本yoshimoto 依田yoda 米倉yonekura 米沢yonezawa 米山yoneyama 若松wakamatsu
    若林wakabayashi 若山wakayama 脇坂wakisaka 脇田wakita 鷲見washimi/sumi 綿引watahiki 綿貫watanuki 和泉izumi
    泉izumi 出雲izumo 今泉imaizumi 今西imanishi 今田imada 井出ide 井手ide 犬塚inuzuka 市村ichimura 乾inui 猪瀬inose
    猪俣inomata 猪股inomata 稲川inagawa 石坂ishizaka 石崎ishizaki 石山ishiyama 石渡ishiwata/ishiwatari 石毛ishige
    石破ishiba 石本ishimoto 伊勢ise 磯部isobe 磯野isono 飯野iino 飯村iimura 飯沼iinuma 池内ikeuchi
    池谷ikeya/iketani 池辺ikebe 生駒ikoma 浅川asakawa 浅沼asanuma 浅見asami 朝倉asakura 浅倉asakura 朝比奈asahina
    芦屋ashiya 我妻wagatsuma/azuma 吾妻azuma 東郷togo 東谷higashitani 味岡ajioka 安斎anzai 安西anzai 安住azumi
    安積asaka 青島aoshima 青田aota 青野aono 青柳aoyagi 赤井akai 赤川akagawa 赤坂akasaka 赤松akamatsu 赤羽akabane
    秋田akita 秋葉akiba 秋吉akiyoshi 明石akashi 阿川agawa 阿久aku 阿久津akutsu 阿木agi 芥川akutagawa 荒巻aramaki
    荒牧aramaki 新垣aragaki/arakaki 有賀ariga 有田arita 有森arimori 有吉ariyoshi 粟野awano 粟田awata 淡路awaji
    渥美atsumi 穴井anai 姉崎anezaki 甘利amari 尼子amako 雨宮amemiya/amamiya 網野amino 鮎川ayukawa 嵐arashi
    相川aikawa 愛川aikawa 相原aihara 藍原aihara 相馬soma 相良sagara 上杉uesugi 上島ueshima/kamishima
    上山ueyama/kamiyama 上条kamijo 上條kamijo 浮田ukita/uda 宇田ukita/uda 宇佐美usami 臼井usui 臼田usuda 鵜飼ukai
    氏家ujiie 内村uchimura 内野uchino 内川uchikawa 卯月uzuki 梅沢umezawa 梅澤umezawa 梅津umezu 楳図umezu
    梅宮umemiya 梅本umemoto 浦沢urasawa 漆原urushibara 海野unno/umino 江藤eto 衛藤eto 江原ehara 江島ejima 江尻ejiri
    江戸川edogawa 江波enami 円谷tsuburaya 遠山toyama 及川oikawa 追川oikawa 逢坂osaka 大坂osaka 大賀oga 大河内okochi
    大河原okawara 大越okoshi 大隈okuma 大熊okuma 大黒oguro 大下oshita 大崎osaki 大里osato 大澄osumi 大関ozeki
    尾関ozeki 大空ozora 大高otaka 大月otsuki 大槻otsuki 大津otsu 大坪otsubo 大鶴otsuru 大貫onuki 大沼onuma
    大信田oshida 大庭oba/oniwa 大浜ohama 大林obayashi 大前omae 大泉oizumi 大藤oto/ofuji 大矢oya 大屋oya 大薮oyabu
    岡井okai 岡林okabayashi 岡山okayama 岡沢okazawa 荻野ogino 荻原ogiwara/ogihara 奥oku 奥井okui 奥寺okudera
    奥平okudaira 沖田okita 小木ogi 小椋ogura 小栗oguri 小此木okonogi 刑部osakabe 小暮kogure 木暮kogure
    小塚kozuka/otsuka 小出koide 小菅kosuge 小平kodaira 小幡obata/kohata 小俣omata 小野田onoda 小野塚onozuka
    小畑obata 小堀kobori 小峰komine 小峯komine 小村komura/omura 表omote 恩田onda 甲斐kai 海部kaifu 加護kago
    掛布kakefu 角川kadokawa 角野kadono 梶kaji 梶井kajii 梶田kajita 梶山kajiyama 柏kashiwa 片平katahira 片瀬katase
    勝katsu 勝田katsuta 勝野katsuno 葛城katsuragi 金丸kanemaru 金本kanemoto 金森kanamori 金山kanayama 加瀬kase
    樫村kashimura 鹿島kashima 鹿野kano/shikano 鎌倉kamakura 釜本kamamoto 上川kamikawa 神尾kamio 神木kamiki
    神野kamino/jinno/kanno 亀山kameyama 亀谷kameya 蒲生gamo 蒲田kamata 唐沢karasawa 唐澤karasawa 唐渡karato
    苅谷kariya 刈谷kariya 軽部karube 川内kawauchi 川勝kawakatsu 川北kawakita 河北kawakita 川地kawachi 川津kawazu
    川中kawanaka 川西kawanishi 川野kawano 川藤kawato 川又kawamata 川辺kawabe 河辺kawabe 河内kawachi/kochi
    河西kasai/kawanishi 河原崎kawarasaki 観月mizuki 神戸kambe/kanbe 岩城iwaki 岩倉iwakura 岩佐iwasa 岩沢iwasawa
    岩瀬iwase 岩波iwanami 岩淵iwabuchi 岩間iwama 岩村iwamura 宇津井utsui 宇都宮utsunomiya 三木谷mikitani 織田oda
    出光idemitsu 真鍋manabe 宇野沢unozawa 久保山kuboyama 小久保kokubo 小田島odajima 森久保morikubo 我那覇ganaha
    佐渡sawatari/sado 五島goto 神宮司jinguji 新沼niinuma 新関niizeki 城島jojima/kijima 御園生misono 伊集院ijuin
    宇田川udagawa 小鳥遊takanashi 四十物aimono 長曽我部chosokabe 曽我部sogabe 長宗我部chosokabe 日下kusaka
    日下部kusakabe 久米kume 美空misora 三遊亭sanyutei 春風亭shunputei 古今亭kokontei 林家hayashiya 柳家yanagiya
    坂東bando 松旭斎shokyokusai 阿修羅ashura 東雲shinonome 不破fuwa 久世kuze 九条kujo 二階堂nikaido 八田hatta/yata
    加地kaji 勝間katsuma 北沢kitazawa 北澤kitazawa 十河sogo 千賀senga 南条nanjo 吉崎yoshizaki 吉行yoshiyuki
    名和nawa 喜多kita 喜多川kitagawa 国広kunihiro 垣内kakiuchi 塩見shiomi 夏井natsui 大仁田onita 大和yamato
    大角osumi 妻夫木tsumabuki 姫野himeno 宇賀神ugajin 安孫子abiko 安彦yasuhiko 富樫togashi 富山toyama/tomiyama
    小日向kohinata 小比類巻kohiruimaki 小谷野koyano 山元yamamoto 山脇yamawaki 岩出iwade 嶋shima 巽tatsumi
    常盤tokiwa 平賀hiraga 弓削yuge 後閑gokan 御手洗mitarai 成宮narimiya 戸田toda 戸部tobe 才賀saiga 持田mochida
    新妻niizuma 明智akechi 有働udo 朝日asahi 木梨kinashi 本郷hongo 杉内sugiuchi 来栖kurusu 東国原higashikokubaru
    松任谷matsutoya 松崎matsuzaki 松木matsuki 松野matsuno 板東bando 柳葉yanagiba 桃井momoi 桐生kiryu
    桐谷kiriya/kiritani 桐島kirishima 森脇moriwaki 植草uekusa 植松uematsu 樫山kashiyama 武市takechi 段田danda
    沖縄okinawa 波田hata 浅利asari 浜辺hamabe 深山miyama/fukayama 清川kiyokawa 清野kiyono/seino 渡瀬watase
    溝端mizobata 滝口takiguchi 火野hino 照井terui 熊本kumamoto 片倉katakura 生島ikushima 生瀬namase 田所tadokoro
    田母神tamogami 甲本komoto 益子mashiko 目黒meguro 真木maki 真野mano 石倉ishikura 石津ishizu 石野ishino
    稲森inamori 稲盛inamori 竹本takemoto 竹野内takenouchi 笑福亭shofukutei 笠松kasamatsu 紀伊kii 細木hosoki
    緑川midorikawa 羽田野hatano 舛添masuzoe 色川irokawa 若田部wakatabe 若槻wakatsuki 荻上ogiue 菱沼hishinuma
    葉加瀬hakase 葉山hayama 蓮舫renho 蓮見hasumi 藤枝fujieda 西内nishiuchi 西口nishiguchi 西森nishimori
    角谷kadotani/sumiya 谷垣tanigaki 谷岡tanioka 豊島toyoshima 赤塚akatsuka 辰巳tatsumi 近衛konoe 那須nasu
    酒本sakamoto 釈shaku 重光shigemitsu 野依noyori 金原kanehara 鈴村suzumura 錦織nishikori/nishikiori 長友nagatomo
    長崎nagasaki 長渕nagabuchi 関谷sekiya 阪東bando 陣内jinnai 雨森amenomori 鬼塚onizuka 魚住uozumi 鳩山hatoyama
    麻木asagi 黒崎kurosaki 龍崎ryuzaki 岩隈iwakuma 宮村miyamura 宮野miyano 宮武miyatake 宮前miyamae 三船mifune
    三原mihara 伊原ihara 稲山inayama 稲村inamura 岩越iwakoshi 横内yokouchi 押川oshikawa 関本sekimoto 桑江kuwae
    剣持kenmochi 篠塚shinozuka 佐山sayama 財前zaizen 作田sakuta 時田tokita 城野jono/kino 植谷uetani 色部irobe
    須田suda 山極yamagiwa 串田kushida 駒田komada 岡安okayasu 羽場haba 井村imura 久松hisamatsu
"""

# Neighbours in given names that are read otherwise than one by one.
_TOGETHER = """
    三郎saburo 二郎jiro 次郎jiro 治郎jiro 四郎shiro 五郎goro 六郎rokuro 七郎shichiro 八郎hachiro 九郎kuro 十郎juro
    小夜sayo 百合yuri 五月satsuki 大和yamato 早苗sanae 弥生yayoi 千尋chihiro 飛鳥asuka 和泉izumi 主税chikara
    武蔵musashi 伊織iori 日向hinata/hyuga 兵衛hee/bee 右衛門emon/uemon 左衛門zaemon/saemon 小百合sayuri 八重yae
    美乃mino 友里yuri 大輔daisuke 大介daisuke 大樹daiki/hiroki 大地daichi 大志taishi/daishi 一成kazunari/issei
    元気genki 心愛kokoa 海斗kaito 太一taichi 七海nanami 美海mimi/miu 彩花ayaka 明日香asuka 今日子kyoko 香織kaori
    詩織shiori 沙織saori 佳織kaori
"""
_ENTRY = re.compile(r"([^\sa-z/]+)([a-z/]+)")


def _characters() -> dict[str, tuple[str, ...]]:
    return {
        letter: tuple(readings.split("/")) for letters, readings in _ENTRY.findall(_CHARACTERS) for letter in letters
    }


def _words(table: str) -> dict[str, tuple[str, ...]]:
    return {word: tuple(readings.split("/")) for word, readings in _ENTRY.findall(table)}


CHARACTERS: Mapping[str, tuple[str, ...]] = _characters()
SURNAMES: Mapping[str, tuple[str, ...]] = _words(_SURNAMES)
TOGETHER: Mapping[str, tuple[str, ...]] = _words(_TOGETHER)
