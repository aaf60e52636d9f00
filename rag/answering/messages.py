"""The few sentences that are the program's own, in the three languages."""

from rag.text.language import Language

ABSTAINED: dict[Language, str] = {
    "fr": "Les documents ne permettent pas de répondre à cette question.",
    "ar": "لا تتضمن الوثائق ما يجيب عن هذا السؤال.",
    "en": "The documents do not answer this question.",
}
FOREIGN_SOURCES: dict[Language, str] = {
    "fr": "Aucune source en français ne répond ; les passages sont cités dans leur langue d'origine.",
    "ar": "لا يوجد مصدر بالعربية يجيب عن السؤال؛ وردت المقاطع بلغتها الأصلية.",
    "en": "No source in English answers this; the passages are quoted in their original language.",
}
DISAGREEING: dict[Language, str] = {
    "fr": "Les sources ne concordent pas : {}.",
    "ar": "المصادر غير متفقة: {}.",
    "en": "The sources do not agree: {}.",
}
WITHOUT_WORDS: dict[Language, str] = {
    "fr": "L'index des mots manque : seuls les sens sont comparés, et bien des réponses échappent (`rag index`).",
    "ar": "فهرس الكلمات مفقود: لا يُقارَن إلا المعنى فتفوت إجابات كثيرة (`rag index`).",
    "en": "The index of words is missing: only meanings are compared, and many answers are missed (`rag index`).",
}
SEARCHED: dict[Language, str] = {"fr": "Recherché : {}", "ar": "تم البحث عن: {}", "en": "Searched: {}"}
UNKNOWN_LANGUAGE = (
    "Posez votre question en français, en arabe ou en anglais. · "
    "اطرح سؤالك بالعربية أو الفرنسية أو الإنجليزية. · "
    "Please ask in French, Arabic or English."
)
