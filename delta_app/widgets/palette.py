"""Ctrl+K: every act of every page and of the window, found by a few letters and done."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.page import Act, Page, PageEntry


def acts_of_pages(pages: Mapping[str, Page], entries: Sequence[PageEntry], shown: Page,
                  show: Callable[[str], None]) -> list[Act]:  # fmt: skip
    """What can be done on the page that is shown first, then the way to each other page and what it offers."""
    acts = list(shown.offers())
    for entry in entries:
        if pages[entry.key] is not shown:
            turning = Act(f"{entry.key}.show", _("Aller à : {page}").format(page=entry.title), partial(show, entry.key))
            acts.append(turning)
            acts.extend(act.after(turning.run) for act in pages[entry.key].offers())
    return acts


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
    """Ask which one by its words, and do it."""
    entries = [Found(act.title, act.why_not or act.shortcut, act, not act.why_not) for act in acts]
    finder = Finder(_("Que voulez-vous faire ?"), _("quelques lettres : composer, imprimer, texte…"), entries, parent)
    if finder.exec():
        finder.chosen.run()
