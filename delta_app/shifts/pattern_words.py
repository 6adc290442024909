"""What bringing the open months up to date changes, in words."""

from collections.abc import Sequence
from datetime import date

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, format_time, join_names, month_name, ngettext, short_date

MOST_NAMED = 4  # slots named one by one


def month_words(month: Month, added: int, removed: int, changed: int) -> str:
    """``Janvier 2027 : 4 permanences en plus, 8 en moins.``"""
    changes = []
    if added:
        changes.append(ngettext("{n} permanence en plus", "{n} permanences en plus", added).format(n=added))
    if removed:
        changes.append(ngettext("{n} permanence en moins", "{n} permanences en moins", removed).format(n=removed))
    if changed:
        changes.append(ngettext("{n} modifiée", "{n} modifiées", changed).format(n=changed))
    said = join_names(changes) or _("aucune permanence ne change")
    return _("{month} : {changes}.").format(month=capitalised(month_name(month.first)), changes=said)


def people_words(freed: int, kept: Sequence[tuple[date, int]]) -> list[str]:
    """Who is touched: drafts nobody was told of go, whoever was told keeps the slot until they are told again."""
    lines = []
    if freed:
        lines.append(
            ngettext(
                "{n} place du brouillon est libérée ; personne n’en était prévenu.",
                "{n} places du brouillon sont libérées ; personne n’en était prévenu.",
                freed,
            ).format(n=freed)
        )
    if kept:
        named = [f"{short_date(day)} {format_time(start)}" for day, start in kept[:MOST_NAMED]]
        more = len(kept) - len(named)
        if more:
            named.append(ngettext("{n} autre", "{n} autres", more).format(n=more))
        lines.append(
            ngettext(
                "{n} permanence reste hors horaire, car quelqu’un l’attend : {slots}. Prévenez, puis libérez la place.",
                "{n} permanences restent hors horaire, car quelqu’un les attend : {slots}. Prévenez, puis libérez les "
                "places.",
                len(kept),
            ).format(n=len(kept), slots=join_names(named))
        )
    return lines


def matched_words(added: int, removed: int, kept: int) -> str:
    """One sentence on all the months, for the toast."""
    said = _("Mois ouverts accordés à l’horaire : {added} en plus, {removed} en moins.").format(
        added=added, removed=removed
    )
    if not kept:
        return said
    waiting = ngettext(
        "{n} permanence hors horaire attend que l’on prévienne quelqu’un.",
        "{n} permanences hors horaire attendent que l’on prévienne quelqu’un.",
        kept,
    ).format(n=kept)
    return f"{said} {waiting}"
