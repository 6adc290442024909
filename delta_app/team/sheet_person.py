"""Everything kept about a person on paper, for them to read: who I am, when I come, what I did, what was sent."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from delta_app.core.clock import BRUSSELS
from delta_app.core.i18n import (
    _,
    format_date,
    format_instant,
    format_number,
    format_span,
    format_time,
    join_names,
    month_name,
    ngettext,
    weekday_name,
)
from delta_app.core.money import format_money
from delta_app.programme.date_words_data import rule_words, span_words
from delta_app.programme.queries import Plan
from delta_app.sheets.document import Block, Rows, Text, document
from delta_app.shifts.day_data import is_over
from delta_app.team.person_values import ChoreSaid, InTurn, Led, PersonData, Shift
from delta_app.team.person_words import said


def person_title(data: PersonData) -> str:
    """What the paper is called."""
    return _("Ce que {place} sait de {name}").format(place=data.place, name=data.full_name)


def person_file_name(data: PersonData) -> str:
    """What its files are called, without an ending: ``donnees-Fatma-O-2027-01-05``."""
    kept = "".join(letter for letter in data.card.short_name if letter.isalnum() or letter in " -").strip()
    day = data.made_at.astimezone(BRUSSELS).date()
    return _("donnees-{name}-{day}").format(name=kept.replace(" ", "-") or data.host_id, day=day.isoformat())


def person_pdf(data: PersonData) -> bytes:
    """The paper. What there is nothing of is said at the end: that is an answer too."""
    today = data.made_at.astimezone(BRUSSELS).date()
    found: list[Block | _Nothing] = [
        *_opening(),
        *_card(data),
        *_path(data),
        *_availability(data),
        *_shifts(data),
        *_trades(data),
        *_money(data),
        *_gatherings(data),
        *_house(data),
        *_letters(data),
        *_words(data),
        *_acts(data),
    ]
    blocks: list[Block] = [block for block in found if not isinstance(block, _Nothing)]
    nothing = tuple(block.of for block in found if isinstance(block, _Nothing))
    if nothing:
        blocks += [Text(_("Rien n’est gardé de cela"), "heading"), Text(" · ".join(nothing), "soft")]
    foot = _("{place} · tiré du programme le {day}").format(place=data.place, day=format_date(today, "d MMMM y"))
    return document(person_title(data), blocks, author=data.place, foot=foot)


@dataclass(frozen=True)
class _Nothing:
    """A part of which there is nothing: all of these are named together at the end."""

    of: str


def _opening() -> Iterator[Block]:
    yield Text(
        _(
            "Voici tout ce que le programme garde sur vous (règlement général sur la protection des données, art. 15). "
            "Vous pouvez demander à le corriger ; après un départ, à en retirer votre nom."
        )
    )
    yield Text(
        _(
            "Les autres n’y figurent que par leur prénom et une initiale, comme sur un planning. N’y sont pas : "
            "l’empreinte de votre code, les fichiers joints aux messages, et avec qui on préfère ne pas vous mettre."
        ),
        "soft",
    )


def _part(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, widths: tuple[float, ...] = (),
          at_right: tuple[int, ...] = ()) -> Iterator[Block | _Nothing]:  # fmt: skip
    """A heading and its table, or that there is nothing."""
    found = tuple(rows)
    if not found:
        yield _Nothing(title)
        return
    yield Text(title, "heading")
    yield Rows(heads, found, widths=widths, at_right=at_right)


def _day(day: date | None) -> str:
    return "–" if day is None else format_date(day, "EEE d MMM y")


def _card(data: PersonData) -> Iterator[Block]:
    card, nothing = data.card, _("rien de noté")
    origin = card.service if card.origin == "staff" and card.service else said(card.origin)
    limits = _("au plus {day} par jour, {week} par semaine, {month} par mois ; souhaite {n} par mois").format(
        day=card.max_day, week=card.max_week, month=card.max_month, n=card.target
    )
    code = (
        _("choisi le {day} ; seule son empreinte est gardée").format(day=_instant_day(data.code.set_at))
        if data.code.set_at is not None
        else _("aucun")
    )
    rows = [
        (_("Nom"), data.full_name),
        (_("Sur les plannings"), card.short_name),
        (_("E-mail"), card.email or nothing),
        (_("Téléphone"), card.phone or nothing),
        (_("Dans l’équipe depuis"), format_date(card.joined_on, "d MMMM y")),
        (_("Situation"), said(card.state)),
        (_("Origine"), origin),
        (_("Expérience"), said(card.level)),
        (_("Langues"), " ".join(card.languages) or nothing),
        (_("Limites"), limits),
        (_("Deux permanences d’affilée"), _("oui") if card.back_to_back_ok else _("non")),
        (_("Doublures à faire"), str(card.shadow_shifts)),
        (_("Code pour le PC"), code),
        (_("Aussi écrit, dans un sondage"), join_names(list(data.also_written)) or nothing),
    ]
    if data.code.wrong_tries:
        tries = ngettext("{n} essai", "{n} essais", data.code.wrong_tries).format(n=data.code.wrong_tries)
        rows.append((_("Codes faux tapés depuis le dernier bon"), tries))
    yield Text(_("Qui je suis"), "heading")
    yield Rows((), tuple(rows), widths=(3, 7))


def _instant_day(instant: datetime) -> str:
    return format_date(instant.astimezone(BRUSSELS).date(), "d MMMM y")


def _path(data: PersonData) -> Iterator[Block | _Nothing]:
    steps = [(_day(one.done_on), one.called, one.by or _("la coordination")) for one in data.path]
    yield from _part(_("Mon parcours"), (_("Jour"), _("Étape"), _("Avec")), steps, widths=(3, 4, 3))
    lines = [(_day(one.from_day), said(one.state)) for one in data.states]
    lines += [
        (_("Marraine ou parrain") if one.who == "mentor" else _("J’accompagne"), one.name) for one in data.mentors
    ]
    lines += [
        (_day(one.done_on), _("étape « {step} » de {name}, avec moi").format(step=one.called, name=one.by))
        for one in data.steps_of_others
    ]
    if lines:
        yield Rows((), tuple(lines), widths=(3, 7))


def _availability(data: PersonData) -> Iterator[Block | _Nothing]:
    yield from _part(
        _("Quand je viens d’habitude"),
        (_("Jour"), _("Heures"), _("Réponse")),
        [(weekday_name(one.weekday), format_span(one.start_minute, one.end_minute), said(one.wish))
         for one in data.weekly],
    )  # fmt: skip
    yield from _part(
        _("Mes réponses par date"),
        (_("Jour"), _("Heures"), _("Réponse"), _("Notée")),
        [(_day(one.day), format_span(one.start_minute, one.end_minute), said(one.wish), said(one.source))
         for one in data.answers],
    )  # fmt: skip
    yield from _part(
        _("Mes absences"), (_("Du"), _("Au")), [(_day(one.first_day), _day(one.last_day)) for one in data.absences]
    )
    pairs = [(said(one.kind), one.name or _("nom non donné : il concerne aussi l’autre")) for one in data.pairs]
    yield from _part(_("Avec qui"), (), pairs)


def _shifts(data: PersonData) -> Iterator[Block | _Nothing]:
    local = data.made_at.astimezone(BRUSSELS)
    heads, widths = (_("Jour"), _("Heures"), _("À quel titre"), _("Noté")), (3, 2.6, 2.4, 4)
    coming = [one for one in data.shifts if not is_over(one, local)]
    past = [one for one in data.shifts if is_over(one, local)]
    yield from _part(_("Mes permanences à venir"), heads, map(_shift_row, coming), widths=widths)
    given = data.given  # shadow shifts are told apart, and where the place was closed nobody held anything
    title = ngettext(
        "Ma permanence faite : {n}, {hours} heures", "Mes permanences faites : {n}, {hours} heures", given.shifts
    ).format(n=given.shifts, hours=format_number(given.minutes / 60))
    if given.shadows:
        shadows = ngettext("{n} doublure", "{n} doublures", given.shadows).format(n=given.shadows)
        title = _("{shifts} ; {shadows}").format(shifts=title, shadows=shadows)
    yield from _part(title, heads, map(_shift_row, past), widths=widths)
    versions = Counter((one.month, one.version) for one in data.published)
    rows = [
        (month_name(date.fromisoformat(f"{month}-01")), f"v{version}", str(count))
        for (month, version), count in sorted(versions.items())
    ]
    if rows:
        heads_of_published = (_("Mois"), _("Version"), _("Mes places"))
        yield from _part(_("Dans les plannings diffusés"), heads_of_published, rows, at_right=(2,))
    calls = [
        (_day(one.day), format_span(one.start_minute, one.end_minute), said(one.way), format_instant(one.asked_at))
        for one in data.calls
    ]
    if calls:
        yield from _part(_("Quand on m’a demandé de venir"), (_("Pour le"), _("Heures"), _("Comment"), _("Le")), calls)


def _shift_row(one: Shift) -> tuple[str, ...]:
    length = one.end_minute - one.start_minute
    notes = [
        one.service,
        _("le lieu était fermé") if one.lost_minutes >= length else "",
        _("ouvert {hours} heures").format(hours=format_number((length - one.lost_minutes) / 60))
        if 0 < one.lost_minutes < length
        else "",
        _("cherche qui me remplace") if one.seeking else "",
        _("place fixée") if one.fixed else "",
        _("malgré une règle : {reason}").format(reason=one.overrule) if one.overrule else "",
    ]
    return (
        _day(one.day), format_span(one.start_minute, one.end_minute), said(one.kind), " · ".join(filter(None, notes)),
    )  # fmt: skip


def _trades(data: PersonData) -> Iterator[Block | _Nothing]:
    rows = [
        (
            format_instant(one.asked_at),
            _("{kind} demandé, {day} à {time}").format(
                kind=said(one.kind), day=_day(one.day), time=format_time(one.start_minute)
            ),
            _("à toute l’équipe") if one.to_all else join_names(list(one.asked_of)),
            said(one.state),
        )
        for one in data.trades
    ]
    yield from _part(
        _("Échanges et remplacements que j’ai demandés"),
        (_("Quand"), _("Quoi"), _("À qui"), _("Devenu")),
        rows,
        widths=(3, 5, 3, 2),
    )
    asked = [
        (
            one.by,
            _("{kind}, {day} à {time}").format(
                kind=said(one.kind), day=_day(one.day), time=format_time(one.start_minute)
            ),
            said(one.answer),
        )
        for one in data.asked
    ]
    asked += [
        (
            one.of,
            _("j’ai dit oui pour {day} à {time}").format(day=_day(one.day), time=format_time(one.start_minute)),
            format_instant(one.at),
        )
        for one in data.agreed
    ]
    yield from _part(
        _("Ce que d’autres m’ont demandé"), (_("Qui"), _("Quoi"), _("Ma réponse")), asked, widths=(3, 6, 3)
    )


def _money(data: PersonData) -> Iterator[Block | _Nothing]:
    rows = [
        (_day(one.day), said(one.kind) + (f", {format_number(one.km)} km" if one.km else ""), format_money(one.cents))
        for one in data.allowances
    ]
    yield from _part(
        _("Mes défraiements"), (_("Jour"), _("Nature"), _("Montant")), rows, widths=(4, 4, 2.4), at_right=(2,)
    )  # fmt: skip
    signed = [(_day(one.day), said(one.kind), one.name) for one in data.signed]
    yield from _part(_("Caisse que j’ai signée"), (_("Jour"), _("Quoi"), _("Sous le nom")), signed, widths=(4, 4, 3))
    bought = [
        (_day(one.day), " · ".join(filter(None, (one.label, one.asked_for))), said(one.state), format_money(one.cents))
        for one in data.purchases
    ]
    heads = (_("Jour"), _("Quoi"), _("Devenu"), _("Montant"))
    yield from _part(_("Achats que j’ai demandés"), heads, bought, widths=(3, 5, 2, 2), at_right=(3,))


def _gatherings(data: PersonData) -> Iterator[Block | _Nothing]:
    rows = [
        (_day(one.day), said(one.kind), " · ".join(filter(None, (one.theme, one.place)))) for one in data.gatherings
    ]
    yield from _part(_("Rencontres où j’étais"), (_("Jour"), _("Quoi"), _("Sujet et endroit")), rows, widths=(3, 3, 5))


def _house(data: PersonData) -> Iterator[Block | _Nothing]:
    led = [(one.title, _when(one), one.room, said(f"led_{one.state}")) for one in data.activities]
    heads_of_led = (_("Quoi"), _("Quand"), _("Salle"), _("Noté"))
    yield from _part(_("Activités que j’anime"), heads_of_led, led, widths=(3, 5, 2, 2))
    chores = [(one.chore, _rule(one), str(one.position)) for one in data.chores]
    heads = (_("Quoi"), _("Quand"), _("Ma place"))
    yield from _part(_("Tâches que je fais à tour de rôle"), heads, chores, widths=(4, 5, 2), at_right=(2,))
    taken = [(_day(one.day), one.chore) for one in data.turns_taken]
    yield from _part(_("Tours de tâche que j’ai repris"), (_("Jour"), _("Quoi")), taken, widths=(3, 8))
    done = [(format_instant(one.at), one.chore, _moment(one)) for one in data.chores_done]
    heads = (_("Quand"), _("Quoi"), _("Pour"))
    yield from _part(_("Tâches que j’ai dites faites"), heads, done, widths=(3, 5, 3))


def _rule(one: Led | InTurn) -> str:
    skips: Any = one.skips_school if isinstance(one, Led) else ""
    return rule_words(Plan("", one.first_day, 0, 1, one.rule, skips))


def _when(one: Led) -> str:
    """``dès le mer. 6 janv. 2027, chaque mercredi · 10h – 12h``; ``mer. 6 janv. 2027 · 10h – 12h``."""
    told = _day(one.first_day)
    if one.rule:
        told = _("dès le {day}, {rule}").format(day=told, rule=_rule(one))
    elif one.last_day is not None and one.last_day > one.first_day + timedelta(days=1):
        return _("du {first} au {last}").format(first=told, last=_day(one.last_day))
    return f"{told} · {span_words(one.start_minute, one.end_minute)}"


def _moment(one: ChoreSaid) -> str:
    """The shift of a day; the turn that began on it."""
    if one.start_minute is None:
        return _("le tour du {day}").format(day=_day(one.day))
    return f"{_day(one.day)}, {format_time(one.start_minute)}"


def _letters(data: PersonData) -> Iterator[Block | _Nothing]:
    title = _("Messages à mon nom")
    yield Text(title, "heading") if data.letters else _Nothing(title)
    for one in data.letters:
        about = " · ".join(filter(None, (format_instant(one.ended_at or one.put_at), said(one.state), one.to_address)))
        yield Text(one.subject or said(one.kind), "plain")
        yield Text(about, "soft")
        if one.attached:
            yield Text(_("Joint : {files}").format(files=join_names(list(one.attached))), "soft")
        if one.body:
            yield Text(one.body, "small")


def _words(data: PersonData) -> Iterator[Block | _Nothing]:
    title = _("Ce que j’ai écrit dans le cahier de liaison")
    yield Text(title, "heading") if data.logbook else _Nothing(title)
    for one in data.logbook:
        yield Text(format_instant(one.at), "soft")
        yield Text(one.text)


def _acts(data: PersonData) -> Iterator[Block | _Nothing]:
    yield from _part(
        _("Ce que j’ai fait au PC"),
        (_("Quand"), _("Quoi")),
        [(format_instant(one.at), one.act) for one in data.acts_by],
        widths=(3, 8),
    )
    yield from _part(
        _("Ce qui a été fait à mes données, tant que c’est gardé"),
        (_("Quand"), _("Quoi")),
        [(format_instant(one.at), one.act or _("avec qui me mettre")) for one in data.acts_about],
        widths=(3, 8),
    )
