"""What is said, in their own language, to somebody who asks in another one than English, in which all is searched.

By ISO 639 code, as `retrieval.Answer.language` has it; in a language that is not here it is said in English.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_ENGLISH: Final = "I can only search in English. Please ask me in English."
_SENTENCES: Final = MappingProxyType(
    {
        "ar": "لا أستطيع البحث إلا باللغة الإنجليزية. من فضلك اطرح سؤالك بالإنجليزية.",
        "be": "Я магу шукаць толькі па-англійску. Калі ласка, спытайце па-англійску.",
        "bg": "Мога да търся само на английски. Моля, попитай ме на английски.",
        "bn": "আমি শুধু ইংরেজিতে খুঁজতে পারি। অনুগ্রহ করে ইংরেজিতে প্রশ্ন করুন।",
        "ca": "Només puc cercar en anglès. Si us plau, pregunta-m’ho en anglès.",
        "cs": "Umím hledat jen v angličtině. Zeptej se mě prosím anglicky.",
        "da": "Jeg kan kun søge på engelsk. Spørg mig venligst på engelsk.",
        "de": "Ich kann nur auf Englisch suchen. Bitte frag mich auf Englisch.",
        "el": "Μπορώ να ψάξω μόνο στα αγγλικά. Ρώτησέ με, σε παρακαλώ, στα αγγλικά.",
        "es": "Solo puedo buscar en inglés. Por favor, pregúntame en inglés.",
        "fa": "من فقط می‌توانم به انگلیسی جستجو کنم. لطفاً به انگلیسی بپرسید.",
        "fi": "Osaan hakea vain englanniksi. Kysy minulta englanniksi.",
        "fil": "Sa Ingles lang ako makakapaghanap. Pakitanong sa Ingles.",
        "fr": "Je ne peux chercher qu’en anglais. Pose-moi ta question en anglais, s’il te plaît.",
        "he": "אני יכול לחפש רק באנגלית. אפשר לשאול אותי באנגלית?",
        "hi": "मैं केवल अंग्रेज़ी में खोज सकता हूँ। कृपया अंग्रेज़ी में पूछें। (Please ask in English.)",
        "hu": "Csak angolul tudok keresni. Kérlek, kérdezz angolul.",
        "id": "Saya hanya bisa mencari dalam bahasa Inggris. Silakan bertanya dalam bahasa Inggris.",
        "is": "Ég get aðeins leitað á ensku. Vinsamlegast spurðu mig á ensku.",
        "it": "Posso cercare solo in inglese. Per favore, chiedimelo in inglese.",
        "ja": "英語でしか検索できません。英語で質問してください。",
        "ka": "მხოლოდ ინგლისურად შემიძლია ძებნა. გთხოვთ, ინგლისურად მკითხოთ.",
        "ko": "영어로만 검색할 수 있어요. 영어로 질문해 주세요.",
        "lt": "Galiu ieškoti tik anglų kalba. Prašau, klausk angliškai.",
        "lv": "Es varu meklēt tikai angļu valodā. Lūdzu, jautā angliski.",
        "mk": "Можам да пребарувам само на англиски. Те молам, прашај ме на англиски.",
        "nb": "Jeg kan bare søke på engelsk. Spør meg gjerne på engelsk.",
        "nl": "Ik kan alleen in het Engels zoeken. Stel je vraag alsjeblieft in het Engels.",
        "pl": "Umiem szukać tylko po angielsku. Zapytaj mnie, proszę, po angielsku.",
        "pt": "Só consigo pesquisar em inglês. Por favor, pergunte em inglês.",
        "ro": "Pot căuta doar în engleză. Te rog, întreabă-mă în engleză.",
        "ru": "Я умею искать только по-английски. Пожалуйста, спросите по-английски.",
        "sh": "Mogu da pretražujem samo na engleskom. Molim te, pitaj me na engleskom.",
        "sk": "Viem hľadať len v angličtine. Opýtaj sa ma, prosím, po anglicky.",
        "sl": "Iščem lahko samo v angleščini. Prosim, vprašaj me v angleščini.",
        "sr": "Могу да претражујем само на енглеском. Молим те, питај ме на енглеском.",
        "sv": "Jag kan bara söka på engelska. Fråga mig gärna på engelska.",
        "ta": "என்னால் ஆங்கிலத்தில் மட்டுமே தேட முடியும். தயவுசெய்து ஆங்கிலத்தில் கேளுங்கள்.",
        "th": "ฉันค้นหาได้เฉพาะภาษาอังกฤษ กรุณาถามเป็นภาษาอังกฤษ",
        "tr": "Yalnızca İngilizce arama yapabiliyorum. Lütfen İngilizce sor.",
        "uk": "Я вмію шукати лише англійською. Будь ласка, запитайте англійською.",
        "ur": "میں صرف انگریزی میں تلاش کر سکتا ہوں۔ براہ کرم انگریزی میں پوچھیں۔",
        "vi": "Tôi chỉ có thể tìm kiếm bằng tiếng Anh. Vui lòng hỏi bằng tiếng Anh.",
        "zh": "我只能用英语搜索。请用英语提问。",
    }
)


def only_english(language: str | None) -> str:
    """Say in a language that only English can be searched."""
    return _SENTENCES.get(language or "", _ENGLISH)
