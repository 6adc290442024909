"""A receipt looked at again, in the program that the system has for it."""

from delta_app.core.i18n import _
from delta_app.till.paper_data import paper_of
from delta_app.till.paper_files import put_for_viewing
from delta_app.widgets.page import Desk


def show_paper(desk: Desk, entry_id: int) -> None:
    """Show the paper of an entry."""
    with desk.attempt():
        with desk.store.read() as session:
            paper = paper_of(session, entry_id)
        path = put_for_viewing(paper)
        if not desk.open_path(path):
            desk.told.emit(_("Aucun programme n’ouvre cette pièce ; elle est ici : {path}").format(path=path), False)
