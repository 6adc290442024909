"""A place in December 2026 as tests of the shared PC find it, and typing where the keyboard is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from delta_app.core.access import set_passphrase
from delta_app.core.calendar import Month
from delta_app.hosts.pin_commands import set_pin
from delta_app.shifts.commands import open_month, publish
from delta_app.shifts.queries import seats_of, slots_of
from delta_app.shifts.seat_commands import assign_host
from tests.factory import a_host, a_store, acting
from tests.person import key, words_of

DECEMBER = Month(2026, 12)
PHRASE = "une phrase longue"
PINS = {"Fatma": "4827", "Luc": "7350", "Ana": "9042"}


class Place:
    """December published: on Wednesday 9 Fatma and Luc from 13 to 16, Ana on Friday 11 from 10 to 13."""

    def __init__(self, folder):
        self.store = a_store(folder)
        families = {"Fatma": "Öztürk", "Luc": "Dumont", "Ana": "Costa"}
        self.ids = {given: a_host(self.store, given, family) for given, family in families.items()}
        with acting(self.store) as session:
            set_passphrase(session, PHRASE)
            for given, pin in PINS.items():
                set_pin(session, self.ids[given], pin)
            open_month(session, DECEMBER)
        with self.store.read() as session:
            self.slots = {(slot.day.day, slot.start_minute // 60): slot.id for slot in slots_of(session, DECEMBER)}
        at = (("Fatma", (9, 13)), ("Luc", (9, 13)), ("Fatma", (10, 13)), ("Ana", (11, 10)))
        self.seats = {(name, slot): self.seat(name, slot) for name, slot in at}
        self.publish_again()

    def publish_again(self):
        with acting(self.store) as session:
            return publish(session, DECEMBER)

    def fill(self, session, slot):
        """Whoever is not there yet, until its two places are taken."""
        missing = [name for name in self.ids if name not in self.who(slot)]
        for name in missing[: 2 - len(self.who(slot))]:
            assign_host(session, self.slots[slot], self.ids[name])

    def seat(self, name, slot):
        with acting(self.store) as session:
            return assign_host(session, self.slots[slot], self.ids[name])

    def who(self, slot):
        names = {number: name for name, number in self.ids.items()}
        with self.store.read() as session:
            seats = seats_of(session, DECEMBER).get(self.slots[slot], ())
        return {names[seat.host_id] for seat in seats}


def type_text(text):
    """Type where the keyboard is."""
    for letter in text:
        QApplication.sendEvent(
            QApplication.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def tab_to(words, at_most=80):
    """Press Tab from where the keyboard is until it stands on what is called so; how often. Nobody has ``setFocus``."""
    passed = []
    for times in range(at_most + 1):
        focused = QApplication.focusWidget()
        if focused is not None and words_of(focused).startswith(words):
            return times
        passed.append("" if focused is None else words_of(focused))
        key(Qt.Key.Key_Tab)
    raise AssertionError(f"« {words} » is not reached by {at_most} times Tab, which passed {passed}")
