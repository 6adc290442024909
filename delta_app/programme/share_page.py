"""What of the programme leaves as a file: a calendar for phones, a text for the website, data for search engines; in
French, Dutch or both. And a calendar that comes in.

Before it stands whoever has just printed the month and now puts it on the website, or hands the calendar on.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, month_name
from delta_app.programme.files import languages_of, programme_file
from delta_app.programme.import_dialog import ask_and_import
from delta_app.programme.public_data import public_language, public_programme
from delta_app.sheets.output import check_name, write_file
from delta_app.widgets.dialog import ask_file_to_save
from delta_app.widgets.page import Desk

_LANGUAGE = "language/programme_files"  # remembered on this PC; the place's own until somebody chooses


def fill_share_menu(menu: QMenu, desk: Desk, parent: QWidget) -> None:
    """The ways out, of the month worked on or of its year, in which language, and the way in for whoever plans."""
    month = desk.month
    menu.clear()
    for span, told in ((month, month_name(month.first)), (month.year, str(month.year))):
        inner = menu.addMenu(told)
        for form, title in _forms():
            inner.addAction(title, partial(save_programme, desk, span, form, parent))
    menu.addSeparator()
    _add_languages(menu, desk)
    menu.addSeparator()
    bring = menu.addAction(_("Importer un agenda…"), partial(ask_and_import, desk, parent))
    bring.setEnabled(desk.may_write)


def _add_languages(menu: QMenu, desk: Desk) -> None:
    """Which language the files are in; the menu itself says which is chosen."""
    names, chosen = _languages(), _asked_language(desk)
    inner = menu.addMenu(_("Langue des fichiers : {language}").format(language=names[chosen]))
    group = QActionGroup(inner)
    for key, name in names.items():
        action = inner.addAction(name, partial(desk.memory.setValue, _LANGUAGE, key))
        action.setCheckable(True)
        action.setChecked(key == chosen)
        group.addAction(action)


def _languages() -> dict[str, str]:
    return {"fr": "Français", "nl": "Nederlands", "both": _("les deux")}


def _asked_language(desk: Desk) -> str:
    """``fr``, ``nl`` or ``both``, as it was chosen last."""
    kept = str(desk.memory.value(_LANGUAGE, ""))
    if kept in _languages():
        return kept
    with desk.store.read() as session:
        return public_language(session)


def _forms() -> tuple[tuple[str, str], ...]:
    return (
        (".ics", _("Agenda pour téléphones (.ics)…")),
        (".html", _("Texte pour le site (HTML)…")),
        (".md", _("Texte pour le site (Markdown)…")),
        (".json", _("Données pour les moteurs (JSON-LD)…")),
    )


def save_programme(desk: Desk, span: Month | int, form: str, parent: QWidget) -> None:
    """Write the public programme of a month or a year to a file, in the language chosen."""
    filters: dict[str, Callable[[], str]] = {
        ".ics": lambda: _("Agenda (*.ics)"),
        ".html": lambda: _("Page web (*.html)"),
        ".md": lambda: _("Markdown (*.md)"),
        ".json": lambda: _("JSON-LD (*.json)"),
    }
    with desk.attempt():
        with desk.store.read() as session:
            languages = languages_of(_asked_language(desk), public_language(session))
        name = f"programme-{span}-{'-'.join(languages)}{form}"
        path = ask_file_to_save(parent, _("Enregistrer"), name, filters[form]())
        if path is not None:
            _write(desk, span, form, languages, path)


def _write(desk: Desk, span: Month | int, form: str, languages: tuple[str, ...], path: Path) -> None:
    check_name(path, form)
    with desk.store.read() as session:
        programme = public_programme(session, span)
    write_file(path, programme_file(programme, form, languages))
    desk.told.emit(_("Enregistré : {path}").format(path=path), False)
