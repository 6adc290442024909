"""The form of a week's opening hours."""

import pytest

from delta_app.core import i18n
from delta_app.venue.rules import parse_opening
from delta_app.widgets.week_form import WeekForm


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
