"""All that is kept about oneself, seen and taken along by whoever said who they are."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.team.privacy_data import person_data
from delta_app.today.files import keep_person, person_pdf, person_title
from delta_app.widgets.folder_paper_dialog import FolderPaperDialog
from delta_app.widgets.page import Desk


def show_own_data(desk: Desk, host_id: int, parent: QWidget) -> None:
    """As they read it; both files go into a folder of theirs, a stick for instance, for this PC is shared."""
    with desk.attempt():
        with desk.store.read() as session:
            data = person_data(session, host_id)

        def keep(folder: Path, made: bytes) -> None:
            keep_person(folder, data, made)

        note = _("Ce PC est partagé : gardez les deux fichiers sur une clé, ou effacez-les d’ici ensuite.")
        FolderPaperDialog(
            desk,
            person_title(data),
            partial(person_pdf, data),
            keep,
            save_words=_("Enregistrer PDF et JSON…"),
            note=note,
            parent=parent,
        ).exec()
