"""Ctrl+K: every act of every page and of the window, found by a few letters and done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button, IconButton, RowButton
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.page import Act, Page, PageEntry

PRESSED = (Button, IconButton, RowButton)  # what is pressed to do something; other buttons are days, slots, choices
NAMES_ACTS = "names_acts"  # a property of a part of a page whose name belongs to what its buttons do


def acts_of_pages(pages: Mapping[str, Page], entries: Sequence[PageEntry], shown: Page,
                  show: Callable[[str], None]) -> list[Act]:  # fmt: skip
    """What can be done on the page that is shown: the main thing where it has one besides, what it offers by name, its
    other buttons; then the way to each other page and what it offers."""
    offered = shown.offers()
    others = list(_other_buttons(shown, offered))
    main = [act for act in others if act.button is not None and act.button.property("kind") == "main"]
    acts = [*main, *offered, *(act for act in others if act not in main)]
    for entry in entries:
        if pages[entry.key] is not shown:
            turning = Act(f"{entry.key}.show", _("Aller à : {page}").format(page=entry.title), partial(show, entry.key))
            acts.append(turning)
            acts.extend(act.after(turning.run) for act in pages[entry.key].offers())
    return acts


def _other_buttons(page: Page, offered: Sequence[Act]) -> Iterator[Act]:
    """Each button that can be pressed on a page and is not offered by name; a menu is no act."""
    named = {act.button for act in offered}
    for place, button in enumerate(page.findChildren(QAbstractButton)):
        pressed = isinstance(button, PRESSED) and not button.isCheckable() and not button.menu()
        if pressed and button not in named and button.isVisible() and button.isEnabled():
            whose, title = _whose(button, page), button.accessibleName()
            if whose:
                title = _("{where} : {act}").format(where=whose, act=title)
            yield Act(f"button.{place}", title, button.click, button=button)


def _whose(button: QWidget, page: Page) -> str:
    """What the part of the page in which a button stands is called, where it says what the button acts on."""
    above = button.parentWidget()
    while above is not None and above is not page:
        if above.property(NAMES_ACTS):
            return above.accessibleName()
        above = above.parentWidget()
    return ""


def acts_of_window(actions: Sequence[QAction], colours: Sequence[QAction]) -> list[Act]:
    """What the window itself offers just now, with its keys, and every choice of colours."""
    keys = QKeySequence.SequenceFormat.NativeText
    offered = [action for action in actions if action.isEnabled() and action.isVisible()]
    return [
        *(
            Act(f"window.{place}", action.text(), action.trigger, shortcut=action.shortcut().toString(keys))
            for place, action in enumerate(offered)
        ),
        *(
            Act(f"window.{action.data()}", _("Couleurs : {name}").format(name=action.text()), action.trigger)
            for action in colours
        ),
    ]


def find_and_do(acts: Sequence[Act], parent: QWidget) -> None:
    """Ask which one by its words, and do it; of two called the same, the first."""
    named: dict[str, Act] = {}
    for act in acts:
        named.setdefault(act.title, act)
    entries = [Found(act.title, act.why_not or act.shortcut, act, not act.why_not) for act in named.values()]
    finder = Finder(_("Que voulez-vous faire ?"), _("quelques lettres : composer, imprimer, texte…"), entries, parent)
    if finder.exec():
        finder.chosen.run()
