"""The team in words: where somebody stands, what they can take on, when they come, what a day of theirs holds."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from delta_app.core.i18n import (
    _,
    babel_locale,
    capitalised,
    current_language,
    day_month,
    format_date,
    format_number,
    format_span,
    format_time,
    join_names,
    ngettext,
    short_date,
    weekday_name,
)
from delta_app.core.text import fold
from delta_app.hosts.queries import HostRow, Period, WeeklyWish
from delta_app.team.queries import Coming, PersonView, ShiftRow, SlotAnswer, TeamRow

Standing = tuple[str, str, str]  # words, icon, tone


def standing(host: HostRow) -> Standing:
    """Where somebody stands: not here now, or how far they are."""
    if host.state == "left":
        return _("parti·e"), "door", "plain"
    if host.state == "paused":
        return _("en pause"), "pause", "plain"
    return {
        "experienced": (_("expérimenté·e"), "check", "good"),
        "novice": (_("débute"), "star", "attention"),
        "trainee": (_("en formation"), "person", "info"),
    }[host.level]


def standing_key(host: HostRow) -> str:
    """The same as the counters call it."""
    return host.state if host.state != "active" else host.level


def languages(host: HostRow) -> str:
    """``FR · NL``."""
    return " · ".join(host.languages)


def languages_spoken(host: HostRow) -> str:
    """``français et néerlandais``; a code no dictionary knows stays a code."""
    return join_names([language_name(code) for code in host.languages])


@lru_cache(maxsize=256)
def _language_names(locale: str) -> dict[str, str]:
    from babel import Locale

    return {str(code): str(name) for code, name in Locale.parse(locale).languages.items()}


def language_name(code: str) -> str:
    """``néerlandais`` for ``NL``."""
    return _language_names(babel_locale()).get(code.lower(), code)


def coming(when: Coming | None) -> str:
    """``jeu. 10 déc. · 13h``; a dash where nothing is planned."""
    return f"{short_date(when.day)} · {format_time(when.start_minute)}" if when else "–"


def shifts_words(count: int) -> str:
    """``3 permanences``."""
    return ngettext("{n} permanence", "{n} permanences", count).format(n=count)


def row_spoken(row: TeamRow, month: str) -> str:
    """A row of the list in a sentence."""
    host = row.host
    parts = [host.name, host.origin_words, languages_spoken(host), standing(host)[0]]
    parts.append(_("{shifts} en {month}").format(shifts=shifts_words(row.shifts), month=month))
    if row.coming:
        when = _("{day} à {time}").format(day=day_month(row.coming.day), time=format_time(row.coming.start_minute))
        parts.append(_("vient {when}").format(when=when))
    return ", ".join(filter(None, parts))


def haystack(row: TeamRow) -> str:
    """What one may look for somebody by, folded: names, service, languages by code and name, standing."""
    host = row.host
    texts = (host.full_name, host.name, host.origin_words, languages_spoken(host), *host.languages, standing(host)[0])
    return " " + " ".join(_folded(text, current_language()) for text in texts)


@lru_cache(maxsize=4096)
def _folded(text: str, _language: str) -> str:
    return fold(text)


def found(needle: str, hay: str) -> bool:
    """Whether every word typed begins a word of somebody's."""
    return all(f" {word}" in hay for word in fold(needle).split())


def people_words(count: int) -> str:
    """``31 personnes``."""
    return ngettext("{n} personne", "{n} personnes", count).format(n=format_number(count))


def since_words(view: PersonView) -> str:
    """``bénévole, dans l’équipe depuis le 3 novembre 2026``."""
    day = format_date(view.since, "d MMMM y")
    return _("{origin}, dans l’équipe depuis le {day}").format(origin=view.host.origin_words, day=day)


def limits_words(host: HostRow) -> str:
    """What somebody wishes and can take on at most, in a sentence."""
    parts = [
        _("souhaite {n} par mois").format(n=host.target),
        _("au plus {day} par jour, {week} par semaine, {month} par mois").format(
            day=host.max_day, week=host.max_week, month=host.max_month
        ),
        _("deux d’affilée lui vont") if host.back_to_back_ok else _("jamais deux d’affilée"),
    ]
    if host.shadow_shifts:
        parts.append(
            ngettext("{n} doublure à faire", "{n} doublures à faire", host.shadow_shifts).format(n=host.shadow_shifts)
        )
    return capitalised(" · ".join(parts))


def away_words(away: Period) -> str:
    """``du jeu. 24 déc. au sam. 2 janv.``; ``le jeu. 24 déc.``."""
    if away.first_day == away.last_day:
        return _("le {day}").format(day=short_date(away.first_day))
    return _("du {first} au {last}").format(first=short_date(away.first_day), last=short_date(away.last_day))


def wishes_words(wishes: Sequence[WeeklyWish], words: dict[str, str]) -> str:
    """``lundi 9h – 12h (oui)``, of a week."""
    return join_names(
        [
            _("{day} {span} ({level})").format(
                day=weekday_name(wish.weekday),
                span=format_span(wish.start_minute, wish.end_minute),
                level=words[wish.wish],
            )
            for wish in wishes
        ]
    )


def shift_words(shift: ShiftRow) -> str:
    """``jeu. 10 déc. · 13h – 16h``."""
    return f"{capitalised(short_date(shift.day))} · {format_span(shift.start_minute, shift.end_minute)}"


def shift_notes(shift: ShiftRow) -> str:
    """With whom, and what is special about it."""
    if shift.companions:
        company = _("avec {names}").format(names=join_names(list(shift.companions)))
    else:
        company = _("encore personne d’autre")
    parts = [
        _("fermé entre-temps, à prévenir") if shift.shut else company,
        _("en doublure") if shift.shadow else "",
        _("cherche remplaçant") if shift.seeking else "",
    ]
    return " · ".join(filter(None, parts))


def day_spoken(view: PersonView, day: date, words: dict[str, str]) -> str:
    """All that is known of one day of somebody."""
    parts = [day_month(day)]
    parts += [_("fermé : {reason}").format(reason=reason) for closed, reason in view.closed_days if closed == day]
    if any(away.first_day <= day <= away.last_day for away in view.absences):
        parts.append(_("absent·e"))
    parts += [
        _("vient à {time}").format(time=format_time(shift.start_minute)) for shift in view.shifts if shift.day == day
    ]
    parts += [
        _("{span} : {level}").format(span=format_span(answer.start_minute, answer.end_minute), level=words[answer.said])
        for answer in view.answers
        if answer.day == day and answer.said is not None
    ]
    return ", ".join(parts)


def answer_source(answer: SlotAnswer, words: dict[str, str]) -> str:
    """Where an answer comes from: a poll, a hand, or only the usual week."""
    if answer.said is None:
        usual = words[answer.usual] if answer.usual else ""
        return _("d’habitude : {level}").format(level=usual) if usual else _("rien de noté")
    if not answer.exact:
        return _("noté pour d’autres heures de ce jour")
    return _("noté à la main") if answer.by_hand else _("réponse au sondage")
