"""Whose turn it is: everybody once a round, whoever is away passed over, and nobody's dates moved beyond the round."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from delta_app.upkeep.turns import Rota

MONDAY = date(2027, 1, 4)


def weekly(people, covers=None, away=()):
    return Rota("FREQ=WEEKLY", MONDAY, people, covers or {}, MONDAY, lambda host, day, _known: (host, day) not in away)


def weeks(number):
    return MONDAY + timedelta(weeks=number)


def whose(rota, count=9, since=MONDAY):
    return [turn.host_id for turn in rota.turns(since, count)]


def test_each_in_their_order_round_after_round():
    assert whose(weekly([1, 2, 3])) == [1, 2, 3, 1, 2, 3, 1, 2, 3]
    later = weekly([1, 2, 3]).turns(weeks(4) + timedelta(days=3), 2)
    assert [(turn.day, turn.last_day, turn.host_id) for turn in later] == [
        (weeks(4), weeks(5) - timedelta(days=1), 2),
        (weeks(5), weeks(6) - timedelta(days=1), 3),
    ]


def test_whoever_is_away_comes_as_soon_as_they_are_back():
    rota = weekly([1, 2, 3], away={(1, weeks(0))})
    assert whose(rota) == [2, 1, 3, 1, 2, 3, 1, 2, 3]
    assert rota.turns(MONDAY, 1)[0].instead_of == 1
    assert whose(weekly([1, 2, 3], away={(1, weeks(0)), (1, weeks(1))})) == [2, 3, 1, 1, 2, 3, 1, 2, 3]
    assert whose(weekly([1, 2], away={(1, weeks(n)) for n in range(2)})) == [2, 2, 1, 2, 1, 2, 1, 2, 1]
    assert whose(weekly([1, 2], away={(1, MONDAY), (2, MONDAY)}))[:3] == [None, 1, 1]


def test_taking_over_is_a_swap_within_the_round_and_else_a_favour():
    assert whose(weekly([1, 2, 3], {weeks(0): 3}), 6) == [3, 1, 2, 1, 2, 3]
    assert whose(weekly([1, 2, 3], {weeks(1): 1}), 6) == [1, 1, 3, 1, 2, 3]
    assert whose(weekly([1, 2, 3], {weeks(1): 9}), 6) == [1, 9, 3, 1, 2, 3]
    assert whose(weekly([], {weeks(1): 9}), 3) == [None, 9, None]


def test_whoever_left_since_their_turn_began_does_it_no_more_and_what_is_over_stays():
    left_on = weeks(1) + timedelta(days=2)

    def rota(today):
        return Rota("FREQ=WEEKLY", MONDAY, [1, 2, 3], {}, today, lambda host, _d, known: host != 2 or known < left_on)

    assert whose(rota(weeks(1)), 6) == [1, 2, 3, 1, 3, 1]
    assert whose(rota(left_on), 6) == [1, 3, 1, 1, 3, 1]
    assert whose(rota(weeks(2)), 6) == [1, 2, 3, 1, 3, 1]


def test_who_has_left_is_in_no_round_from_then_on():
    def rota(gone, people=(1, 2, 3), away=()):
        here = lambda host, day, known: known < gone.get(host, date.max) and (host, day) not in away  # noqa: E731
        return Rota("FREQ=WEEKLY", MONDAY, people, {}, MONDAY, here, gone)

    assert whose(rota({2: weeks(1)}), 7) == [1, 3, 1, 3, 1, 3, 1]
    assert whose(rota({2: weeks(3)}), 7) == [1, 2, 3, 1, 3, 1, 3]  # between two rounds
    assert whose(rota({1: weeks(1)}), 7) == [1, 2, 3, 2, 3, 2, 3]  # theirs was done
    assert whose(rota({3: date.min}), 4) == [1, 2, 1, 2]  # long ago
    assert whose(rota({1: weeks(0), 2: weeks(2), 3: weeks(4)}), 6) == [2, 3, 3, 3, None, None]
    assert whose(rota({1: weeks(2)}, away={(1, weeks(0)), (1, weeks(1))}), 6) == [2, 3, 2, 3, 2, 3]
    assert rota({2: weeks(1)}).turns(weeks(3), 1)[0].place == 1
    assert rota({2: weeks(1)}).next_first(rota({2: weeks(1)}).turns(weeks(3), 1)[0]) == (3, 1, 2)
    assert rota({2: date.min}).next_first(None) == (1, 3, 2)
    covered = Rota("FREQ=WEEKLY", MONDAY, (1, 2), {weeks(1): 9}, MONDAY, lambda *_: True, {9: weeks(1)})
    assert whose(covered, 3) == [1, 2, 1]  # whoever took it over has left before


@given(
    size=st.integers(1, 5),
    gone=st.dictionaries(st.integers(0, 4), st.integers(-1, 18), max_size=4),
    away=st.sets(st.tuples(st.integers(0, 4), st.integers(0, 18)), max_size=15),
    today=st.integers(0, 30),
)
def test_wherever_one_looks_the_turns_are_the_same_and_nobody_who_left_has_one(size, gone, away, today):
    left = {host: weeks(week) for host, week in gone.items()}

    def here(host, day, known):
        return known < left.get(host, date.max) and (host, (day - MONDAY).days // 7) not in away

    rota = Rota("FREQ=WEEKLY", MONDAY, list(range(size)), {}, weeks(today) + timedelta(days=1), here, left)
    found = rota.turns(MONDAY, 36)
    for turn in found:
        assert turn == rota.turns(turn.day, 1)[0]
        assert turn.host_id is None or left.get(turn.host_id, date.max) > turn.day
    team = [host for host in range(size) if host not in gone]
    if team:  # once it is quiet again they go round among themselves
        first = next(number for number, turn in enumerate(found) if number > 18 and turn.place == 0)
        assert [turn.host_id for turn in found[first : first + len(team)]] == team


def test_a_chore_of_the_29th_of_february_and_one_that_ends():
    leap = Rota("FREQ=YEARLY", date(2028, 2, 29), [1, 2], {}, MONDAY, lambda *_: True)
    assert [turn.day.year for turn in leap.turns(date(2027, 1, 1), 4)] == [2028, 2032, 2036, 2040]
    on = leap.turns(date(2031, 6, 1), 1)[0]
    assert (on.day, on.last_day, on.host_id) == (date(2028, 2, 29), date(2032, 2, 28), 1)
    ending = Rota("FREQ=WEEKLY;UNTIL=20270118", MONDAY, [1], {}, MONDAY, lambda *_: True)
    assert [turn.day for turn in ending.turns(MONDAY, 9)] == [weeks(0), weeks(1), weeks(2)]
    assert ending.turns(date(2028, 1, 1), 1)[0].last_day is None
    assert ending.turn_on(weeks(1)) is not None
    assert ending.turn_on(weeks(1) + timedelta(days=1)) is None


@given(
    size=st.integers(1, 6),
    away=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=30),
    covers=st.dictionaries(st.integers(0, 30), st.integers(0, 7), max_size=6),
)
def test_an_absence_changes_nothing_beyond_its_round_and_nobody_away_is_put_down(size, away, covers):
    people = list(range(size))
    days = {weeks(week): host for week, host in covers.items()}
    rota = weekly(people, days, {(host, weeks(week)) for host, week in away})
    found = rota.turns(MONDAY, 36)
    for number, turn in enumerate(found):
        assert turn == rota.turns(turn.day, 1)[0]  # looked at alone, it is the same
        if turn.host_id is not None and not turn.taken_over:
            assert (turn.host_id, number) not in away
    for start in range(0, 36 - size + 1, size):
        turns = found[start : start + size]
        quiet = not any(turn.taken_over for turn in turns) and not any(
            week in range(start, start + size) for _host, week in away
        )
        if quiet:
            assert [turn.host_id for turn in turns] == people
