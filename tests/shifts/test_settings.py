"""What the place may choose about composing."""

from pathlib import Path

import pytest

from delta_app.shifts import settings

PROGRAM = Path(settings.__file__).parents[1]
NAMES = [name for name, value in vars(settings).items() if value in settings.ALL]


def test_every_setting_is_listed() -> None:
    assert len(NAMES) == len(settings.ALL)


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_that_is_offered_has_an_effect(name: str) -> None:
    readers = [path for path in PROGRAM.rglob("*.py") if path != Path(settings.__file__)]
    assert any(name in path.read_text(encoding="utf-8") for path in readers)
