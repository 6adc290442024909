"""What is done with repairs, one act each, and how it is told."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.upkeep import spoken
from delta_app.upkeep.act_dialog import AskBudgetDialog, WordsDialog
from delta_app.upkeep.deeds_page import Deeds
from delta_app.upkeep.photo_files import put_photo_for_viewing, read_photo
from delta_app.upkeep.photos_page import PhotoDialog
from delta_app.upkeep.repair_commands import (
    RepairDetails,
    add_photo,
    ask_for_repair,
    change_repair,
    finish_repair,
    give_up_repair,
    plan_repair,
    remove_photo,
    reopen_repair,
    report_repair,
)
from delta_app.upkeep.repair_data import RepairRow, photo_of
from delta_app.upkeep.repair_dialogs import PlanDialog, RepairDialog, ask_photo
from delta_app.widgets import work


class RepairDeeds(Deeds):
    """Acts on repairs."""

    def report(self, equipment_id: int | None = None, photo: Path | None = None) -> None:
        """Something is broken; a photo of it may be there already."""
        if not self._desk.identify():
            return

        def store(details: RepairDetails, photos: Sequence[bytes]) -> None:
            about = {"title": details.title}
            self._wrote(
                _("Signaler : {title}").format(**about),
                lambda session: report_repair(session, details, photos),
                _("Signalé : {title}. La coordination le voit.").format(**about),
            )

        dialog = RepairDialog(self._desk, None, store, self._parent, equipment_id=equipment_id)
        if photo is not None:
            dialog.joining.join(photo)
        dialog.exec()

    def change(self, row: RepairRow) -> None:
        """Say it otherwise."""

        def store(details: RepairDetails, _photos: Sequence[bytes]) -> None:
            about = {"title": details.title}
            self._wrote(
                _("Modifier la réparation : {title}").format(**about),
                lambda session: change_repair(session, row.id, details),
                _("Modifié : {title}.").format(**about),
            )

        RepairDialog(self._desk, row, store, self._parent).exec()

    def plan(self, row: RepairRow) -> None:
        """Who comes, and when."""

        def store(who: str, on: date | None, cents: int | None) -> None:
            self._wrote(
                _("Prévoir : {title}").format(title=row.title),
                lambda session: plan_repair(session, row.id, who, on, cents),
                _("Prévu : {title}.").format(title=row.title),
            )

        PlanDialog(row, store, self._parent).exec()

    def finish(self, row: RepairRow) -> None:
        """It works again."""
        self._act(
            _("Réparé : {title}").format(title=row.title),
            lambda session: finish_repair(session, row.id),
            _("Réparé : {title}.").format(title=row.title),
        )

    def give_up(self, row: RepairRow) -> None:
        """It is not mended, and why."""

        def store(why: str) -> None:
            self._wrote(
                _("Ne pas réparer : {title}").format(title=row.title),
                lambda session: give_up_repair(session, row.id, why),
                _("Abandonné : {title}.").format(title=row.title),
            )

        WordsDialog(
            _("Ne pas réparer : {title}").format(title=row.title), _("Pourquoi"), _("Ne pas réparer"), store,
            self._parent, hint=_("comme « trop cher, on en cherche un autre »"),
        ).exec()  # fmt: skip

    def reopen(self, row: RepairRow) -> None:
        """It is broken again, or still."""
        self._act(
            _("Encore cassé : {title}").format(title=row.title),
            lambda session: reopen_repair(session, row.id),
            _("De nouveau à réparer : {title}.").format(title=row.title),
        )

    def ask(self, row: RepairRow) -> None:
        """Ask the budget for what it costs."""

        def store(cents: int, line_id: int | None) -> None:
            self._wrote(
                _("Demander au budget : {title}").format(title=row.title),
                lambda session: ask_for_repair(session, row.id, cents, line_id),
                _("Demandé au budget : {title}, {amount}.").format(title=row.title, amount=format_money(cents)),
            )

        about = spoken.coming_words(row)
        AskBudgetDialog(
            self._desk, _("Demander au budget : {title}").format(title=row.title), about, store, self._parent,
            cents=row.cost_cents,
        ).exec()  # fmt: skip

    def add_photo(self, row: RepairRow) -> None:
        """One photo more, made small on another thread."""
        path = ask_photo(self._parent)
        if path is None:
            return

        def read(photo: bytes) -> None:
            self._act(
                _("Joindre une photo : {title}").format(title=row.title),
                lambda session: add_photo(session, row.id, photo),
                _("Photo jointe : {title}.").format(title=row.title),
            )

        work.start(lambda: read_photo(path), read, lambda error: self._desk.refused.emit(work.in_words(error)))

    def show_photo(self, row: RepairRow, photo_id: int) -> None:
        """One photo, whole; from there it is taken away, or handed to another program."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                photo = photo_of(session, photo_id)
            dialog = PhotoDialog(row.title, photo, may_remove=self._desk.actor.role != "reader", parent=self._parent)
            dialog.opening.clicked.connect(lambda: self._open(photo))
            if dialog.exec() and dialog.taken_away:
                self._act(
                    _("Retirer une photo : {title}").format(title=row.title),
                    lambda session: remove_photo(session, photo_id),
                    _("Photo retirée : {title}.").format(title=row.title),
                )

    def _open(self, photo: bytes) -> None:
        with self._desk.attempt():
            path = put_photo_for_viewing(photo)
            if not self._desk.open_path(path):
                told = _("Aucun programme n’ouvre cette photo ; elle est ici : {path}")
                self._desk.told.emit(told.format(path=path), False)
