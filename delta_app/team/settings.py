"""How long what concerns people is kept, and who answers for it, as settings of the place."""

from delta_app.core.i18n import _
from delta_app.core.retention import JOURNAL_DAYS
from delta_app.core.settings import Setting

LONGEST_LINE = 300

LOGBOOK_DAYS: Setting[int] = Setting(
    "retention.logbook_days",
    60,
    lambda: _("Jours pendant lesquels un mot du cahier de liaison est gardé"),
    lambda value: 1 <= value <= 730,
)
LETTER_DAYS: Setting[int] = Setting(
    "retention.letter_days",
    90,
    lambda: _("Jours pendant lesquels un message parti est gardé"),
    lambda value: 7 <= value <= 730,
)
ANSWER_MONTHS: Setting[int] = Setting(
    "retention.answer_months",
    12,
    lambda: _("Mois pendant lesquels les réponses et les absences d’un mois passé sont gardées"),
    lambda value: 1 <= value <= 60,
)
LEFT_MONTHS: Setting[int] = Setting(
    "retention.left_months",
    12,
    lambda: _("Mois après un départ à partir desquels le programme rappelle de retirer le nom"),
    lambda value: 0 <= value <= 60,
)
FIRST_NAME_MONTHS: Setting[int] = Setting(
    "retention.first_name_months",
    6,
    lambda: _("Mois pendant lesquels un prénom donné avec une idée, ou pour animer, est gardé une fois que c’est fini"),
    lambda value: 1 <= value <= 60,
)
CHORE_DAYS: Setting[int] = Setting(
    "retention.chore_days",
    56,
    lambda: _("Jours pendant lesquels il se voit qu’une tâche de la maison a été faite, et qui l’a dit"),
    lambda value: 7 <= value <= 60,
)
RESPONSIBLE: Setting[str] = Setting(
    "privacy.responsible",
    "",
    lambda: _("Responsable du traitement des données : l’association, son adresse, son numéro d’entreprise"),
    lambda value: len(value) <= LONGEST_LINE and "\n" not in value,
)
CONTACT: Setting[str] = Setting(
    "privacy.contact",
    "",
    lambda: _("À qui s’adresser pour ses données : nom, e-mail ou téléphone"),
    lambda value: len(value) <= LONGEST_LINE and "\n" not in value,
)
PERIODS: tuple[Setting[int], ...] = (
    LOGBOOK_DAYS, LETTER_DAYS, ANSWER_MONTHS, LEFT_MONTHS, FIRST_NAME_MONTHS, CHORE_DAYS, JOURNAL_DAYS,
)  # fmt: skip
ALL: tuple[Setting[int] | Setting[str], ...] = (*PERIODS, RESPONSIBLE, CONTACT)
