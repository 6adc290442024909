"""The team in words: where somebody stands, what they can take on, when they come, what a day of theirs holds."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from delta_app.core import clock
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
from delta_app.team.path_data import SHADOWS, NewcomerView, SeatToFree, StateFrom, StepNow, step_short, step_title
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


_TONES = {"met": "attention", "training": "activity", SHADOWS: "info", "formalities": "plain"}
_ICONS = {"met": "speech", "training": "star", SHADOWS: "team", "talk": "speech"}


def place(row: TeamRow) -> Standing:
    """Where somebody is on their path, or what they are once it is behind them; for the list."""
    if row.newcomer is not None and row.host.state == "active":
        return step_place(row.newcomer)
    if row.host.state == "active" and row.host.level == "experienced":
        return _("actif·ve"), "check", "good"
    return standing(row.host)


def uncapitalised(text: str) -> str:
    """The text with its first letter small: a step within a line, or in a pill."""
    return text[:1].lower() + text[1:]


def step_place(newcomer: NewcomerView) -> Standing:
    """The step a newcomer is at; that all of them are done."""
    current = newcomer.path.current
    if current is None:
        return _("prêt·e"), "check", "good"
    key = current.step.key
    return uncapitalised(step_short(current.step)), _ICONS.get(key, "pen"), _TONES.get(key, "plain")


def place_key(row: TeamRow) -> str:
    """The same as the counters call it."""
    if row.host.state != "active":
        return row.host.state
    return row.newcomer.key if row.newcomer is not None else row.host.level


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
    parts = [host.name, host.origin_words, languages_spoken(host), place(row)[0]]
    parts.append(_("{shifts} en {month}").format(shifts=shifts_words(row.shifts), month=month))
    if row.coming:
        when = _("{day} à {time}").format(day=day_month(row.coming.day), time=format_time(row.coming.start_minute))
        parts.append(_("vient {when}").format(when=when))
    return ", ".join(filter(None, parts))


def haystack(row: TeamRow) -> str:
    """What one may look for somebody by, folded: names, service, languages by code and name, standing."""
    host = row.host
    where = (standing(host)[0], place(row)[0])
    texts = (host.full_name, host.name, host.origin_words, languages_spoken(host), *host.languages, *where)
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


def day_of(day: date) -> str:
    """``3 nov.``; with its year where that is another one than this."""
    return format_date(day, "d MMM" if day.year == clock.today().year else "d MMM y")


def step_words(one: StepNow) -> str:
    """``Note d’information remise``; ``Doublures : 2 sur 3``."""
    title = step_title(one.step)
    if not one.needed:
        return title
    return _("{title} : {n} sur {of}").format(title=title, n=min(one.count, one.needed), of=one.needed)


def step_when(one: StepNow, newcomer: NewcomerView) -> str:
    """When it was done, or when the next shadow shift is."""
    if one.done_on is not None:
        return day_of(one.done_on)
    if one.step.key == SHADOWS and newcomer.coming:
        day = newcomer.coming[0].day
        near = day - clock.today() < timedelta(days=28)
        return _("prochaine {day}").format(day=format_date(day, "EEE d") if near else short_date(day))
    return ""


def step_with(one: StepNow, newcomer: NewcomerView) -> str:
    """With whom it was done."""
    if one.mark is None:
        return _("comptées d’après les permanences tenues") if one.done_on is not None else ""
    name = newcomer.with_whom.get(one.mark.by_host_id or 0)
    return _("avec {name}").format(name=name) if name else _("avec la coordination")


def shadows_hint(newcomer: NewcomerView) -> str:
    """What happens with the shadow shifts that still lack."""
    shadows, current = newcomer.path.shadows, newcomer.path.current
    if shadows is None or shadows.done_on is not None or current is None:
        return ""
    if current.step.key != SHADOWS:
        return ""
    left = shadows.needed - shadows.count - len(newcomer.coming)
    if left <= 0:
        return ""
    return ngettext(
        "{n} doublure sera proposée en composant le mois, à côté de quelqu’un d’expérimenté.",
        "{n} doublures seront proposées en composant le mois, à côté de quelqu’un d’expérimenté.",
        left,
    ).format(n=left)


def mentor_words(newcomer: NewcomerView) -> tuple[str, str]:
    """Who stands by somebody, and what is to be known of them."""
    mentor = newcomer.mentor
    if mentor is None:
        return _("Mentor : personne"), ""
    until = _("en pause") if mentor.paused else ""
    until = _("quitte l’équipe le {day}").format(day=day_of(mentor.until)) if mentor.until else until
    return _("Mentor : {name}").format(name=mentor.name), until


def planned_words(planned: Sequence[StateFrom]) -> str:
    """``En pause à partir du 12 déc., de retour le 20 déc.``; nothing where nothing is planned."""
    told = {
        "paused": _("en pause à partir du {day}"),
        "active": _("de retour le {day}"),
        "left": _("quitte l’équipe le {day}"),
    }
    return capitalised(", ".join(told[change.state].format(day=day_of(change.from_day)) for change in planned))


def seat_to_free_words(seat: SeatToFree) -> tuple[str, str]:
    """A shift somebody leaves, and what becomes of it."""
    when = capitalised(f"{short_date(seat.day)} · {format_span(seat.start_minute, seat.end_minute)}")
    if seat.kind == "shadow":
        left = _("en doublure")
    elif seat.remaining:
        left = _("reste {names}, {n} sur {of}").format(
            names=join_names(list(seat.remaining)), n=len(seat.remaining), of=seat.seats
        )
    else:
        left = _("il n’y a plus personne")
    if seat.agreed_by:
        agreed = _("{name} a accepté de la reprendre : approuvez d’abord cet échange pour le garder")
        left = f"{left} · {agreed.format(name=seat.agreed_by)}"
    return when, left
