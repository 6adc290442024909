"""The letters of the planning, each in its reader's language: a call for help, and a month with what belongs to it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial

from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_span,
    join_names,
    month_name,
    ngettext,
    speaking,
)
from delta_app.core.text import one_stop
from delta_app.mail.letter import Attachment, Letter
from delta_app.planning.call_data import CalleeRow, CallView
from delta_app.planning.files import host_ics
from delta_app.planning.letter_data import Addressed, letter_text
from delta_app.planning.queries import HostShiftRow, MonthView
from delta_app.planning.sending_data import HostChange, Moment, Recipient, SendView
from delta_app.planning.sheet import month_pdf
from delta_app.planning.sheet_host import host_pdf


def call_body(view: CallView, language: str) -> str:
    """What a call says between greeting and signature, until somebody words it otherwise."""
    with speaking(language):
        seeks = _("Nous cherchons quelqu’un pour la permanence du {day}, {span}.")
        if view.wanted > 1:
            seeks = _("Nous cherchons {n} personnes pour la permanence du {day}, {span}.")
        lines = [seeks.format(n=view.wanted, day=day_month(view.day), span=format_span(*view.span))]
        if view.sure:
            lines.append(one_stop(_("Vous y seriez avec {names}.").format(names=join_names(list(view.sure)))))
        ask = _("Pouvez-vous venir ? Dites-le à la coordination en répondant à ce message ou par téléphone.")
        free = _("Si ce n’est pas possible, inutile de dire pourquoi.")
        return "\n".join([*lines, "", ask, free])


def call_letter(view: CallView, row: CalleeRow, body: str) -> Letter:
    """A call as one person gets it; ``body`` is in their language."""
    to = row.person
    with speaking(to.language):
        subject = _("{venue} : pouvez-vous venir le {day}, {span} ?").format(
            venue=view.writer.venue, day=day_month(view.day), span=format_span(*view.span)
        )
        return Letter(to.address, to.full_name, subject, letter_text(to, body, view.writer), language=to.language)


def roster_letters(
    view: SendView, recipients: Sequence[Recipient], *, with_month: bool, printed_on: date, stamped: datetime
) -> Iterator[Addressed]:
    """A letter for each of some people, with their sheet and their calendar, made one after the other; ``with_month``:
    the month of everybody goes with it."""
    months: dict[str, Attachment] = {}
    for one in recipients:
        language = one.person.language
        if with_month and language not in months:
            months[language] = _month_sheet(view.view, language, printed_on)
        more = [months[language]] if with_month else []
        yield Addressed(one.host_id, roster_letter(view, one, more, printed_on=printed_on, stamped=stamped))


def roster_letter(
    view: SendView, one: Recipient, more: Sequence[Attachment] = (), *, printed_on: date, stamped: datetime
) -> Letter:
    """Somebody's month: their shifts in words, what changed for them, their sheet and their calendar."""
    to = one.person
    with speaking(to.language):
        files = [*_own_files(one, printed_on, stamped), *more]
        text = letter_text(to, roster_body(view, one, [file.media_type for file in files]), view.writer)
        return Letter(to.address, to.full_name, _subject(view), text, tuple(files), to.language)


def roster_preview(view: SendView, one: Recipient, *, with_month: bool) -> Letter:
    """The letter as ``roster_letter`` has it, its files only named: quick enough to be looked at."""
    to = one.person
    with speaking(to.language):
        names = [*_own_names(one), *([_month_name(view.view)] if with_month else [])]
        files = tuple(Attachment(name, _TYPES[name.rpartition(".")[2]], b"") for name in names)
        text = letter_text(to, roster_body(view, one, [file.media_type for file in files]), view.writer)
        return Letter(to.address, to.full_name, _subject(view), text, files, to.language)


_TYPES = {"pdf": "application/pdf", "ics": "text/calendar"}


def _subject(view: SendView) -> str:
    facts = {"venue": view.writer.venue, "month": month_name(view.view.month.first), "version": view.view.version}
    if view.before:
        return _("{venue} : vos permanences, {month} (version {version})").format(**facts)
    return _("{venue} : vos permanences, {month}").format(**facts)


def roster_body(view: SendView, one: Recipient, files: Sequence[str]) -> str:
    """What the letter says between greeting and signature; ``files`` are the media types of what goes with it."""
    month, version = month_name(view.view.month.first), view.view.version
    n = len(one.month.shifts)
    if n:
        opening = ngettext(
            "Voici votre permanence en {month} (version {version} du planning) :",
            "Voici vos {n} permanences en {month} (version {version} du planning) :",
            n,
        ).format(n=n, month=month, version=version)
    else:
        opening = _("Vous n’avez pas de permanence en {month} (version {version} du planning).").format(
            month=month, version=version
        )
    parts = ["\n".join([opening, *map(_shift_line, one.month.shifts)])]
    if one.change is not None:
        heading = _("Ce qui change pour vous depuis la version {version} :").format(version=view.before)
        parts.append("\n".join([heading, *change_lines(one.change)]))
    if n:
        parts.append(
            _(
                "Empêché·e ? Prévenez la coordination au plus tôt : la place reste la vôtre tant que personne ne l’a "
                "reprise."
            )
        )
    if files:
        parts.append(_files_words(files, has_shifts=bool(n)))
    return "\n\n".join(parts)


def _shift_line(shift: HostShiftRow) -> str:
    told = [f"– {capitalised(day_month(shift.day))}, {format_span(*shift.hours)}"]
    if shift.shut:
        return _("{shift} : le lieu est fermé, ne venez pas").format(shift=told[0])
    if shift.companions:
        told.append(_("avec {names}").format(names=join_names(list(shift.companions))))
    if shift.shadow:
        told.append(_("en doublure"))
    if shift.seeking:
        told.append(_("vous cherchez un remplaçant"))
    if shift.missing:
        told.append(
            ngettext("{n} place encore libre", "{n} places encore libres", shift.missing).format(n=shift.missing)
        )
    return ", ".join(told)


def change_lines(change: HostChange) -> list[str]:
    """What changed for somebody, a line a moment: ``+ jeudi 7 janvier, 10h – 13h``."""
    lines = [(moment, f"+ {_moment_words(moment)}") for moment in change.gains]
    lines += [(moment, f"− {_moment_words(moment)}") for moment in change.loses]
    for then, now in change.moved:
        told = _("{now}, au lieu de : {then}").format(now=_moment_words(now), then=_moment_words(then))
        lines.append((now, f"· {told}"))
    return [line for _moment, line in sorted(lines)]


def _moment_words(moment: Moment) -> str:
    when = _("{day}, {span}").format(
        day=day_month(moment.day), span=format_span(moment.start_minute, moment.end_minute)
    )
    return _("{when} (en doublure)").format(when=when) if moment.shadow else when


def _files_words(files: Sequence[str], *, has_shifts: bool) -> str:
    told = []
    if has_shifts:
        told.append(_("votre feuille à imprimer"))
    if "text/calendar" in files:
        told.append(_("le fichier qui met l’agenda de votre téléphone à jour"))
    if files.count("application/pdf") > has_shifts:
        told.append(_("le planning du mois"))
    return _("En pièce jointe : {files}.").format(files=join_names(told))


def _own_names(one: Recipient) -> list[str]:
    stem = _("permanences-{month}").format(month=one.month.month)
    name = "".join(sign for sign in one.person.name if sign.isalnum() or sign in " -").strip().replace(" ", "-")
    own = f"{stem}-{name}" if name else stem
    sheet = [f"{own}.pdf"] if one.month.shifts else []
    return [*sheet, *([f"{own}.ics"] if one.month.shifts or one.facts.called_off else [])]


def _own_files(one: Recipient, printed_on: date, stamped: datetime) -> list[Attachment]:
    make = {
        "pdf": partial(host_pdf, one.month, printed_on=printed_on),
        "ics": partial(host_ics, one.month, one.facts, stamped=stamped),
    }
    endings = [(name, name.rpartition(".")[2]) for name in _own_names(one)]
    return [Attachment(name, _TYPES[ending], make[ending]()) for name, ending in endings]


def _month_name(view: MonthView) -> str:
    return _("planning-{month}-v{version}.pdf").format(month=view.month, version=view.version)


def _month_sheet(view: MonthView, language: str, printed_on: date) -> Attachment:
    with speaking(language):
        return Attachment(_month_name(view), _TYPES["pdf"], month_pdf(view, paper="A4", printed_on=printed_on))
