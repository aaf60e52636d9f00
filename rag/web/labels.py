"""The words of the chat page, in the three languages."""

from dataclasses import dataclass

from rag.text.language import Language

TITLE = "Maroc · IA · المغرب"
WELCOME = (
    "Les accords du Maroc en intelligence artificielle : posez une question, chaque phrase de la réponse est citée.",
    "اتفاقيات المغرب في مجال الذكاء الاصطناعي: اطرح سؤالا، ولكل جملة من الجواب مصدرها.",
    "Morocco's agreements on artificial intelligence: ask a question, every sentence of the answer is cited.",
)
PLACEHOLDER = "Votre question · سؤالك · Your question"
NO_SOURCES = (
    "Les sources de la réponse s'affichent ici.",
    "تظهر هنا مصادر الجواب.",
    "The sources of the answer appear here.",
)
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
    agreeing: str
    whole: str


LABELS: dict[Language, Labels] = {
    "fr": Labels("Sources", "Ouvrir la source", "français", "Dit aussi dans", "Le document entier, d'après :"),
    "ar": Labels("المصادر", "فتح المصدر", "العربية", "ورد أيضا في", "الوثيقة كلها، حسب:"),
    "en": Labels("Sources", "Open the source", "English", "Also said in", "The whole document, after:"),
}
