"""The words that invented bureaus use in their papers, by language: headings, kinds, sentences, remarks.

Own compilation, made apart from the vocabulary of the importer (`meeting/pack/data`), so that a generated pack tests it.
Date: 2026-11-23.
"""

from collections.abc import Mapping

Words = Mapping[str, str]

# case, title, opened, officer | name, born, nation, role, passport, alias, phone | type, value, note | lead, source, grade
# | exhibit, what, hash, seal, keeper | date, sum, account, holder
_FIELDS = (
    "case title opened officer name born nation role passport alias phone type value note lead source grade"
    " exhibit what hash seal keeper date sum account holder"
).split()  # fmt: skip
_HEADINGS: Mapping[str, str] = {
    "en": "Case no.|Matter|Date opened|Investigating officer|Full name|DOB|Nationality|Role|Passport no.|Aliases|Mobile"
    "|Category|Content|Comments|Lead number|Origin|Evaluation|Exhibit number|Item|Hash|Seal|Custodian|Booking date"
    "|Amount|Account no.|Account holder",
    "fr": "N° de dossier|Intitulé|Date d'ouverture|Enquêteur|Nom complet|Né le|Nationalité|Qualité|Passeport|Alias"
    "|Téléphone|Nature|Contenu|Remarques|Piste|Origine|Fiabilité|Numéro de scellé|Désignation|Empreinte|Sceau"
    "|Conservé par|Date|Montant|Compte|Titulaire",
    "ko": "사건 번호|죄명|입건일|담당자|이름|생년월일|국적|지위|여권|가명|휴대전화|유형|값|참고|단서|입수경로|등급|압수번호"
    "|물품|해시|봉인|보관처|거래일|거래금액|계좌|수취인",
    "th": "หมายเลขคดี|ชื่อคดี|วันที่รับแจ้ง|ผู้รับผิดชอบ|ชื่อ-นามสกุล|วันเดือนปีเกิด|สัญชาติ|หน้าที่|หนังสือเดินทาง|ฉายา|เบอร์โทร"
    "|ชนิด|ค่า|บันทึก|ลำดับเบาะแส|ที่มา|การประเมิน|หมายเลขของกลาง|รายการ|แฮช|หมายเลขผนึก|ผู้เก็บรักษา|วันที่ทำรายการ|ยอดเงิน|บัญชี"
    "|เจ้าของบัญชี",
    "vi": "Số hồ sơ|Tên vụ án|Ngày tiếp nhận|Cán bộ thụ lý|Họ tên|Năm sinh|Quốc tịch|Tư cách|Hộ chiếu|Tên khác|Điện thoại"
    "|Phân loại|Nội dung|Chú thích|Manh mối số|Nguồn tin|Đánh giá|Mã vật chứng|Tên vật|Giá trị băm|Niêm phong|Người giữ"
    "|Ngày giao dịch|Số tiền|Tài khoản|Tên chủ tài khoản",
    "ms": "Nombor kes|Tajuk kes|Tarikh laporan|Pegawai kes|Nama penuh|Tarikh lahir|Warganegara|Peranan|Pasport"
    "|Nama samaran|No. telefon|Kategori|Kandungan|Catatan|Nombor petunjuk|Sumber|Penilaian|Nombor eksibit|Barang|Cincangan"
    "|Meterai|Tempat simpanan|Tarikh transaksi|Amaun|No. akaun|Pemegang akaun",
    "id": "No perkara|Tindak pidana|Tanggal dibuka|Petugas penyidik|Nama lengkap|Tanggal lahir|Kewarganegaraan|Peranan"
    "|Nomor paspor|Julukan|Nomor telepon|Kategori|Isi|Catatan|Nomor petunjuk|Sumber|Tingkat kepercayaan"
    "|Nomor barang bukti|Barang|Hash|Segel|Tempat penyimpanan|Tanggal transaksi|Nominal|Rekening|Pemilik rekening",
    "ja": "事件番号|罪名|認知日|担当者|名前|生年月日|国籍|立場|旅券|別名|電話|区分|内容|メモ|手がかり番号|情報源|信頼度|押収品番号"
    "|品名|ハッシュ値|封緘番号|保管場所|取引日|取引金額|口座番号|名義人",
    "zh": "案号|案件名称|受理日期|负责人|名字|出生年月|国籍|身份|护照|化名|手机|类型|值|说明|线索号|来源|可靠性|证物编号|物品|散列值"
    "|封签号|保管处|交易日期|交易金额|对方账号|收款人",
    "zh-hant": "案號|案件名稱|立案時間|負責人|姓名|出生年月日|國籍|身份|護照|別名|手機|類型|值|備註|線索號|來源|可靠性|證物編號|物品"
    "|雜湊值|封條號|保管單位|交易日期|交易金額|對方帳號|戶名",
    "km": "លេខករណី / Case no|ឈ្មោះករណី / Case title|ថ្ងៃបើក / Date opened|មន្ត្រីស៊ើបអង្កេត / Investigator|ឈ្មោះ / Full name"
    "|ថ្ងៃខែឆ្នាំកំណើត / Birth date|សញ្ជាតិ / Nationality|តួនាទី / Role|លិខិតឆ្លងដែន / Passport|ឈ្មោះហៅក្រៅ / Alias"
    "|លេខទូរស័ព្ទ / Telephone|ប្រភេទ / Kind|ទិន្នន័យ / Data|ផ្សេងៗ / Notes|តម្រុយលេខ / Lead|ប្រភព / Source"
    "|ការវាយតម្លៃ / Reliability|វត្ថុតាងលេខ / Exhibit no|របស់ / Item|SHA-256|លេខត្រា / Seal no|អ្នករក្សា / Held by"
    "|កាលបរិច្ឆេទ|ទឹកប្រាក់|គណនី|ម្ចាស់គណនី",
    "my": "အမှုနံပါတ် / Case no|အမှုအမည် / Case title|ဖွင့်ရက် / Date opened|စုံစမ်းရေးအရာရှိ / Investigator|နာမည် / Full name"
    "|မွေးနေ့ / Birth date|နိုင်ငံသား / Nationality|တာဝန် / Function|ပတ်စပို့ / Passport no|အခြားအမည် / Alias"
    "|ဖုန်းနံပါတ် / Phone no|အမျိုးအစား / Kind|အချက်အလက် / Data|မှတ်ချက် / Remark|သဲလွန်စ / Lead|ရင်းမြစ် / Source"
    "|အကဲဖြတ်ချက် / Rating|သက်သေခံအမှတ် / Exhibit no|ပစ္စည်း / Item|SHA-256|တံဆိပ် / Seal|ထိန်းသိမ်းသူ / Custodian"
    "|ရက်စွဲ|ငွေပမာဏ|စာရင်းအမှတ်|စာရင်းပိုင်ရှင်",
}
HEADINGS: Mapping[str, Words] = {
    language: dict(zip(_FIELDS, words.split("|"), strict=True)) for language, words in _HEADINGS.items()
}

_KIND_ORDER = "person phone wallet account domain handle email document vehicle address".split()
_KINDS: Mapping[str, str] = {
    "en": "suspect|phone number|wallet address|account number|web site|user name|e-mail|travel document|licence plate|premises",
    "fr": "personne|portable|portefeuille|compte|site web|pseudo|courriel|passeport|plaque|adresse",
    "ko": "사람|휴대전화|지갑주소|계좌|사이트|계정|전자우편|여권번호|차량번호|주소",
    "th": "บุคคล|เบอร์โทรศัพท์|กระเป๋าคริปโต|เลขที่บัญชี|โดเมน|บัญชีแชท|อีเมล|พาสปอร์ต|ทะเบียนรถ|ที่อยู่",
    "vi": "cá nhân|số điện thoại|địa chỉ ví|số tài khoản|tên miền|nick|email|số hộ chiếu|biển số|địa chỉ",
    "ms": "individu|nombor telefon|alamat dompet|nombor akaun|tapak web|akaun mesej|emel|dokumen perjalanan|nombor plat|alamat",
    "id": "orang|nomor telepon|alamat dompet|nomor rekening|situs|nama akun|email|dokumen perjalanan|pelat nomor|alamat",
    "ja": "人物|電話番号|ウォレット|口座番号|サイト|アカウント|メールアドレス|パスポート|ナンバー|住所",
    "zh": "人物|手机|钱包地址|银行账号|网址|社交账号|电子邮件|证件|车牌|地址",
    "zh-hant": "人物|手機|錢包地址|銀行帳戶|網址|社交帳號|電郵|證件|車牌|地址",
    "km": "បុគ្គល|លេខទូរស័ព្ទ|កាបូប|លេខគណនី|វេបសាយ|គណនីតេឡេក្រាម|អ៊ីមែល|លិខិតឆ្លងដែន|រថយន្ត|អាសយដ្ឋាន",
    "my": "ပုဂ္ဂိုလ်|ဖုန်းနံပါတ်|ပိုက်ဆံအိတ်|ဘဏ်အကောင့်|ဝဘ်ဆိုက်|စကားပြောအကောင့်|အီးမေးလ်|ပတ်စပို့|ယာဉ်|လိပ်စာ",
}
KINDS: Mapping[str, Words] = {
    language: dict(zip(_KIND_ORDER, words.split("|"), strict=True)) for language, words in _KINDS.items()
}

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Officers noted the {kind} {value}{remark} on a seized sheet.",
        "{value}{remark} was given to callers ({kind}).",
    ),
    "fr": ("Les relevés mentionnent le {kind} {value}{remark}.", "Les appelants recevaient {value}{remark} ({kind})."),
    "ko": ("압수한 메모에서 {kind} {value}{remark} 발견.", "상담원은 {kind} {value}{remark} 사용을 지시함."),
    "th": ("พบ{kind} {value}{remark} ในสมุดที่ยึดได้", "พยานแจ้ง{kind} {value}{remark}"),
    "vi": ("Sổ ghi chép có {kind} {value}{remark}.", "Đối tượng cung cấp {kind}: {value}{remark}."),
    "ms": ("Nota yang dirampas menyebut {kind} {value}{remark}.", "Saksi memberi {kind}: {value}{remark}."),
    "id": ("Catatan yang disita memuat {kind} {value}{remark}.", "Saksi menyebut {kind}: {value}{remark}."),
    "ja": ("押収メモに{kind} {value}{remark} の記載あり。", "架け子は{kind} {value}{remark} を案内した。"),
    "zh": ("扣押笔记中记有{kind} {value}{remark}。", "话务员提供{kind}：{value}{remark}。"),
    "zh-hant": ("扣押筆記中記有{kind} {value}{remark}。", "話務員提供{kind}：{value}{remark}。"),
    "km": ("កំណត់ត្រាដែលរឹបអូសមាន{kind} {value}{remark}។", "សាក្សីបានផ្តល់{kind} {value}{remark}។"),
    "my": ("သိမ်းဆည်းမှတ်စုတွင် {kind} {value}{remark} ပါရှိသည်။", "သက်သေက {kind} {value}{remark} ပေးခဲ့သည်။"),
}
FILLERS: Mapping[str, str] = {
    "en": "In all {n} persons lost about {sum} USD; the callers sat in a fenced hotel near crossing Q-4.",
    "fr": "Au total {n} personnes ont perdu environ {sum} USD ; les appelants étaient dans un hôtel clos près du poste Q-4.",
    "ko": "총 {n}명이 약 {sum} USD 손실, 콜센터는 Q-4 검문소 옆 폐쇄된 호텔에 있었음.",
    "th": "มีผู้เสียหาย {n} ราย เสียหายราว {sum} USD ผู้โทรอยู่ในโรงแรมล้อมรั้วใกล้ด่าน Q-4",
    "vi": "Tổng cộng {n} người mất khoảng {sum} USD; nhóm gọi điện ở khách sạn có rào gần chốt Q-4.",
    "ms": "Seramai {n} orang kerugian kira-kira {sum} USD; pemanggil berada di hotel berpagar dekat pos Q-4.",
    "id": "Sebanyak {n} orang rugi sekitar {sum} USD; penelepon berada di hotel berpagar dekat pos Q-4.",
    "ja": "被害者は{n}名、約{sum} USD。架け子はQ-4検問所近くの閉鎖されたホテルにいた。",
    "zh": "共{n}人损失约{sum} USD，话务员位于Q-4关卡附近的封闭酒店。",
    "zh-hant": "共{n}人損失約{sum} USD，話務員位於Q-4關卡附近的封閉酒店。",
    "km": "មនុស្ស {n} នាក់ បាត់បង់ប្រហែល {sum} USD នៅជិតច្រក Q-4។",
    "my": "လူ {n} ဦး USD {sum} ခန့် ဆုံးရှုံး၊ Q-4 ဂိတ်အနီး။",
}

_SHARED_ORDER = "desk exchange contract bank gateway public park airport shuttle copied police".split()
_SHARED: Mapping[str, str] = {
    "en": "switchboard of a hospital|omnibus wallet of the exchange|smart contract of the coin|internal account of the bank"
    "|account of a payment processor|url shortener for everybody|address of the entire park|railway station, main hall"
    "|airport bus|support account used by many shops|our police liaison in the capital",
    "fr": "standard téléphonique de la clinique|portefeuille de la plateforme|contrat intelligent|compte interne de la banque"
    "|prestataire de paiement|raccourcisseur de liens|adresse du parc entier|gare routière|navette de l'aéroport"
    "|utilisé par de nombreux sites|agent de liaison à la capitale",
    "ko": "병원 콜센터|거래소 지갑|스마트 컨트랙트|은행 내부계좌|전자결제 정산|파일 공유 서비스|공단 전체 대표주소|기차역|택시 회사"
    "|여러 사이트가 쓰는 이름|현지 협력관",
    "th": "ศูนย์บริการของธนาคาร|ใช้ร่วมกันลูกค้าทุกคนของกระดานเทรด|สัญญาอัจฉริยะ|บัญชีพักของธนาคาร|เกตเวย์รับเงิน|บริการย่อลิงก์"
    "|ที่อยู่รวมของนิคม|สถานีขนส่ง|รถรับส่งสนามบิน|ใช้ร่วมกันหลายเว็บ|เจ้าหน้าที่ประสานงานของเรา",
    "vi": "đường dây nóng của siêu thị|ví của sàn giao dịch|hợp đồng thông minh|tài khoản nội bộ ngân hàng|cổng thanh toán"
    "|dịch vụ rút gọn liên kết|địa chỉ cho toàn khu|bến xe trung tâm|xe buýt đưa đón|nhiều trang dùng chung|cán bộ liên lạc",
    "ms": "pusat panggilan kedai|dompet bursa, semua pelanggan|kontrak pintar|akaun dalaman bank|penyedia pembayaran"
    "|pemendek pautan|alamat seluruh kawasan|stesen bas|teksi|digunakan banyak laman|pegawai penghubung polis",
    "id": "pusat panggilan toko|dompet bursa|kontrak pintar|rekening internal bank|penyedia pembayaran|pemendek tautan"
    "|alamat seluruh kawasan|stasiun kota|taksi bandara|digunakan banyak situs|petugas penghubung kami",
    "ja": "病院のコールセンター|取引所ウォレット|スマートコントラクト|銀行の内部口座|決済サービスの口座|ファイル共有サービス|敷地全体の住所"
    "|駅の待合室|レンタカー|多数のサイトが使う名|リエゾン担当",
    "zh": "医院总机|所有客户共用的交易所钱包|智能合约|内部账户（银行）|第三方支付账户|短链接工具|整个园区的地址|汽车车站|出租车|多个网站使用"
    "|警务联络人员",
    "zh-hant": "醫院總機|所有客戶共用的交易所錢包|智能合約|內部賬戶（銀行）|第三方支付賬戶|短鏈接工具|整個園區的地址|汽車車站|計程車"
    "|多個網站使用|警務聯絡人員",
}
SHARED: Mapping[str, Words] = {
    language: dict(zip(_SHARED_ORDER, words.split("|"), strict=True)) for language, words in _SHARED.items()
}
