"""The form of a week's opening hours."""

import pytest
from PySide6.QtWidgets import QCheckBox

from delta_app.core import i18n
from delta_app.core.errors import Refused
from delta_app.venue.rules import parse_opening
from delta_app.widgets.week_form import WeekForm
from tests.person import find, type_into


@pytest.mark.parametrize(("language", "hours"), [("fr", "10h-13h"), ("nl", "10u-13u"), ("en", "10:00-13:00")])
def test_the_hours_proposed_are_written_as_one_writes_them_and_understood(qtbot, language, hours):
    i18n.set_language(language)
    form = WeekForm()
    qtbot.addWidget(form)
    assert hours in form.pattern()
    slots = parse_opening(form.pattern())
    assert len(slots) == 15
    assert {(slot.start_minute, slot.end_minute) for slot in slots} == {(600, 780), (780, 960), (960, 1140)}
    assert {slot.weekday for slot in slots} == {1, 2, 3, 4, 5}


def refusal_of(form):
    with pytest.raises(Refused) as refused:
        parse_opening(form.pattern())
    return form.explain(refused.value, parse_opening)


@pytest.mark.parametrize(
    ("language", "field", "said", "example"),
    [
        ("fr", "Heures du mercredi", "Les heures du mercredi ne se lisent pas.", "10h-13h 13h-16h 16h-19h"),
        ("nl", "Uren op woensdag", "De uren op woensdag zijn niet leesbaar.", "10u-13u 13u-16u 16u-19u"),
    ],
)
@pytest.mark.parametrize("typed", ["wed 10-13", "10-", ""])
def test_hours_not_understood_are_said_with_their_day_and_an_example_that_is_understood(
    qtbot, language, field, said, example, typed
):
    i18n.set_language(language)
    form = WeekForm()
    qtbot.addWidget(form)
    form.show()
    type_into(form, field, typed)
    sentence = refusal_of(form)
    assert sentence.startswith(said)
    assert example in sentence
    type_into(form, field, example)
    assert len(parse_opening(form.pattern())) == 15


def test_hours_may_be_set_apart_by_commas_or_semicolons(qtbot):
    form = WeekForm()
    qtbot.addWidget(form)
    form.show()
    type_into(form, "Heures du mardi", "10-13; 13-16, 16-19")
    assert len(parse_opening(form.pattern())) == 15


def test_a_week_without_a_day_asks_for_one(qtbot):
    form = WeekForm()
    qtbot.addWidget(form)
    form.show()
    for day in ("Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi"):
        find(form, day, QCheckBox).click()
    assert refusal_of(form) == "Cochez au moins un jour d’ouverture."
