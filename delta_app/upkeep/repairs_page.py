"""The repairs: what is broken, who comes and when, with the photos; and what was mended lately."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, format_date, ngettext
from delta_app.core.money import format_money
from delta_app.upkeep import spoken
from delta_app.upkeep.photos_page import photos_row
from delta_app.upkeep.repair_acts_page import RepairDeeds
from delta_app.upkeep.repair_data import ENDED_SHOWN, RepairRow, photo_of, repair_rows
from delta_app.upkeep.rules import MOST_PHOTOS, is_under_guarantee
from delta_app.upkeep.view_page import NARROW, HouseView, bare_row, card_of, menu_button, more_button
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton, named_button
from delta_app.widgets.cards import FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words

OPEN_SHOWN = 20  # each may have photos


class RepairsView(HouseView):
    """Reported by anybody of the team, planned by the coordinator."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.deeds = RepairDeeds(desk, self)
        self.reporting = Button(_("Signaler une panne…"), "plus", kind="main")
        self.reporting.clicked.connect(lambda: self.deeds.report())  # noqa: PLW0108 (a press says if it is checked)
        self.buttons = (self.reporting,)
        self._empty, self._whole = True, False

    def offered(self) -> Collection[Button]:
        """Where nothing is there yet, the page itself offers it in large."""
        return () if self._empty else self.buttons

    def refresh(self) -> None:
        """Read the repairs and show them."""
        with self.desk.store.read() as session:
            rows = repair_rows(session)
            waiting = [row for row in rows if row.is_open]
            shown = waiting if self._whole else waiting[:OPEN_SHOWN]
            photos = {photo_id: photo_of(session, photo_id) for row in shown for photo_id in row.photos}
        self._empty = not rows
        if not rows:
            report = Button(_("Signaler une panne…"), kind="main")
            report.clicked.connect(lambda: self.deeds.report())  # noqa: PLW0108
            self.show_body(FirstStep(
                "wrench", _("Rien à réparer"),
                _("Ce qui casse se signale ici en une phrase, avec une photo si l’on veut ; la coordination note qui "
                  "vient et quand."), report,
            ))  # fmt: skip
            return
        ended = [row for row in rows if not row.is_open]
        left = card_of(
            _("À réparer"), [self._open_row(row, photos) for row in shown], _("Tout fonctionne."),
            *more_button(len(waiting) - len(shown), self._on_whole), beside=_how_many(len(waiting)),
        )  # fmt: skip
        right = card_of(_("Fini"), [self._ended_row(row) for row in ended[:ENDED_SHOWN]], _("Rien encore."))
        self.show_body(Columns([(66, [left]), (34, [right])], narrow_below=NARROW))

    def _on_whole(self) -> None:
        self._whole = True
        self.refresh()

    def let_go(self) -> None:
        """Whoever comes next sees the first."""
        self._whole = False

    def _open_row(self, row: RepairRow, photos: Mapping[int, bytes]) -> QFrame:
        today = clock.today()
        frame = QFrame()
        frame.setProperty("role", "item")
        told, icon, tone = spoken.repair_state_words(row, today)
        frame.setAccessibleName(f"{row.title}, {told}, {spoken.repair_words(row)}")
        column = QVBoxLayout(frame)
        space.around(column, 0, 7, 0, 8)
        space.between(column, 4)
        chips = [Chip(told, icon, tone)]  # type: ignore[arg-type]
        if row.state == "planned" and row.urgent:
            chips.insert(0, Chip(_("urgent"), "alert", "alarm"))
        if row.purchase is not None:
            chips.insert(0, _purchase_chip(row))
        column.addWidget(bare_row(row.title, spoken.repair_words(row), *chips))
        if row.details:
            column.addWidget(words(row.details, wrap=True))
        if is_under_guarantee(row.guarantee_until, today) and row.guarantee_until is not None:
            until = format_date(row.guarantee_until, "d MMM y")
            column.addWidget(words(_("Sous garantie jusqu’au {day}.").format(day=until), "strong", wrap=True))
        known = [(photo_id, photos[photo_id]) for photo_id in row.photos]
        column.addLayout(photos_row(row.title, known, partial(self.deeds.show_photo, row), *self._acts(row)))
        return frame

    def _acts(self, row: RepairRow) -> list[QWidget]:
        """What can be done with it: the next step in words, the rest in a menu."""
        if not self.may_help:
            return []
        title = row.title
        found: list[QWidget] = []
        if self.desk.may_write:
            text, name = _("Prévoir…"), _("Prévoir : {title}…")
            if row.state == "planned":
                text, name = _("Changer la date…"), _("Changer la date : {title}…")
            found.append(named_button(text, name.format(title=title), partial(self.deeds.plan, row)))
        mended = named_button(_("C’est réparé"), _("C’est réparé : {title}").format(title=title),
                              partial(self.deeds.finish, row))  # fmt: skip
        return [*found, mended, self._more(row)]

    def _more(self, row: RepairRow) -> IconButton:
        deeds = self.deeds
        entries: list[tuple[str, Callable[[], object]]] = []
        if row.state == "reported" or self.desk.may_write:
            entries.append((_("Modifier…"), partial(deeds.change, row)))
        if len(row.photos) < MOST_PHOTOS:
            entries.append((_("Joindre une photo…"), partial(deeds.add_photo, row)))
        if row.purchase is None:
            entries.append((_("Demander au budget…"), partial(deeds.ask, row)))
        if self.desk.may_write:
            entries.append((_("Ne pas réparer…"), partial(deeds.give_up, row)))
        return menu_button("more", _("Plus : {title}").format(title=row.title), *entries)

    def _ended_row(self, row: RepairRow) -> ItemRow:
        again: list[QWidget] = []
        if self.may_help:
            text, name = _("Encore cassé"), _("Encore cassé : {title}")
            if row.state == "given_up":
                text, name = _("Reprendre"), _("Reprendre : {title}")
            again = [named_button(text, name.format(title=row.title), partial(self.deeds.reopen, row))]
        chip = spoken.repair_state_words(row, clock.today())
        return ItemRow(row.title, spoken.repair_words(row), *again, chip=chip)  # type: ignore[arg-type]

    def offers(self) -> Sequence[Act]:
        """Reporting."""
        return (Act("house.report", _("Signaler une panne…"), self.deeds.report),)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with repairs."""
        return (
            (_("Signaler ce qui est cassé"), _("« Signaler une panne… » : une phrase, et une photo si l’on veut")),
            (_("Voir une photo en grand"), _("la toucher ; de là, elle s’ouvre ailleurs ou se retire")),
            (_("Demander l’argent d’une réparation"), _("« Plus », puis « Demander au budget… »")),
        )


def _how_many(number: int) -> Chip | None:
    if not number:
        return None
    return Chip(ngettext("{n} chose", "{n} choses", number).format(n=number), "", "plain")


def _purchase_chip(row: RepairRow) -> Chip:
    if row.purchase is None:
        return Chip()
    cents = row.purchase.paid if row.purchase.paid is not None else row.purchase.cents
    text = _("budget : {state}, {amount}").format(
        state=spoken.purchase_words(row.purchase.state), amount=format_money(cents)
    )
    tones = {"asked": "info", "approved": "good", "bought": "plain", "refused": "alarm", "dropped": "plain"}
    return Chip(text, "money", tones[row.purchase.state])  # type: ignore[arg-type]
