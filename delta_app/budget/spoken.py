"""What the window and the command line say about the budget in words."""

from collections.abc import Callable, Mapping

from delta_app.budget.bank_preview_data import Movement, Preview, Status
from delta_app.budget.purchase_data import PurchaseRow
from delta_app.budget.queries import LineRow
from delta_app.budget.rules import Figures, PurchaseState
from delta_app.core.i18n import _, format_date, format_number, long_date, ngettext
from delta_app.core.money import format_money

_STATES: Mapping[PurchaseState, Callable[[], str]] = {
    "asked": lambda: _("demandé"),
    "approved": lambda: _("accordé"),
    "refused": lambda: _("refusé"),
    "bought": lambda: _("acheté"),
    "dropped": lambda: _("abandonné"),
}
_NATURES: Mapping[str, Callable[[], str]] = {
    "membership": lambda: _("cotisations"),
    "gifts": lambda: _("dons et legs"),
    "subsidies": lambda: _("subsides"),
    "other_income": lambda: _("autres recettes"),
    "goods": lambda: _("marchandises et services"),
    "wages": lambda: _("rémunérations"),
    "services": lambda: _("services et biens divers"),
    "other_expense": lambda: _("autres dépenses"),
}


def state_words(state: PurchaseState) -> str:
    """What became of a purchase, in a word."""
    return _STATES[state]()


def nature_words(nature: str) -> str:
    """A line's column in the Belgian simplified journal."""
    return _NATURES[nature]()


def line_words(line: LineRow) -> str:
    """A line's name; of what is on none, what is to be done."""
    if line.id is None:
        return _("À classer")
    return _("{name} (retirée)").format(name=line.name) if line.withdrawn else line.name


def share_words(figures: Figures) -> str:
    """``85,2 %``, which is 100 when all of it is used and not before; or that nothing was planned."""
    if not figures.planned:
        return _("rien de prévu")
    thousandths = (2000 * figures.used + figures.planned) // (2 * figures.planned)
    if figures.used < figures.planned:
        thousandths = min(thousandths, 999)
    return _("{n} %").format(n=format_number(thousandths / 10))


def alert_words(line: LineRow) -> str:
    """``85 %``, or that something was spent without a plan."""
    percent = line.figures.percent
    return _("rien de prévu") if percent is None else _("{n} %").format(n=percent)


def purchase_words(purchase: PurchaseRow) -> str:
    """For what and how much: ``atelier tricot · 40,00 €``."""
    cents = purchase.cents if purchase.paid is None else purchase.paid
    return " · ".join(filter(None, (purchase.asked_for, format_money(cents))))


def given_up_words(purchase: PurchaseRow) -> str:
    """What is said once a purchase that was granted is not to be made any more."""
    return _("Plus à acheter : {label}. {amount} ne sont plus engagés.").format(
        label=purchase.label, amount=format_money(purchase.cents)
    )


_STATUSES: Mapping[Status, Callable[[], str]] = {
    "new": lambda: _("nouveau"),
    "known": lambda: _("déjà importé"),
    "undone": lambda: _("importé, annulé depuis"),
    "linked": lambda: _("déjà dans le journal"),
    "doubtful": lambda: _("à vérifier"),
    "closed": lambda: _("année clôturée"),
    "to_come": lambda: _("pas encore là"),
}


def status_words(status: Status) -> str:
    """What becomes of a movement of a file, in a word or two."""
    return _STATUSES[status]()


def movement_words(movement: Movement) -> str:
    """A movement of a file in a line, and what becomes of it."""
    row = movement.row
    said = (format_date(row.day, "dd/MM/y"), format_money(row.cents), row.text, status_words(movement.status))
    return _("Ligne {line} : {words}").format(line=row.line, words=" · ".join(filter(None, said)))


def held_words(movement: Movement) -> str:
    """Why a movement is not booked."""
    row = movement.row
    if movement.status == "closed":
        said = _("Les comptes de {year} sont clôturés : rien ne s’y ajoute.").format(year=row.day.year)
    else:
        said = _("{day} n’est pas encore là : importez ce mouvement quand la banque l’a fait.").format(
            day=long_date(row.day)
        )
    return _("Ligne {line} : {words}").format(line=row.line, words=said)


def import_lines(preview: Preview, *, done: bool) -> list[str]:
    """What an import did, or would do, a line for each kind of movement there is."""
    new, linked, known = (preview.count(status) for status in ("new", "linked", "known"))
    lines = []
    if new:
        said = (
            ngettext("{n} mouvement ajouté : {amount}.", "{n} mouvements ajoutés : {amount}.", new)
            if done
            else ngettext("{n} mouvement à ajouter : {amount}.", "{n} mouvements à ajouter : {amount}.", new)
        )
        lines.append(said.format(n=new, amount=format_money(preview.cents("new"))))
    if linked:
        lines.append(
            ngettext(
                "{n} mouvement était déjà dans le journal, sans le fichier.",
                "{n} mouvements étaient déjà dans le journal, sans le fichier.",
                linked,
            ).format(n=linked)
        )
    if known:
        lines.append(ngettext("{n} mouvement déjà importé.", "{n} mouvements déjà importés.", known).format(n=known))
    undone = preview.count("undone")
    if undone:
        lines.append(
            ngettext(
                "{n} mouvement importé a été annulé depuis et le reste ; s’il compte, notez-le à la main.",
                "{n} mouvements importés ont été annulés depuis et le restent ; s’ils comptent, notez-les à la main.",
                undone,
            ).format(n=undone)
        )
    if not new and not linked and not preview.count("doubtful"):
        lines.insert(0, _("Rien de neuf."))
    return lines
