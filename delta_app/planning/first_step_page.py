"""What an empty month says first: where one stands, and the one thing to do."""

from collections.abc import Callable, Mapping

from delta_app.core.i18n import _, join_names, month_name
from delta_app.planning.queries import MonthView
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import FirstStep


def first_step(view: MonthView, acts: Mapping[str, Callable[[], None]], *, may_write: bool) -> FirstStep:
    """The first step of a month without slots; ``acts`` are ``print``, ``hours``, ``open`` and ``import``."""
    month = month_name(view.month.first)
    if view.closed:
        reasons = dict.fromkeys(day.closure for week in view.weeks for day in week.days if day.closure)
        sentence = _("Fermé : {reasons}. La feuille du mois fermé peut s’imprimer pour le mur.")
        printing = step_button(_("Imprimer la feuille du mois…"), acts["print"])
        title = _("Le lieu est fermé tout le mois de {month}").format(month=month)
        return FirstStep("door", title, sentence.format(reasons=join_names(list(reasons))), printing)
    if not may_write:
        sentence = _("La coordination n’a pas encore ouvert ce mois.")
        return FirstStep("planning", _("Rien encore pour {month}").format(month=month), sentence)
    if not view.has_pattern:
        sentence = _("Dites d’abord quels jours et à quelles heures le lieu ouvre ; les permanences suivront.")
        hours = step_button(_("Donner l’horaire…"), acts["hours"])
        return FirstStep("door", _("Quand ouvre-t-on ?"), sentence, hours)
    sentence = _("Ouvrir le mois crée ses permanences d’après l’horaire d’ouverture, sans les jours fermés.")
    buttons = [step_button(_("Ouvrir le mois"), acts["open"])]
    if not view.host_count:
        buttons.insert(0, step_button(_("Importer les accueillant·es…"), acts["import"], kind="plain"))
    return FirstStep("planning", _("Rien encore pour {month}").format(month=month), sentence, *buttons)


def step_button(text: str, act: Callable[[], None], kind: str = "main") -> Button:
    """A button that does it."""
    button = Button(text, kind=kind)
    button.clicked.connect(lambda _checked: act())
    return button
