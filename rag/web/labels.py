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
# Where the sources would be, when a step of the page was refused that says nothing itself.
REFUSED = (
    "La conversation n'a pas pu être envoyée : réessayez, ou effacez-la si elle est longue.",
    "تعذر إرسال المحادثة: أعد المحاولة، أو امحها إن كانت طويلة.",
    "The conversation could not be sent: try again, or clear it if it is long.",
)
EXAMPLES = (
    "Quels sont les quatre axes du partenariat entre le Maroc et Mistral AI ?",
    "من وقع الاتفاقية بين وزارة الانتقال الرقمي واللجنة الوطنية لمراقبة حماية المعطيات؟",
    "Who signed the CNDP convention and when?",
)
# To a reader whose question was refused; on the page it is shown for a moment beside the chat.
BUSY = (
    "Trop de questions attendent : réessayez dans un instant. · "
    "هناك أسئلة كثيرة في الانتظار: أعد المحاولة بعد لحظة. · "
    "Too many questions are waiting: try again in a moment."
)
GIVEN_UP = (
    "Personne n'attendait la réponse : posez la question à nouveau. · "
    "لم ينتظر أحد الجواب: أعد طرح السؤال. · "
    "Nobody waited for the answer: ask again."
)
FAILED: dict[Language, str] = {
    "fr": "La réponse a échoué ; le journal du serveur dit pourquoi. Vous pouvez poser une autre question.",
    "ar": "تعذرت الإجابة، وسجل الخادم يبين السبب. يمكنك طرح سؤال آخر.",
    "en": "The answer failed; the server's log says why. You can ask another question.",
}
NO_CARDS: dict[Language, str] = {
    "fr": "Les sources n'ont pas pu être affichées ; le journal du serveur dit pourquoi.",
    "ar": "تعذر عرض المصادر، وسجل الخادم يبين السبب.",
    "en": "The sources could not be shown; the server's log says why.",
}


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
