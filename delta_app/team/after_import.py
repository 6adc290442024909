"""What an import did, in words: the same sentences in the window and on the command line, and nobody left out."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from delta_app.core.i18n import _, format_number, format_span, join_names, month_name, ngettext, short_date
from delta_app.hosts.list_import import HostImport
from delta_app.readers.host_list import FIELDS, HostField
from delta_app.readers.words import field_name
from delta_app.shifts.poll_import import PollImported, PollPreview, Span


def host_import_lines(done: HostImport, unread_columns: Sequence[str] = ()) -> list[str]:
    """The outcome of a host list; whom to ask about is for the caller to say."""
    added, changed, same = len(done.added), len(done.changed), len(done.unchanged)
    counted = _counted(
        (added, ngettext("{n} personne ajoutée.", "{n} personnes ajoutées.", added)),
        (changed, ngettext("{n} mise à jour.", "{n} mises à jour.", changed)),
        (same, ngettext("{n} inchangée.", "{n} inchangées.", same)),
    )
    lines = [" ".join(counted) or _("Personne n’a été ajouté ni changé.")]
    for names, sentence in (
        (done.returned, _("De retour dans l’équipe : {names}.")),
        (done.new_partners, _("Services partenaires ajoutés : {names}.")),
        (unread_columns, _("Colonnes non lues : {names}.")),
    ):
        lines += naming(sentence, names)
    for written, ours in done.named_otherwise:
        sentence = _("« {written} » dans le fichier s’appelle ici {name} : le nom reste comme il est.")
        lines.append(sentence.format(written=written, name=ours))
    return lines


def host_change_lines(done: HostImport) -> list[str]:
    """Who is new and what changes of whom, by name."""
    fields = _changed_fields()
    changed = [
        _("{name} ({what})").format(name=name, what=", ".join(fields[column] for column in columns))
        for name, columns in done.changed
    ]
    return [
        *naming(_("Nouvelles personnes : {names}."), done.added),
        *naming(_("Ce qui change : {names}."), changed),
    ]


def _changed_fields() -> dict[str, str]:
    """What a list may change of somebody, in words."""
    known: dict[str, HostField] = {"back_to_back_ok": "back_to_back"}
    known.update({name: name for name in FIELDS})
    return {**{column: field_name(name) for column, name in known.items()}, "state": _("situation")}


def poll_import_lines(done: PollImported) -> list[str]:
    """The outcome of a poll; the doubtful are for the caller to say."""
    preview, noted = done.preview, done.noted
    people, asked = len(preview.recognised), preview.moments
    lines = [
        _("{people} pour {months}, {moments}.").format(
            people=ngettext("{n} personne reconnue", "{n} personnes reconnues", people).format(n=people),
            months=join_names([month_name(month.first) for month in preview.months]),
            moments=ngettext("{n} moment", "{n} moments", asked).format(n=asked),
        )
    ]
    withdrawn = sum(count for _name, count in done.withdrawn)
    counted = _counted(
        (noted.added, ngettext("{n} nouvelle", "{n} nouvelles", noted.added)),
        (noted.changed, ngettext("{n} changée", "{n} changées", noted.changed)),
        (noted.unchanged, ngettext("{n} inchangée", "{n} inchangées", noted.unchanged)),
        (withdrawn, ngettext("{n} retirée", "{n} retirées", withdrawn)),
    )
    lines.append(_("Réponses : {counts}.").format(counts=", ".join(counted)) if counted else _("Aucune réponse notée."))
    lines += naming(
        _("Retirées, car ce sondage les laisse sans réponse : {names}."),
        [_("{name} ({n})").format(name=name, n=count) for name, count in done.withdrawn],
    )
    if noted.kept_by_hand:
        sentence = ngettext(
            "{n} réponse corrigée à la main est gardée.",
            "{n} réponses corrigées à la main sont gardées.",
            noted.kept_by_hand,
        )
        lines.append(sentence.format(n=format_number(noted.kept_by_hand)))
    return [*lines, *_people_lines(preview), *_moment_lines(preview)]


def _people_lines(preview: PollPreview) -> list[str]:
    fell_silent = set(preview.fell_silent)
    lists = (
        (preview.gone, _("Ont quitté l’équipe, leurs réponses sont notées quand même : {names}.")),
        ([name for name in preview.silent if name not in fell_silent],
         _("Sans réponse (ce n’est pas un refus) : {names}.")),
        (preview.fell_silent, _(
            "Plus aucune réponse dans ce sondage, celles d’avant sont gardées (demandez ce qu’il en est) : {names}.")),
        (preview.absent_hosts, _("Dans l’équipe, mais pas dans ce sondage : {names}.")),
        ([doubt.written for doubt in preview.unmatched],
         _("Inconnues de l’équipe, réponses non reprises : {names}.")),
        (preview.left_out, _("Pas encore dans l’équipe : {names}.")),
    )  # fmt: skip
    return [line for names, sentence in lists for line in naming(sentence, names)]


def _moment_lines(preview: PollPreview) -> list[str]:
    outside = [(moment.day, moment.start_minute, moment.end_minute) for moment in preview.outside]
    return [
        *naming(
            _(
                "Ne couvrent aucune permanence entière (réponses gardées ; un « non » vaut pour les permanences qu’il "
                "touche) : {names}."
            ),
            [spans_in_words(outside)],
        ),
        *naming(_("Permanences sans question dans ce sondage : {names}."), [spans_in_words(preview.uncovered)]),
    ]


def spans_in_words(spans: Iterable[Span]) -> str:
    """``mar. 5 janv. 10h – 13h, 13h – 16h · mer. 6 janv. …``: every one of them, a day once."""
    return " · ".join(
        f"{short_date(day)} " + ", ".join(format_span(start, end) for _day, start, end in group)
        for day, group in groupby(sorted(spans), key=lambda span: span[0])
    )


def naming(sentence: str, names: Sequence[str]) -> list[str]:
    """The sentence with all the names in it, ending in one full stop; no line when there is nobody to name."""
    text = sentence.format(names=join_names([name for name in names if name]))
    return [text.removesuffix(".") if text.endswith("..") else text] if any(names) else []


def _counted(*counts: tuple[int, str]) -> list[str]:
    return [words.format(n=count) for count, words in counts if count]
