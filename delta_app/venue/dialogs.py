"""The first minutes: four short steps give a new file its place, or one goes and looks at the demonstration."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core.access import PASSPHRASE_MIN_LENGTH
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import LANGUAGES, _, current_language, ngettext
from delta_app.venue.rules import WeeklySlot, parse_opening
from delta_app.venue.settings import LONGEST_NAME
from delta_app.widgets import space, theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.chips import Chip
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, Scrolled, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.forms import add_field, form_on, secret_field
from delta_app.widgets.text import words
from delta_app.widgets.week_block import WeekBlock
from delta_app.widgets.week_drawing import WeekDrawing

OTHER_LANGUAGE = 2  # how the dialog ends when it is to be shown again in another language
WIDTH, HEIGHT = 900, 610


@dataclass(frozen=True)
class Founding:
    """What somebody said of their place. ``hosts`` are full names; ``by_file``: a list is brought right afterwards."""

    name: str
    address: str
    opening: tuple[WeeklySlot, ...]
    passphrase: str
    coordinator: str = ""
    hosts: tuple[str, ...] = ()
    by_file: bool = False


def examples() -> tuple[tuple[str, str], ...]:
    """Weeks to start from: what they are called, and how they are written."""
    return (
        (_("Mardi à samedi, de 10 à 19 h, trois permanences par jour"), "tue-sat 10-13 13-16 16-19"),
        (_("Lundi à vendredi, matin et après-midi"), "mon-fri 9:30-12:30 13:30-16:30"),
        (_("Trois après-midi par semaine"), "tue,thu,sat 14-17"),
        (_("Une semaine vide, à dessiner"), ""),
    )


class WelcomeDialog(Dialog):
    """``found`` makes the place at the very end, ``prepare_demo`` the demonstration on another thread.

    Both may refuse, which is said here. ``said`` is what was filled in before, in another language.
    """

    def __init__(self, found: Callable[[Founding], None], prepare_demo: Callable[[], None],
                 said: Founding | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Bienvenue"), parent, width=WIDTH)
        self._found, self._prepare_demo = found, prepare_demo
        self.wants_demo = False
        self.language = current_language()
        self._build()
        self._lay_out()
        self._connect()
        if said is not None:
            self._fill_in(said)
        self._go_to(0)

    def _build(self) -> None:
        self.name, self.address, self.coordinator = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("par exemple Le Delta"))
        self.address.setPlaceholderText(_("pour les feuilles imprimées"))
        self.coordinator.setMaxLength(LONGEST_NAME)
        self.coordinator.setPlaceholderText(_("prénom et initiale, par exemple Camille S."))
        self.speech = Choice(_("Langue"))
        for code, name in LANGUAGES.items():
            self.speech.addItem(name, code)
        self.speech.setCurrentIndex(self.speech.findData(self.language))
        self.example = Choice(_("Partir de"))
        self.example.setMinimumContentsLength(30)
        for title, text in examples():
            self.example.addItem(title, text)
        self.week = WeekDrawing()
        self.passphrase, self.again = secret_field(), secret_field()
        self.passphrase.setPlaceholderText(_("facultative, au moins {n} caractères").format(n=PASSPHRASE_MIN_LENGTH))
        self.by_file = QRadioButton(_("Par une liste que vous avez (XLSX, ODS, CSV) : elle se choisit juste après"))
        self.by_hand = QRadioButton(_("À la main : un nom par ligne"))
        self.by_later = QRadioButton(_("Plus tard"))
        self.by_later.setChecked(True)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(_("Noms, un par ligne"))
        self.names.setPlaceholderText("Fatma Öztürk\nLuc Dumont")
        self.names.setTabChangesFocus(True)
        self._count = words(role="soft")
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self.demo = Button(_("Regarder la démonstration"))
        self.back = Button(_("Retour"), "chevron-left")
        self.next = Button(_("Continuer"), kind="main")
        self.found_button = Button(_("Créer le lieu"), "check", kind="main")
        self.on_example()

    def _lay_out(self) -> None:
        titles = (_("Le lieu"), _("L’horaire"), _("La coordination"), _("L’équipe"))
        self._marks = [Chip(title) for title in titles]
        self._titles = titles
        row = FlowLayout(spacing=8)
        for mark in self._marks:
            row.addWidget(mark)
        self.column.addLayout(row)
        self._steps = QStackedWidget()
        for step in (self._place_step(), self._week_step(), self._person_step(), self._team_step()):
            self._steps.addWidget(step)
        self.column.addWidget(self._steps, 1)
        self.column.addWidget(self._error)
        self.buttons.insertWidget(0, self.demo)
        self.lay_out_buttons(self.back, self.next, self.found_button)

    def _place_step(self) -> Scrolled:
        form = form_on()
        add_field(form, _("Nom du lieu"), self.name)
        add_field(form, _("Adresse"), self.address)
        add_field(form, _("Langue"), self.speech)
        quiet = _("Rien n’est écrit avant la fin, et rien ne quitte ce PC. Tout se change ensuite dans les réglages.")
        return _step(
            words(_("Comment s’appelle le lieu ?"), "heading", wrap=True), form, words(quiet, "soft", wrap=True)
        )

    def _week_step(self) -> Scrolled:
        form = form_on()
        add_field(form, _("Partir de"), self.example)
        how = _("Tirez pour déplacer ou dessiner une plage, cliquez pour préciser ; les flèches et N font de même.")
        question = words(_("Quand ouvre-t-il, une semaine ordinaire ?"), "heading", wrap=True)
        return _step(question, form, words(how, "soft", wrap=True), self.week, grows=True)

    def _person_step(self) -> Scrolled:
        form = form_on()
        add_field(form, _("Qui coordonne"), self.coordinator)
        add_field(form, _("Phrase de passe"), self.passphrase)
        add_field(form, _("Encore une fois"), self.again)
        meaning = _(
            "Avec une phrase de passe, qui ne la connaît pas lit et imprime le planning sans pouvoir le changer. Elle "
            "ne peut pas être retrouvée ; gardez-la en lieu sûr."
        )
        question = words(_("Qui tient le planning ?"), "heading", wrap=True)
        return _step(question, form, words(meaning, "soft", wrap=True))

    def _team_step(self) -> Scrolled:
        question = words(_("Comment noter les premières personnes qui accueillent ?"), "heading", wrap=True)
        self.names.setMinimumHeight(theme.px(120))
        return _step(question, self.by_file, self.by_hand, self.names, self._count, self.by_later)

    def _connect(self) -> None:
        self.demo.clicked.connect(self.on_demo)
        self.back.clicked.connect(lambda: self._go_to(self._steps.currentIndex() - 1))
        self.next.clicked.connect(self.on_next)
        self.found_button.clicked.connect(self.on_create)
        self.speech.activated.connect(self.on_language)
        self.example.activated.connect(self.on_example)
        self.week.refused.connect(self._say)
        self.week.changed.connect(self._error.hide)
        for way in (self.by_file, self.by_hand, self.by_later):
            way.toggled.connect(self.on_way)
        self.names.textChanged.connect(self.on_names)
        self.on_way()

    def fit(self) -> None:
        """The same size for every step, so that nothing jumps."""
        available = self.screen().availableSize()
        width = min(theme.px(WIDTH), available.width() - 20)
        self.resize(width, min(theme.px(HEIGHT), available.height() - 40))

    def _fill_in(self, said: Founding) -> None:
        self.name.setText(said.name)
        self.address.setText(said.address)
        self.coordinator.setText(said.coordinator)
        self.passphrase.setText(said.passphrase)
        self.again.setText(said.passphrase)
        self.week.show_blocks(WeekBlock(**asdict(slot)) for slot in said.opening)
        self.names.setPlainText("\n".join(said.hosts))
        self.by_file.setChecked(said.by_file)
        self.by_hand.setChecked(bool(said.hosts))

    def _go_to(self, step: int) -> None:
        self._error.hide()
        self._steps.setCurrentIndex(step)
        last = self._steps.count() - 1
        for place, (mark, title) in enumerate(zip(self._marks, self._titles, strict=True)):
            said = _("{number}. {title}").format(number=place + 1, title=title)
            if place == step:
                here = _("Étape {number} sur {all} : {title}").format(number=place + 1, all=last + 1, title=title)
                mark.tell(said, "chevron-right", "info", here)
            else:
                mark.tell(said, "check" if place < step else "", "good" if place < step else "plain")
        self.demo.setVisible(step == 0)
        self.back.setVisible(step > 0)
        self.next.setVisible(step < last)
        self.found_button.setVisible(step == last)
        for button, main in ((self.next, step < last), (self.found_button, step == last)):
            button.setDefault(main)
        way = next(way for way in (self.by_file, self.by_hand, self.by_later) if way.isChecked())
        (self.name, self.example, self.coordinator, way)[step].setFocus()

    @property
    def said(self) -> Founding:
        """What is filled in so far, unchecked."""
        return Founding(
            self.name.text().strip(),
            self.address.text().strip(),
            tuple(WeeklySlot(**asdict(block)) for block in self.week.blocks),
            self.passphrase.text(),
            " ".join(self.coordinator.text().split()),
            self._written_names() if self.by_hand.isChecked() else (),
            self.by_file.isChecked(),
        )

    def _written_names(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.names.toPlainText().splitlines())
        return tuple(filter(None, lines))

    def on_language(self) -> None:
        """The same again in another language."""
        if self.speech.currentData() != self.language:
            self.language = str(self.speech.currentData())
            self.done(OTHER_LANGUAGE)

    def on_example(self) -> None:
        """Another week to start from."""
        text = str(self.example.currentData())
        slots = parse_opening(text) if text else ()
        blocks = tuple(WeekBlock(**asdict(slot)) for slot in slots)
        if self.week.blocks:
            self.week.draw(blocks)  # a gesture: what was drawn before is not lost for good
        else:
            self.week.show_blocks(blocks)

    def on_way(self) -> None:
        """Names are written only where one chose to write them."""
        self.names.setVisible(self.by_hand.isChecked())
        self.on_names()

    def on_names(self) -> None:
        """Say how many there are."""
        count = len(self._written_names())
        self._count.setVisible(self.by_hand.isChecked())
        self._count.setText(ngettext("{n} personne", "{n} personnes", count).format(n=count))

    def on_next(self) -> None:
        """The next step, once this one makes sense."""
        try:
            self._check(self._steps.currentIndex())
        except Refused as refusal:
            self._say(say(refusal))
            return
        self._go_to(self._steps.currentIndex() + 1)

    def _check(self, step: int) -> None:
        """Refuses ``empty_name``, ``no_hours``, ``passphrases_differ``, ``passphrase_short``."""
        passphrase = self.passphrase.text()
        if step == 0 and not self.name.text().strip():
            self.name.setFocus()
            raise Refused("empty_name")
        if step == 1 and not self.week.blocks:
            raise Refused("no_hours")
        if step == 2 and passphrase != self.again.text():
            self.again.setFocus()
            raise Refused("passphrases_differ")
        if step == 2 and 0 < len(passphrase) < PASSPHRASE_MIN_LENGTH:
            self.passphrase.setFocus()
            raise Refused("passphrase_short", least=PASSPHRASE_MIN_LENGTH)

    def on_create(self) -> None:
        """Make the place, or say why that is impossible."""
        try:
            for step in range(self._steps.count()):
                self._check(step)
            self._found(self.said)
        except Refused as refusal:
            self._say(say(refusal))
            return
        self.accept()

    def on_demo(self) -> None:
        """The demonstration instead; made the first time, which takes a few seconds."""
        self.demo.say(_("La démonstration se prépare…"))
        self.demo.setEnabled(False)
        self.next.setEnabled(False)
        work.start(self._prepare_demo, self.on_demo_ready, self.on_demo_failed)

    def on_demo_ready(self, _nothing: object) -> None:
        """Go and look."""
        self.wants_demo = True
        self.accept()

    def on_demo_failed(self, error: Exception) -> None:
        """Say why not; the form can still be used."""
        self.demo.say(_("Regarder la démonstration"))
        self.demo.setEnabled(True)
        self.next.setEnabled(True)
        self._say(work.in_words(error))

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.show()


def _step(question: QLabel, *pieces: object, grows: bool = False) -> Scrolled:
    """One screen: a question and how to answer it."""
    body = QWidget()
    column = QVBoxLayout(body)
    space.around(column, 0, 0, 8, 0)
    space.between(column, 10)
    column.addWidget(question)
    for piece in pieces:
        if isinstance(piece, QWidget):
            column.addWidget(piece, 1 if isinstance(piece, WeekDrawing) else 0)
        else:
            column.addLayout(piece)  # type: ignore[arg-type]
    if not grows:
        column.addStretch()
    return scrolled(body)
