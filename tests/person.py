"""What a person does with a window: finds things by the words they see or hear, presses, types, reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QWidget,
)

W = TypeVar("W", bound=QWidget)


def shown(window: QWidget, kind: type[W]) -> Iterator[W]:
    """The widgets of a kind that are on screen in a window, once it has drawn what was just asked of it."""
    QApplication.processEvents()
    for widget in window.findChildren(kind):
        if widget.isVisibleTo(window):
            yield widget


def words_of(widget: QWidget) -> str:
    """What a widget is called: its accessible name, else its text."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or text.replace("&&", "&")


def find(window: QWidget, words: str, kind: type[W] = QAbstractButton) -> W:  # type: ignore[assignment]
    """The one widget with these words, or with words that begin so."""
    named = [widget for widget in shown(window, kind) if words_of(widget) == words]
    near = named or [widget for widget in shown(window, kind) if words_of(widget).startswith(words)]
    seen = sorted(filter(None, (words_of(widget) for widget in shown(window, kind))))
    assert near, f"« {words} » is not there; there are: {seen}"
    assert len(near) == 1, f"« {words} » is there {len(near)} times"
    return near[0]


def press(window: QWidget, words: str) -> None:
    """Press a button with the mouse; it has to be enabled."""
    button = find(window, words)
    assert button.isEnabled(), f"« {words} » cannot be pressed: {button.accessibleDescription()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))


def choose(menu: QMenu, words: str) -> None:
    """Choose an entry of a menu."""
    action = next((action for action in menu.actions() if action.text() == words), None)
    assert isinstance(action, QAction), f"« {words} » is not in the menu"
    assert action.isEnabled()
    action.trigger()


def choosing(*words: str) -> None:
    """What to choose in the menu that opens next, and in those that open from it, as soon as it is open."""
    timer = QTimer(QApplication.instance(), interval=30)

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            timer.stop()
            timer.deleteLater()
            entries = menu.actions()
            try:
                for word in words:
                    action = next((one for one in entries if one.text() == word), None)
                    assert action is not None, (
                        f"« {word} » is not in the menu; there are: {[a.text() for a in entries]}"
                    )
                    assert action.isEnabled(), f"« {word} » cannot be chosen"
                    inner = action.menu()
                    entries = inner.actions() if isinstance(inner, QMenu) else []
            except BaseException:
                menu.close()
                raise
            menu.setActiveAction(action)  # as the arrows do
            action.trigger() if len(words) > 1 else QTest.keyClick(menu, Qt.Key.Key_Return)
            menu.close()

    timer.timeout.connect(look)
    timer.start()


def type_into(window: QWidget, words: str, text: str) -> None:
    """Type in a field, accents included (``keyClicks`` aborts on them)."""
    field = find(window, words, QLineEdit)
    field.setFocus()
    field.clear()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def pick(window: QWidget, words: str, entry: str) -> None:
    """Pick an entry of a combo box."""
    combo = find(window, words, QComboBox)
    place = combo.findText(entry)
    assert place >= 0, f"« {entry} » is not in « {words} »"
    combo.setCurrentIndex(place)


def read_text(window: QWidget) -> str:
    """Everything a window says in labels and buttons, a line each."""
    labels = [label.text() for label in shown(window, QLabel)]
    buttons = [words_of(button) for button in shown(window, QAbstractButton)]
    return "\n".join(filter(None, [*labels, *buttons]))


def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is; what a menu that has just closed leaves without it gets it back, as from the
    manager of windows that there is not."""
    for _moment in range(100):
        if QApplication.focusWidget() is not None:
            break
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and isinstance(window, QMainWindow | QDialog):
                window.activateWindow()
        QTest.qWait(20)
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    QTest.keyClick(focused, code, modifiers)


class _Keys(QObject):
    """Counts keys as they are pressed, each once although it passes several widgets."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.KeyPress and watched is QApplication.focusWidget()
        return False


@contextmanager
def counted_keys() -> Iterator[_Keys]:
    """What is pressed within, in ``count``."""
    application, keys = QApplication.instance(), _Keys()
    assert application is not None
    application.installEventFilter(keys)
    try:
        yield keys
    finally:
        application.removeEventFilter(keys)


def seconds_of(*, choices: int, clicks: int = 0, keys: int = 0) -> float:
    """How long a person takes, by the Keystroke-Level Model (Card, Moran and Newell, 1980): 1.35 s to think before each
    choice, 1.1 s to point and 0.2 s to press a button, 0.28 s a key for whoever types as people do."""
    return 1.35 * choices + 1.3 * clicks + 0.28 * keys


def open_dialog() -> QDialog:
    """The dialog that waits for an answer."""
    dialog = the_dialog()
    assert isinstance(dialog, QDialog), "no dialog is open"
    return dialog


def the_dialog() -> QWidget | None:
    """What asks something just now: one that holds everything else off, or the one that has the keyboard."""
    active = QApplication.activeWindow()
    return QApplication.activeModalWidget() or (active if isinstance(active, QDialog) else None)


def answering(answer: Callable[[QDialog], None], after: QDialog | None = None) -> None:
    """What to do with the next dialog: it is answered as soon as it is open and shown; ``after`` is the one before."""
    timer = QTimer(QApplication.instance(), interval=30)

    def look() -> None:
        dialog = the_dialog()
        if isinstance(dialog, QDialog) and dialog.isActiveWindow() and dialog is not after:
            timer.stop()
            timer.deleteLater()
            try:
                answer(dialog)
            except BaseException:
                dialog.reject()  # a dialog nobody answers would wait for ever
                raise

    timer.timeout.connect(look)
    timer.start()
