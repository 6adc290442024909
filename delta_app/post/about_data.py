"""What a letter tells, in words: its kind, and the month, version or shift that it is about."""

import re
from contextlib import suppress
from datetime import date

from delta_app.core.i18n import _, day_month, format_time, month_name

_KINDS = {
    "roster": lambda: _("Planning"),
    "call": lambda: _("Appel"),
    "trade": lambda: _("Remplacement ou échange"),
    "paper": lambda: _("Document"),
    "test": lambda: _("Essai"),
}
_MONTH = re.compile(r"(\d{4})-(\d{2})(?: v(\d{1,4}))?")
_SHIFT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2})[:h](\d{2})?)?(?: #.*)?")


def about_words(kind: str, about: str) -> str:
    """``Planning, janvier 2027, version 2``; ``Appel, jeudi 10 décembre, 13h``; the kind alone for anything else."""
    said = [_KINDS[kind]()]
    with suppress(ValueError):  # digits that are no date
        said += _month_words(about) or _shift_words(about)
    return ", ".join(said)


def _month_words(about: str) -> list[str]:
    found = _MONTH.fullmatch(about)
    if not found:
        return []
    said = [month_name(date(int(found[1]), int(found[2]), 1))]
    if found[3]:
        said.append(_("version {n}").format(n=int(found[3])))
    return said


def _shift_words(about: str) -> list[str]:
    found = _SHIFT.fullmatch(about)
    if not found:
        return []
    said = [day_month(date.fromisoformat(found[1]))]
    if found[2]:
        said.append(format_time(int(found[2]) * 60 + int(found[3] or 0)))
    return said
