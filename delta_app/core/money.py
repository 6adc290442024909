"""Money: integer cents, read as people type amounts and said as Belgium writes them; never a float."""

import re
from decimal import Decimal
from functools import lru_cache

from delta_app.core.errors import Refused
from delta_app.core.i18n import babel_locale, current_language

MOST_CENTS = 10_000_000
"""A hundred thousand euros: more is a slip, at the door of a place like this."""
MOST_OF_ACCOUNTS = 1_000_000_000
"""Ten million: what a subsidy, a budget line or a bank's account may come to, and 32 bits hold twice."""

_PLAIN = re.compile(r"(?P<euros>[0-9]{1,9})(?:[.,](?P<cents>[0-9]{1,2}))?")
_GROUPED = re.compile(r"(?P<euros>[0-9]{1,3}(?:(?P<sign>[ .,])[0-9]{3})(?:(?P=sign)[0-9]{3})?)(?P<cents>[.,][0-9]{2})?")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


def parse_money(text: str, most: int = MOST_CENTS) -> int:
    """An amount as somebody types it, in cents: ``12``, ``12,5``, ``12.50``, ``1 234,50``, ``€ 1.234,50``.

    Refuses ``bad_amount`` for anything else, for less than nothing and above ``most``.
    """
    typed = _BLANKS.sub(" ", text).strip().removeprefix("€").removesuffix("€").strip()
    plain = _PLAIN.fullmatch(typed)
    if plain is not None:
        cents = int(plain["euros"]) * 100 + int((plain["cents"] or "").ljust(2, "0"))
    else:
        cents = _grouped(typed, text)
    if cents > most:
        raise Refused("bad_amount", text=text)
    return cents


def _grouped(typed: str, text: str) -> int:
    """The same of thousands set apart; a lone ``1.234`` might be either and is not guessed."""
    found = _GROUPED.fullmatch(typed)
    if found is None:
        raise Refused("bad_amount", text=text)
    mark = found["cents"]
    if found["sign"] != " " and (mark is None or mark[0] == found["sign"]):
        raise Refused("bad_amount", text=text)
    euros = re.sub(r"[^0-9]", "", found["euros"])
    return int(euros) * 100 + (int(mark[1:]) if mark else 0)


def format_money(cents: int) -> str:
    """``1 234,50 €``; Dutch ``€ 1.234,50``; in English ``€1,234.50``, for a comma there reads as thousands.

    Below zero with a minus, which is no hyphen.
    """
    return _in_euros(cents, "en_GB" if current_language() == "en" else babel_locale())


@lru_cache(maxsize=4096)  # a page says the same few amounts again and again
def _in_euros(cents: int, locale: str) -> str:
    from babel.numbers import format_currency

    return format_currency(Decimal(cents) / 100, "EUR", locale=locale).replace("-", "−")


def format_amount(cents: int) -> str:
    """An amount in a column of amounts, without the sign of the euro: ``1 234,50``, ``-0,50``."""
    from babel.numbers import format_decimal

    locale = "en_GB" if current_language() == "en" else babel_locale()
    return format_decimal(Decimal(cents) / 100, "#,##0.00", locale=locale)


def amount_text(cents: int) -> str:
    """An amount that is none of ours as it can be said back: ``-0,03``; of a huge one only that it is."""
    if abs(cents) > 100 * MOST_CENTS:
        return "…"
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02d}"


def plain_money(cents: int) -> str:
    """An amount as it stands in a field to be typed over: ``1234,50``, in English ``1234.50``."""
    return f"{cents // 100}{'.' if current_language() == 'en' else ','}{cents % 100:02d}"
