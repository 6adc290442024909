"""The slip of a closing before it is printed."""

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.sheets.output import keep_pdf
from delta_app.till.sheet_closing import slip_name, slip_pdf
from delta_app.till.slip_data import closing_slip
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog


def show_slip(desk: Desk, closing_id: int, parent: QWidget) -> None:
    """Show it, to be printed, signed, and put with the envelope."""
    with desk.attempt():
        with desk.store.read() as session:
            slip = closing_slip(session, closing_id)
        note = _("À imprimer, à signer à deux, et à mettre avec l’enveloppe.")
        if slip.closing.receipt:
            note = _("Enveloppe n° {number} : {amount}. Imprimez, signez à deux, mettez-le avec l’enveloppe.").format(
                number=slip.closing.receipt, amount=format_money(slip.closing.moved("envelope"))
            )
        PaperDialog(
            desk, _("Bordereau de clôture"), lambda: slip_pdf(slip), keep_pdf, name=slip_name(slip), note=note,
            parent=parent,
        ).exec()  # fmt: skip
