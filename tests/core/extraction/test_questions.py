"""Questions in one language find the document that answers them in another."""

from interlace.core.extraction import Document, rank

DOCUMENTS = (
    Document("frozen", "ธนาคารทดสอบได้อายัดรายการ THB 75,500.00 วันที่ 3 พ.ค. 2569", "TH", "th"),
    Document("advert", "ជ្រើសរើសបុគ្គលិកបន្ទាន់ ប្រាក់ខែ 900$", "KH", "km"),
    Document("wallet", "Отправьте на 1BoatSLRHtKNngkdXEeobR76b53LETtpyT", None, "ru"),
    Document("seed", "notebook: anchor purple mimic coral ladder fox quiz trumpet shy enough bitter cloud", "GB", "en"),
)


def test_a_sum_and_a_word_of_the_trade_lead_to_the_notice_in_another_language() -> None:
    first, *_ = rank(Document("q", "Which bank froze a transfer of 75,500 baht?", None, "en"), DOCUMENTS)
    assert first.id == "frozen"
    assert ("sum", "75500 THB") in first.shared
    assert ("concept", "freeze") in first.shared


def test_a_shared_value_outweighs_words() -> None:
    first, *_ = rank(Document("q", "누가 1BoatSLRHtKNngkdXEeobR76b53LETtpyT 로 송금했나?", "KR", "ko"), DOCUMENTS)
    assert first.id == "wallet"


def test_a_secret_can_be_found_by_none_of_its_words() -> None:
    asked = Document("q", "anchor purple mimic coral ladder fox quiz trumpet shy enough bitter cloud", "GB", "en")
    assert all(one.shared == () for one in rank(asked, DOCUMENTS))
