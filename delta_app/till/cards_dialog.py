"""Consumption cards before they are printed: from which number, and how many."""

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.sheets.output import keep_pdf
from delta_app.till.queries import next_card_number, venue_called
from delta_app.till.sheet_cards import ACROSS, DOWN, MOST_CARDS, CardSheet, cards_pdf
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog

HIGHEST = 99_999_999


def show_cards(desk: Desk, parent: QWidget) -> None:
    """Show them, ten on a page; others come with another number."""
    with desk.attempt():
        with desk.store.read() as session:
            first, name = int(next_card_number(session, MOST_CARDS)), venue_called(session)
        above = QWidget()
        form = form_on(above)
        number, count = NumberField(1, HIGHEST, first), NumberField(1, MOST_CARDS, ACROSS * DOWN)
        add_field(form, _("À partir du numéro"), number)
        add_field(form, _("Combien de cartes"), count)
        dialog = PaperDialog(
            desk, _("Cartes de consommation"), lambda: cards_pdf(CardSheet(name, first, ACROSS * DOWN)), keep_pdf,
            name=_("cartes-de-consommation"), above=above, parent=parent,
            note=_("À découper. Une carte n’est vendue que lorsqu’on la note à la caisse ; son code se lit avec un "
                   "lecteur, ou se tape."),
        )  # fmt: skip

        def remake() -> None:
            sheet = CardSheet(name, number.value(), count.value())
            dialog.remake(lambda: cards_pdf(sheet))

        number.valueChanged.connect(lambda _value: remake())
        count.valueChanged.connect(lambda _value: remake())
        dialog.exec()
