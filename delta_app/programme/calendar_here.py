"""What tells the place from others where a calendar says where something is."""

from collections.abc import Iterable
from dataclasses import dataclass

from delta_app.core.text import fold


@dataclass(frozen=True)
class Here:
    """The place as a calendar may name it: ``mark`` ends the marks that we wrote, ``rooms`` are the names of its rooms.
    All but the mark as they are compared."""

    mark: str
    name: str = ""
    address: str = ""
    rooms: frozenset[str] = frozenset()

    @classmethod
    def of(cls, mark: str, name: str, address: str, rooms: Iterable[str]) -> "Here":
        """By the names as they are written."""
        return cls(mark, fold(name), fold(address), frozenset(filter(None, map(fold, rooms))))

    def is_here(self, location: str) -> bool:
        """Whether a location is this place or in it, or says nothing. A town of the address is not the place."""
        where = fold(location)
        if not where or where in self.rooms or _within(where, self.name) or self.address.startswith(where):
            return True
        return any(name and _within(name, where) for name in (self.name, self.address))

    def names_room(self, location: str) -> bool:
        """Whether a location begins with one of the rooms, as in ``Grande salle, Le Delta``."""
        first, _comma, rest = location.partition(",")
        return fold(first) in self.rooms and self.is_here(rest)


def _within(words: str, text: str) -> bool:
    return f" {words} " in f" {text} "
