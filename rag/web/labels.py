"""The words of the chat page, in the three languages."""

from dataclasses import dataclass

from rag.text.language import Language

TITLE = "Maroc · IA"
WELCOME = (
    "Questions et réponses sur les accords marocains en intelligence artificielle, chaque phrase citée · "
    "أسئلة وأجوبة حول اتفاقيات المغرب في الذكاء الاصطناعي، وكل جملة بمصدرها · "
    "Questions and answers about Morocco's agreements on artificial intelligence, every sentence cited"
)
PLACEHOLDER = "Votre question · سؤالك · Your question"
NO_SOURCES = "Les sources de la réponse s'affichent ici · تظهر هنا مصادر الجواب · The sources of the answer appear here"
EXAMPLES = (
    "Quels sont les quatre axes du partenariat entre le Maroc et Mistral AI ?",
    "من وقع الاتفاقية بين وزارة الانتقال الرقمي واللجنة الوطنية لمراقبة حماية المعطيات؟",
    "Who signed the CNDP convention and when?",
)


@dataclass(frozen=True)
class Labels:
    """Words beside sources."""

    sources: str
    link: str
    language: str


LABELS: dict[Language, Labels] = {
    "fr": Labels("Sources", "Ouvrir la source", "français"),
    "ar": Labels("المصادر", "فتح المصدر", "العربية"),
    "en": Labels("Sources", "Open the source", "English"),
}
