"""A week painted cell by cell: what is noted when somebody says when they usually come, decided on plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from delta_app.hosts.queries import WeeklyWish, Wish, usual_wish

Span = tuple[int, int, int]  # weekday, start, end


def levels(wishes: Sequence[WeeklyWish], cells: Iterable[Span]) -> dict[Span, Wish | None]:
    """What a week says of each cell; None where nobody said anything."""
    return {cell: usual_wish(*cell, wishes) for cell in cells}


def noted_otherwise(wishes: Iterable[WeeklyWish], cells: Iterable[Span]) -> tuple[WeeklyWish, ...]:
    """What was noted for other hours than those of the cells: it counts, and a grid of cells cannot show it."""
    known = set(cells)
    return tuple(wish for wish in wishes if (wish.weekday, wish.start_minute, wish.end_minute) not in known)


def painted(
    wishes: Sequence[WeeklyWish], cells: Sequence[Span], strokes: Mapping[Span, Wish | None]
) -> tuple[WeeklyWish, ...]:
    """The week after some cells got another level, None for nothing said; every other cell says what it said.

    What was noted for longer or other hours keeps what lies outside the cells painted, and outside those of which what
    is left of it would say something else than before.
    """
    wanted = {**levels(wishes, cells), **strokes}
    week = list(wishes)
    for cell, level in strokes.items():
        week = _with(week, cell, level)
    week = _one_a_start(week, cells)
    for _each_at_most_once in cells:  # what is cut away from one wish is narrower then, or uncovers another
        now = levels(week, cells)
        changed = next((cell for cell in cells if now[cell] != wanted[cell]), None)
        if changed is None:
            break
        week = _one_a_start(_with(week, changed, wanted[changed]), cells)
    return tuple(sorted(week, key=lambda wish: (wish.weekday, wish.start_minute)))


def _with(week: Sequence[WeeklyWish], cell: Span, level: Wish | None) -> list[WeeklyWish]:
    """A week in which a cell says this alone, None for nothing."""
    rest = [piece for wish in week for piece in _without(wish, *cell)]
    return rest if level is None else [WeeklyWish(*cell, level), *rest]


def _without(wish: WeeklyWish, weekday: int, start: int, end: int) -> list[WeeklyWish]:
    """A wish without some hours of a weekday: itself, one piece, two, or none."""
    if wish.weekday != weekday or wish.end_minute <= start or end <= wish.start_minute:
        return [wish]
    pieces = (replace(wish, end_minute=start), replace(wish, start_minute=end))
    return [piece for piece in pieces if piece.start_minute < piece.end_minute]


def _one_a_start(week: Sequence[WeeklyWish], cells: Sequence[Span]) -> list[WeeklyWish]:
    """Two of one start cannot both be noted: that of a cell stays, else the narrower one, which speaks, else the first;
    the wider keeps what comes after it."""

    def place(wish: WeeklyWish) -> tuple[bool, int]:
        span = (wish.weekday, wish.start_minute, wish.end_minute)
        return span not in cells, wish.end_minute - wish.start_minute

    kept: dict[tuple[int, int], WeeklyWish] = {}
    left = sorted(week, key=place)
    while left:
        wish = left.pop(0)
        first = kept.setdefault((wish.weekday, wish.start_minute), wish)
        if first is not wish and first.end_minute < wish.end_minute:
            left.append(replace(wish, start_minute=first.end_minute))
            left.sort(key=place)
    return list(kept.values())
