"""The section of settings about this PC: text size, colours, language of the window."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QButtonGroup, QWidget

from delta_app.core import i18n
from delta_app.core.i18n import _
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.looks import remember_language, remembered_language, variant_names
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words


class LooksView(SectionView):
    """Each choice is a row of buttons, the one in use pressed; sizes and colours show at once."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _("Ce qui suit vaut pour ce PC et cette personne ; les données du lieu n’en changent pas.")
        super().__init__(desk, _("Affichage et langue"), sentence, parent)
        sizes = {str(scale): _("{n} %").format(n=scale) for scale in theme.SCALES}
        languages = {"": _("Celle de l’ordinateur"), **i18n.LANGUAGES}
        self._sizes = _Choices(_("Taille du texte"), sizes, lambda key: desk.looks.use_scale(int(key)))
        self._variants = _Choices(_("Couleurs"), variant_names(), desk.looks.use_variant)
        self._languages = _Choices(_("Langue de la fenêtre"), languages, self.on_language)
        self._later = words(wrap=True)

        self._sizes.column.addWidget(
            words(_("Aussi par Ctrl+plus et Ctrl+moins, sur toutes les pages."), "soft", wrap=True)
        )
        self._languages.column.addWidget(self._later)
        for card in (self._sizes, self._variants, self._languages):
            self.column.addWidget(card)

        desk.looks.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show which choices are in use."""
        self._sizes.show_chosen(str(theme.current().scale))
        self._variants.show_chosen(theme.current().variant)
        chosen = remembered_language(self.desk.memory)
        self._languages.show_chosen(chosen or "")
        language = chosen or i18n.system_language()
        if language == i18n.current_language():
            self._later.setText(_("Les feuilles imprimées et les fichiers parlent la langue de la fenêtre."))
        else:
            sentence = _("La fenêtre parlera {language} au prochain démarrage ; rien d’ouvert n’est perdu d’ici là.")
            self._later.setText(sentence.format(language=i18n.LANGUAGES[language]))

    def offers(self) -> Sequence[Act]:
        """The languages; sizes and colours are offered by the window."""
        return [
            Act(f"settings.language_{code}", _("Langue de la fenêtre : {name}").format(name=name),
                lambda code=code: self.on_language(code))  # type: ignore[misc]
            for code, name in i18n.LANGUAGES.items()
        ]  # fmt: skip

    def on_language(self, code: str) -> None:
        """Another language, from the next start on."""
        remember_language(self.desk.memory, code or None)
        self.refresh()


class _Choices(Card):
    """A question and its few answers, one of them pressed."""

    def __init__(self, heading: str, answers: Mapping[str, str], choose: Callable[[str], None]) -> None:
        super().__init__(heading)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        row = FlowLayout(spacing=8)
        for key, text in answers.items():
            button = Button(text, kind="choice")
            button.setCheckable(True)
            button.setAccessibleName(_("{question} : {answer}").format(question=heading, answer=text))
            button.clicked.connect(lambda _checked, key=key: choose(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self.column.addLayout(row)

    def show_chosen(self, key: str) -> None:
        """Press the answer in use, with a tick for whoever does not see the colour."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)
            button.show_icon("check" if name == key else "")


def looks_section() -> Section:
    """How the window looks and speaks."""
    return Section("looks", _("Affichage et langue"), "look", LooksView)
