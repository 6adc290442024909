"""One's own path, for whoever is becoming a host: what is done, what comes next, who stands by them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, format_date, short_date
from delta_app.hosts.path_data import SHADOWS, StepNow, step_title
from delta_app.today.mine_data import NewcomerView
from delta_app.widgets import space
from delta_app.widgets.avatar import Avatar
from delta_app.widgets.cards import Card
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import words


class PathCard(Card):
    """Not there for whoever is a host already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Mon parcours"))
        self.column.addWidget(words(_("Mon parcours"), "heading"))
        self._rows = QVBoxLayout()
        space.between(self._rows, 4)
        self._mentor = words("", "soft", wrap=True)
        self.column.addLayout(self._rows)
        self.column.addWidget(self._mentor)

    def show_path(self, newcomer: NewcomerView | None) -> None:
        """Show how far one is."""
        empty_layout(self._rows)
        self.setVisible(newcomer is not None and newcomer.learning)
        if newcomer is None:
            return
        for one in newcomer.path.steps:
            self._rows.addWidget(_row(one, newcomer))
        mentor = newcomer.mentor
        self._mentor.setText(_("Vous accompagne : {name}").format(name=mentor.name) if mentor is not None else "")
        self._mentor.setVisible(mentor is not None)


def _row(one: StepNow, newcomer: NewcomerView) -> QWidget:
    done, current = one.done_on is not None, one is newcomer.path.current
    title = step_title(one.step)
    if one.needed:
        title = _("{title} : {n} sur {of}").format(title=title, n=min(one.count, one.needed), of=one.needed)
    when = format_date(one.done_on, "d MMM") if one.done_on is not None else ""
    if not done and one.step.key == SHADOWS and newcomer.coming:
        when = _("prochaine {day}").format(day=short_date(newcomer.coming[0].day))
    row = QWidget()
    told = when or ("" if done else _("à venir"))
    row.setAccessibleName(f"{title}, {told}" if told else title)
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    space.between(across, 9)
    icon = "check" if done else ("chevron-right" if current else "minus")
    disc = Avatar(icon=icon, tone="good" if done else (None if current else "plain"), side=20)
    across.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(words(title, "strong" if current else ("" if done else "soft"), wrap=True), 1)
    across.addWidget(words(when, "soft"), 0, Qt.AlignmentFlag.AlignTop)
    return row
