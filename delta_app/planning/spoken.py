"""The planning in words: what a slot, a day, a state is called on screen and to a screen reader."""

from collections.abc import Iterable, Sequence
from datetime import date

from delta_app.core.calendar import Month
from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_span,
    format_time,
    join_names,
    month_name,
    ngettext,
    short_date,
)
from delta_app.planning.letter_data import Person
from delta_app.planning.queries import ActivityRow, Coverage, DayRow, MonthView, SeatRow, SlotRow
from delta_app.shifts.alerts_data import decision_words
from delta_app.venue.school_data import whose_schools

MOST_NAMED = 6  # in a sentence
MANY_ACTIVITIES = 3  # of a day: the month has room for one or two


def month_title(first: date) -> str:
    """``Décembre 2026``."""
    return capitalised(month_name(first))


def opened_words(month: Month, closed: Iterable[tuple[date, str]] = (), kept: Sequence[tuple[date, int]] = ()) -> str:
    """What opening a month did: its holidays ``closed``, and slots ``kept`` outside the hours for people are there."""
    lines = [_("{month} suit maintenant l’horaire d’ouverture.").format(month=month_title(month.first))]
    holidays = [f"{short_date(day)} ({name})" for day, name in closed if Month.of(day) == month]
    if holidays:
        lines.append(_("Fermé : {days}.").format(days=join_names(holidays)))
    if kept:
        moments = [f"{short_date(day)} {format_time(start)}" for day, start in kept]
        lines.append(
            _("Hors ouverture, mais des gens y sont inscrits : {moments}. Prévenez-les.").format(
                moments=", ".join(moments)
            )
        )
    return " ".join(lines)


def slot_title(slot: SlotRow) -> str:
    """``Jeudi 10 décembre, 13h – 16h``."""
    return _("{day}, {span}").format(
        day=capitalised(day_month(slot.day)), span=format_span(slot.start_minute, slot.end_minute)
    )


def place_words(name: str, slot: SlotRow) -> str:
    """``Fatma Ö., mardi 5 janvier à 10h``."""
    return _("{name}, {day} à {time}").format(name=name, day=day_month(slot.day), time=format_time(slot.start_minute))


def moment_words(day: date, start_minute: int) -> str:
    """``Jeu. 10 déc. à 13h``."""
    return capitalised(_("{day} à {time}").format(day=short_date(day), time=format_time(start_minute)))


def free_words(slot: SlotRow) -> str:
    """``2 places libres``; nothing when full."""
    if not slot.missing:
        return ""
    return ngettext("{n} place libre", "{n} places libres", slot.missing).format(n=slot.missing)


def reduced_hours(slot: SlotRow) -> str:
    """``13–15h``, of a slot that was decided to open for some of its hours; else nothing."""
    opens, closes = slot.hours
    return format_span(opens, closes) if (opens, closes) != (slot.start_minute, slot.end_minute) else ""


def decided_words(slot: SlotRow) -> str:
    """``Décidé : ouvert de 13h à 15h``; nothing where nothing was decided."""
    return capitalised(decision_words(slot.decision)) if slot.decision else ""


def free_short(slot: SlotRow) -> str:
    """``2 libres``, where there is little room."""
    return ngettext("{n} libre", "{n} libres", slot.missing).format(n=slot.missing)


def slot_spoken(slot: SlotRow) -> str:
    """``jeudi 10 décembre, 13h à 16h, 1 sur 2, Chantal P., 1 place libre``."""
    parts = [
        day_month(slot.day),
        _("{start} à {end}").format(start=format_time(slot.start_minute), end=format_time(slot.end_minute)),
        _("fermé") if slot.shut else _("{taken} sur {seats}").format(taken=len(slot.taken), seats=slot.seats),
    ]
    if slot.to_tell:
        parts.append(_("à prévenir : {names}").format(names=join_names([seat.name for seat in slot.to_tell])))
    if slot.shut:
        return ", ".join(parts)
    if slot.decision:
        parts.append(decision_words(slot.decision))
    if slot.taken:
        parts.append(join_names([_seat_spoken(seat) for seat in slot.taken]))
    if slot.missing:
        parts.append(free_words(slot))
    if slot.shadows:
        parts.append(_("en doublure : {names}").format(names=join_names([_seat_spoken(seat) for seat in slot.shadows])))
    if slot.went:
        parts.append(_("n’y est plus : {names}").format(names=join_names(list(slot.went))))
    if slot.moved:
        parts.append(_("changé depuis la diffusion"))
    if slot.note:
        parts.append(_("note : {note}").format(note=slot.note))
    return ", ".join(parts)


def _seat_spoken(seat: SeatRow) -> str:
    marks = seat_marks(seat)
    return _("{name} ({marks})").format(name=seat.name, marks=", ".join(marks)) if marks else seat.name


def seat_marks(seat: SeatRow) -> list[str]:
    """What is told of a seat by small marks, in words."""
    return [
        words
        for present, words in (
            (seat.seeking, _("cherche remplaçant")),
            (seat.locked, _("fixé")),
            (seat.changed, _("changé depuis la diffusion")),
            (bool(seat.overrule), _("malgré une règle : {reason}").format(reason=seat.overrule)),
            (bool(seat.leads), seat.leads),
        )
        if present
    ]


def beneath_words(slot: SlotRow) -> tuple[str, ...]:
    """What there is to say of a slot beside who sits there: who shadows, who went, its note."""
    lines = [decision_words(slot.decision)] if slot.decision else []
    if slot.shadows:
        lines.append(_("en doublure : {names}").format(names=join_names([seat.name for seat in slot.shadows])))
    if slot.went:
        lines.append(_("n’y est plus : {names}").format(names=join_names(list(slot.went))))
    return (*lines, *([slot.note] if slot.note else []))


def day_spoken(day: DayRow) -> str:
    """``vendredi 25 décembre, fermé : Noël``."""
    parts = [day_month(day.day)]
    if day.closed:
        parts.append(_("fermé : {reason}").format(reason=day.closure))
    elif not day.slots:
        parts.append(_("hors du mois") if not day.in_month else _("pas de permanence"))
    parts.extend(day_notes(day))
    parts.extend(school_words(day))
    return ", ".join(parts)


def school_words(day: DayRow) -> tuple[str, ...]:
    """``congé scolaire : Vacances d’automne (écoles francophones)``, one a community."""
    return tuple(
        _("congé scolaire : {name} ({schools})").format(name=row.name, schools=whose_schools(row.community))
        for row in day.school_holidays
    )


def school_mark(day: DayRow) -> str:
    """What a day's head has room for: ``congé scolaire``, with ``FR`` or ``NL`` when it is of one community alone."""
    communities = {row.community for row in day.school_holidays}
    if not communities or not day.in_month or day.closed:
        return ""
    if len(communities) > 1:
        return _("congé scolaire")
    return _("congé scol. {community}").format(community=communities.pop().upper())


def day_notes(day: DayRow) -> tuple[str, ...]:
    """What stands beside the day's number: a closure that slots were opened against, ``14h Atelier cuisine``; how many
    there are, where only the first can be read."""
    closure = (day.closure,) if day.closure and not day.closed else ()
    n = len(day.activities)
    many = (ngettext("{n} activité", "{n} activités", n).format(n=n),) if n >= MANY_ACTIVITIES else ()
    return (*closure, *many, *map(_activity_words, day.activities))


def wall_notes(day: DayRow) -> tuple[str, ...]:
    """The same on paper that hangs where everybody reads it: of activities only those that are announced."""
    closure = (day.closure,) if day.closure and not day.closed else ()
    return (*closure, *(_activity_words(activity) for activity in day.activities if activity.public))


def _activity_words(activity: ActivityRow) -> str:
    if activity.start_minute is None:
        return activity.title
    return _("{time} {title}").format(time=format_time(activity.start_minute), title=activity.title)


def level_words(seat: SeatRow) -> str:
    """How far somebody is on the path."""
    return {"experienced": _("expérimenté·e"), "novice": _("débute"), "trainee": _("en formation")}[seat.level]


def seat_caption(seat: SeatRow, *, shadowing: bool = False) -> str:
    """``L’Adret · expérimenté·e``; ``en doublure · L’Adret`` of whoever comes along to learn; what they lead then."""
    if shadowing:
        caption = _("en doublure · {origin}").format(origin=seat.origin)
    else:
        caption = _("{origin} · {level}").format(origin=seat.origin, level=level_words(seat))
    overrule = _("malgré une règle : {reason}").format(reason=seat.overrule) if seat.overrule else ""
    return " · ".join(filter(None, (caption, overrule, seat.leads)))


def state_words(view: MonthView) -> str:
    """Where the month's planning stands: ``diffusé v2, 3 changements depuis la v2``."""
    if not view.slots:
        return _("pas encore ouvert")
    if not view.version:
        return _("brouillon")
    n = view.changes_since_published
    if not n:
        return _("diffusé v{version}").format(version=view.version)
    return ngettext(
        "diffusé v{version}, {n} changement depuis la v{version}",
        "diffusé v{version}, {n} changements depuis la v{version}",
        n,
    ).format(n=n, version=view.version)


def state_short(view: MonthView) -> str:
    """The same where there is little room: ``v2 · 3 changements``."""
    n = view.changes_since_published
    if not (view.version and n):
        return state_words(view)
    return ngettext("v{version} · {n} changement", "v{version} · {n} changements", n).format(n=n, version=view.version)


def count_words(coverage: Coverage, n: int) -> tuple[str, str]:
    """How many slots of a month are so, in full and in short: ``66 permanences complètes``, ``66 complètes``."""
    short = {
        "full": ngettext("{n} complète", "{n} complètes", n),
        "partial": _("{n} à compléter"),
        "empty": _("{n} sans personne"),
        "shut": ngettext("{n} fermée, à prévenir", "{n} fermées, à prévenir", n),
    }[coverage].format(n=n)
    if coverage == "full":
        return ngettext("{n} permanence complète", "{n} permanences complètes", n).format(n=n), short
    return (shut_heading(n) if coverage == "shut" else short), short


def coverage_words(slot: SlotRow) -> str:
    """``2 sur 2 · complète``; ``1 sur 2 · à compléter``; ``fermé · 2 à prévenir``."""
    if slot.shut:
        return f"{_('fermé')} · {to_tell_short(slot)}" if slot.to_tell else _("fermé")
    what = {"full": _("complète"), "partial": _("à compléter"), "empty": _("personne encore")}[slot.coverage]
    return _("{taken} sur {seats} · {what}").format(taken=len(slot.taken), seats=slot.seats, what=what)


def to_tell_short(slot: SlotRow) -> str:
    """``2 à prévenir``, of a slot shut since."""
    return _("{n} à prévenir").format(n=len(slot.to_tell))


def shut_heading(count: int) -> str:
    """``2 permanences fermées entre-temps : prévenez les personnes inscrites``."""
    return ngettext(
        "{n} permanence fermée entre-temps : prévenez les personnes inscrites",
        "{n} permanences fermées entre-temps : prévenez les personnes inscrites",
        count,
    ).format(n=count)


def free_seat_words(place: int) -> str:
    """What a free seat is called: the first, the second, or another."""
    if place == 0:
        return _("Première personne : place libre")
    if place == 1:
        return _("Deuxième personne : place libre")
    return _("Encore une personne : place libre")


def no_mail_words(one: Person) -> str:
    """Why somebody gets no mail; empty where they can."""
    return {"": "", "none": _("pas d’adresse e-mail"), "bad": _("adresse e-mail à corriger")}[one.why_no_mail]


def contact_words(one: Person) -> str:
    """How somebody can be reached, without the numbers."""
    if one.address:
        return _("e-mail et téléphone") if one.phone else _("e-mail")
    if one.phone:
        return _("{mail}, mais un téléphone").format(mail=no_mail_words(one))
    return _("{mail} et pas de téléphone").format(mail=no_mail_words(one))


def without_mail_words(people: Sequence[Person], instead: str) -> str:
    """Who of some people gets no mail, and what there is ``instead``; empty where all do."""
    if not people:
        return ""
    sentence = ngettext(
        "{names} n’a pas d’adresse e-mail valable : {instead}.",
        "{names} n’ont pas d’adresse e-mail valable : {instead}.",
        len(people),
    )
    shown = [one.name for one in people[:MOST_NAMED]]
    if len(people) > MOST_NAMED:
        rest = len(people) - MOST_NAMED
        shown.append(ngettext("{n} autre", "{n} autres", rest).format(n=rest))
    return sentence.format(names=join_names(shown), instead=instead)


def put_words(put: int, already: int) -> str:
    """What became of letters for the outbox: so many leave, so many people had theirs."""
    told = ngettext("{n} message part par la boîte d’envoi.", "{n} messages partent par la boîte d’envoi.", put).format(
        n=put
    )
    if not already:
        return told
    had = ngettext(
        "{n} personne l’avait déjà et n’en reçoit pas un second.",
        "{n} personnes l’avaient déjà et n’en reçoivent pas un second.",
        already,
    ).format(n=already)
    return f"{told} {had}"
