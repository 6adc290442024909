"""One person's month taken along: the sheet for the fridge, seen before it is printed, and the file for a telephone."""

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, month_name
from delta_app.sheets.output import check_name, keep_pdf, write_file
from delta_app.team.files import HostMonth, calendar_facts, file_name, host_month, person_ics, person_pdf
from delta_app.widgets.dialog import ask_file_to_save
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog


def save_calendar(desk: Desk, host_id: int, parent: QWidget) -> None:
    """Ask where, and write the person's shifts of the month as a calendar file."""
    with desk.attempt():
        month = _month_of(desk, host_id)
        if month is None:
            return
        path = ask_file_to_save(parent, _("Enregistrer"), f"{file_name(month)}.ics", _("Agenda (*.ics)"))
        if path is None:
            return
        with desk.store.read() as session:
            facts = calendar_facts(session, desk.month, host_id)
        made = person_ics(month, facts, stamped=clock.now())
        check_name(path, ".ics")
        write_file(path, made)
        desk.told.emit(_("Enregistré : {path}").format(path=path), False)


def _month_of(desk: Desk, host_id: int) -> HostMonth | None:
    with desk.store.read() as session:
        return host_month(session, host_id, desk.month)


def show_sheet(desk: Desk, host_id: int, parent: QWidget) -> None:
    """The person's month as it will come out of the printer."""
    with desk.attempt():
        month, today = _month_of(desk, host_id), clock.today()
        if month is not None:
            title = _("La feuille de {name}, {month}").format(name=month.name, month=month_name(desk.month.first))
            PaperDialog(
                desk, title, lambda: person_pdf(month, printed_on=today), keep_pdf, name=file_name(month), parent=parent
            ).exec()
