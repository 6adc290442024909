"""When somebody can come: absences beat dated answers, which beat the weekly pattern; silence is no answer."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from delta_app.hosts.rules import Answer, Availability, Period, WeeklyWish, availability

DAY = date(2027, 1, 5)  # a Tuesday
wishes = st.sampled_from(["prefers", "can", "if_needed", "cannot"])
spans = st.tuples(st.integers(0, 23), st.integers(1, 12)).map(
    lambda drawn: (drawn[0] * 60, min(1440, (drawn[0] + drawn[1]) * 60))
)
days = st.integers(-3, 3).map(lambda offset: DAY + timedelta(days=offset))
dated = st.builds(lambda day, span, wish: Answer(day, *span, wish), days, spans, wishes)
weekly = st.builds(lambda weekday, span, wish: WeeklyWish(weekday, *span, wish), st.integers(0, 6), spans, wishes)
absences = st.builds(lambda day, length: Period(day, day + timedelta(days=length)), days, st.integers(0, 3))


def ask(said=(), usual=(), away=(), span=(600, 780)):
    return availability(DAY, *span, absences=away, dated=said, weekly=usual)


@given(st.lists(dated), st.lists(weekly), st.lists(absences), spans)
def test_who_speaks_first(said, usual, away, span):
    found = ask(said, usual, away, span)
    speaks = [
        answer
        for answer in said
        if answer.day == DAY
        and (
            (answer.start_minute <= span[0] and span[1] <= answer.end_minute)
            or (answer.wish == "cannot" and answer.start_minute < span[1] and span[0] < answer.end_minute)
        )
    ]
    if any(period.first_day <= DAY <= period.last_day for period in away):
        assert found == Availability("cannot", "absent", explicit=True)
    elif speaks:
        assert found.explicit
        assert found.wish in {answer.wish for answer in speaks}
        assert found == ask(said, (), (), span)
    else:
        assert not found.explicit
        assert found == ask((), usual, (), span)
    assert (found.wish == "cannot") == (found.why_not is not None)


def test_the_narrowest_answer_speaks():
    whole, narrow = Answer(DAY, 540, 1140, "can"), Answer(DAY, 600, 780, "cannot")
    assert ask([whole, narrow]) == Availability("cannot", "said_no", explicit=True)
    assert ask([whole, narrow], span=(780, 960)).wish == "can"


def test_an_answer_for_a_part_of_the_slot_says_nothing():
    assert ask([Answer(DAY, 600, 700, "can")]) == Availability("cannot", "not_answered")


def test_a_refusal_of_a_part_of_the_slot_is_a_refusal():
    no = Answer(DAY, 540, 720, "cannot")
    assert ask([no]) == Availability("cannot", "said_no", explicit=True)
    assert ask([no], usual=[WeeklyWish(1, 600, 780, "can")]).why_not == "said_no"
    assert ask(usual=[WeeklyWish(1, 0, 1440, "can"), WeeklyWish(1, 540, 720, "cannot")]).why_not == "usually_not"
    assert ask([no], span=(720, 900)).why_not == "not_answered"


def test_of_two_answers_as_narrow_that_hold_the_slot_the_more_reserved_speaks_whichever_is_read_first():
    usual = [WeeklyWish(1, 540, 840, "prefers"), WeeklyWish(1, 480, 780, "can")]
    assert ask(usual=usual).wish == ask(usual=usual[::-1]).wish == "can"


@given(st.lists(weekly), spans)
def test_the_order_in_which_a_week_is_read_says_nothing(usual, span):
    assert ask(usual=usual, span=span) == ask(usual=usual[::-1], span=span)


def test_of_two_answers_as_narrow_the_one_for_this_slot_speaks():
    said = [Answer(DAY, 540, 720, "cannot"), Answer(DAY, 600, 780, "can")]
    assert ask(said).wish == ask(said[::-1]).wish == "can"


def test_silence_is_no_refusal_and_no_promise():
    assert ask() == Availability("cannot", "not_answered")
    assert ask(usual=[WeeklyWish(1, 0, 1440, "cannot")]).why_not == "usually_not"
    assert ask(usual=[WeeklyWish(1, 0, 1440, "prefers")]) == Availability("prefers")
