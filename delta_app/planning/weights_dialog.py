"""What composing weighs, in plain words, to be tried on the proposal before it becomes the habit of the place."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.planning.commands import Weights
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.text import words

REST_HOURS = (0, 8, 11, 24, 36, 48)


class WeightsDialog(Dialog):
    """``weights`` holds what was chosen, once accepted."""

    def __init__(self, weights: Weights, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce qui compte pour composer"), parent)
        self.weights = weights
        self._dutch = _wish_choice(_("Une personne néerlandophone"), weights.wish_dutch)
        self._mix = _wish_choice(_("Un service et un·e bénévole ensemble"), weights.wish_mix)
        self._rest = Choice(_("Repos entre deux jours"))
        self._share = QCheckBox(_("Répartir entre tous les samedis et les soirs"))
        self._share.setChecked(weights.share_unsocial)
        self._fill_rest(weights.rest_minutes)
        body = QWidget()
        form = QVBoxLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        for combo in (self._dutch, self._mix, self._rest):
            label = words(combo.accessibleName(), "strong", wrap=True)
            label.setBuddy(combo)
            form.addWidget(label)
            form.addWidget(combo)
        form.addWidget(self._share)
        form.addStretch()
        area = scrolled(body)
        sentence = _("Remplir les places passe toujours avant. Voyez d’abord l’effet sur ce mois ; rien n’est gardé.")
        leave, go = Button(_("Annuler")), Button(_("Voir l’effet"), "compose", kind="main")

        self.column.addWidget(words(sentence, "soft", wrap=True))
        self.column.addWidget(area, 1)
        self.lay_out_buttons(leave, go)
        self.fit_to(area)
        self._dutch.setFocus()

        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)

    def _fill_rest(self, minutes: int) -> None:
        for each in sorted({*(hours * 60 for hours in REST_HOURS), minutes}):
            self._rest.addItem(_rest_words(each), each)
        self._rest.setCurrentIndex(self._rest.findData(minutes))

    def on_go(self) -> None:
        """Try what was chosen."""
        self.weights = Weights(
            wish_dutch=self._dutch.currentData(),
            wish_mix=self._mix.currentData(),
            share_unsocial=self._share.isChecked(),
            rest_minutes=self._rest.currentData(),
        )
        self.accept()


def _wish_choice(name: str, value: str) -> Choice:
    combo = Choice(name)
    for key, text in (
        ("all", _("souhaité dans toutes les permanences")),
        ("marked", _("souhaité dans les permanences marquées")),
        ("none", _("sans importance")),
    ):
        combo.addItem(text, key)
    combo.setCurrentIndex(combo.findData(value))
    return combo


def _rest_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return _("aucun en particulier")
    if rest:
        return _("{hours} h {minutes} au moins").format(hours=hours, minutes=f"{rest:02d}")
    return _("{hours} h au moins").format(hours=hours)
