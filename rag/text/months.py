"""The names of the months in the three languages, as ``normalise`` leaves them."""

_NAMES = (
    "janvier january يناير",
    "février fevrier february فبراير",
    "mars march مارس",
    "avril april ابريل",
    "mai may ماي مايو",
    "juin june يونيو",
    "juillet july يوليوز يوليو",
    "août aout august غشت",
    "septembre september شتنبر سبتمبر",
    "octobre october اكتوبر",
    "novembre november نونبر نوفمبر",
    "décembre decembre december دجنبر ديسمبر",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
