"""Moroccan Darija: recognised in Latin letters, and its everyday words in standard Arabic."""

import re

from rag.text.normalise import normalise

# Everyday words by their standard Arabic; "" for those that a search does better without. Arabic letters stand as
# ``normalise`` leaves them, Latin ones in lower case and in the usual spellings.
_BY_MEANING = {
    "من": "شكون اشكون chkoun chkon chkoune shkoun",
    "ما": "شنو شنوا اشنو شني شناهو شناهي chno chnou chnowa chnahowa chnahiya chni achno ach",
    "ما هي": "شنهي chnahoma",
    "متى": "فوقاش فوقتاش وقتاش امتا امتي fo9ach fou9ach fouqach foqach wa9tach imta imtaa",
    "أين": "فين فاين fin fine fayn",
    "من أين": "منين مناين mnin mnayn",
    "لماذا": "علاش علاه 3lach 3lash 3lah alach",
    "كيف": "كيفاش kifach kifash kifeh",
    "كم": "شحال بشحال ch7al chhal ch7el bch7al bchhal sh7al",
    "هل": "واش wach wash wesh",
    "أي": "اشمن شمن achmen achmn chmen chmn",
    "في أي": "فاش fach",
    "في": "ف f fel",
    "و": "o w ou",
    "الذي": "اللي لي lli elli li",
    "مع": "m3a m3ah m3aha",
    "على": "3la 3lih 3liha",
    "عند": "3nd 3end",
    "بين": "bin",
    "أو": "wla wlla",
    "هم": "هوما هما homa houma",
    "هو": "howa houwa",
    "هي": "hiya",
    "يوجد": "كاين كاينه كاينين kayn kayen kayna kaynin",
    "كل": "كلشي kol koll kolchi",
    "وقع": "سنا سينا سنات سناو سيناو sna sina snaw sinaw",
    "تحدث": "هضر هضرات هضرو هدر هدرات هدرو hder hdar hedrat hedro hdert",
    "التقى": "شاف شافت شافو تلاقي تلاقات تلاقاو chaf chafet chafo tla9a tla9at tla9aw",
    "قال": "كال كالت كالو كيقول كتقول gal galt galet galo galou kaygoul katgoul",
    "بدأ": "بدا بدات بداو يبدا تبدا bda bdat bdaw ybda tbda",
    "يعمل": "كيخدم كتخدم يخدم تخدم خدام خدامه ykhdem tkhdem khdam khdama kaykhdem katkhdem",
    "أعلن": "علنات علنو 3len 3lnat 3elnat 3elnou 3lno",
    "أطلق": "تلانسا تلانسات tlanca tlancat tlansa tlansat lansa lansat lansaw lancaw",
    "ألغى": "حيد حيدات حيدو 7eyed 7eyyed 7aydat 7aydo lgha lghat lghaw",
    "اشترى": "شرا شرات شراو يشري chra chrat chraw yechri ychri",
    "دفع": "خلصات خلصو كيخلص khelles khelsat khelsou kaykhelles",
    "منح": "عطا عطات عطاو 3ta 3tat 3taw",
    "ذهب": "مشا مشات مشاو mcha mchat mchaw mchaou",
    "يأتي": "يجي تجي كيجي yji tji kayji katji",
    "أحدث": "تخلقات تخلقو tkhle9 tkhle9at tkhel9at",
    "الأولى": "اللولي اللولا اللوله loula lewla luwla lewwla",
    "الأول": "اللول lewel lewwel luwel",
    "أشهر": "الشهوره شهوره chhour chhora",
    "ميغاواط": "الميغا lmega lmiga",
    "الكهرباء": "الضو ddo ddow ddaw",
    "المشروع": "lprojet lbrojet",
    "يريد": "بغا بغات بغاو باغي باغيه bgha bghat baghi baghya",
    "اسم": "سميه سميتو سميتها smiya smito smitou smitha smiyto",
    "العمل": "الخدمه lkhdma lkhedma",
    "المال": "الفلوس فلوس flous flouss lflous lflouss",
    "الدار البيضاء": "كازا casa kaza",
    "": (
        "ديال ديالو ديالها ديالهم ديالنا ديالك ديالي تاع نتاع dyal dial dyalo dyalou dyalha dyalhom dyalna dyali "
        "diyal diyalo dialo dialha غادي غاديه غادين ghadi ghada ghadin شي chi هاد هادشي داكشي had hadchi hadak "
        "دابا daba بزاف bzaf bzzaf باش bach حيت 7it حتي 7ta ملي melli راه راها rah ra b d mn men داك ديك "
        "dak dik هادو هاديك كان kan kant kano"
    ),
}
STANDARD = {word: meaning for meaning, words in _BY_MEANING.items() for word in words.split()}
# What standard Arabic, French, English or a name also has: alone it proves nothing.
_SHARED = frozenset(
    "ف لي حتي شي كان هما شاف فلوس سنا سينا تلاقي الخدمه بدا بدات يبدا تبدا يخدم تخدم خدامه حيد كال كالت كالو "
    "f fel fin fine li w o ou b d had mn men ach chi bin wash wesh ra rah kan kant kol koll chni bach kano casa sna "
    "sina fach alach dial dik dak imta gal lansa".split()
)
# 3 = ع, 7 = ح, 9 = ق: inside a word, or before at least two letters, but not "3rd", "7am", "9eme" or "mp3".
_DIGIT = re.compile(r"[a-z']+[379][a-z]+[a-z379']*|[379](?!rd|th|eme|ème|er|am|pm|ds?$)[a-z]{2,}[a-z379']*")
_VERB = re.compile(r"ka[ytn][a-z379]{3,}|tay[a-z379]{3,}")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def latin_darija(text: str) -> int:
    """How much in a text in Latin letters speaks for Darija: 2 for a word that is nothing else, 1 for a hint."""
    return sum(_weight(word) for word in WORD.findall(text))


def has_darija(text: str) -> bool:
    """Whether a text in Arabic letters holds a word that is Darija and nothing else."""
    words = (bare(normalise(word)) for word in WORD.findall(text))
    return any(word in STANDARD and word not in _SHARED for word in words)


def bare(word: str) -> str:
    """A normalised word without the "and" that Arabic writes onto it, where that leaves a word of Darija."""
    return word[1:] if word[:1] == "و" and word[1:] in STANDARD else word


def _weight(word: str) -> int:
    if not word[1:].islower() and len(word) > 1:
        return 0  # names, models and units: "H100", "GPT4all", "2025"
    word = word.lower()
    if word in STANDARD:
        return 1 if word in _SHARED else 2
    if _DIGIT.fullmatch(word):
        return 2
    return 1 if _VERB.fullmatch(word) else 0
