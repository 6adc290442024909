"""Amounts in columns, as each language writes them."""

import pytest

from delta_app.core import i18n
from delta_app.core.money import format_amount


@pytest.mark.parametrize(("language", "said"), [("fr", "-1 234,50"), ("nl", "-1.234,50"), ("en", "-1,234.50")])
def test_an_amount_without_its_sign(language, said):
    with i18n.speaking(language):
        assert format_amount(-123450).replace("\u202f", " ").replace("\xa0", " ") == said
        assert format_amount(5) in ("0,05", "0.05")
