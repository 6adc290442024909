"""Papers for volunteers as rows: their texts, what the place says of itself, and a paper filled in for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import settings
from delta_app.core.errors import Refused
from delta_app.core.i18n import LANGUAGES, _, format_date, format_number, join_names, ngettext, speaking
from delta_app.hosts.allowance_data import ceiling_for, ceiling_words
from delta_app.hosts.certificate_texts import shipped_text
from delta_app.hosts.model import STATES, PaperText
from delta_app.hosts.nameless_data import refuse_nameless
from delta_app.hosts.paper_rules import (
    FACTS,
    OF_PAPER,
    PAPER_LANGUAGES,
    PAPERS,
    Fact,
    Filled,
    Paper,
    PaperLanguage,
    Served,
    checked_period,
    fill_in,
    language_for,
    placeholder_name,
)
from delta_app.hosts.queries import HostRow, hosts
from delta_app.hosts.settings import PAPER_FACTS
from delta_app.venue.queries import venue

__all__ = [  # with the plain values these rows are made of, for the slices above
    "PAPERS",
    "PAPER_LANGUAGES",
    "Paper",
    "PaperLanguage",
    "PaperTextRow",
    "Served",
    "WrittenPaper",
    "blank_words",
    "certificate",
    "information_note",
    "language_name",
    "language_of",
    "missing_words",
    "paper_texts",
    "paper_title",
    "place_facts",
    "placeholders_of",
    "sample_paper",
]

DOTS = "…" * 12


@dataclass(frozen=True)
class PaperTextRow:
    """What a paper says in a language; ``own``: the place wrote it, else it is what the program ships."""

    paper: Paper
    language: PaperLanguage
    text: str
    own: bool


@dataclass(frozen=True)
class WrittenPaper:
    """A paper filled in, ready to be printed in its language; ``person`` is a full name, empty for a paper that is
    filled in by hand."""

    paper: Paper
    language: PaperLanguage
    filled: Filled
    person: str
    venue_name: str
    printed_on: date

    @property
    def file_name(self) -> str:
        """What its file is called, without an ending: ``note-d-information-Fatma-Öztürk``."""
        person = "".join(letter for letter in self.person if letter.isalnum() or letter in " -")
        name = _("note-d-information") if self.paper == "information_note" else _("attestation")
        return "-".join([name, *person.split()])


def placeholders_of(paper: Paper, language: PaperLanguage) -> tuple[str, ...]:
    """``{prénom}`` and the rest that a paper can fill in, as they are called in its language."""
    return tuple(f"{{{placeholder_name(key, language)}}}" for key in OF_PAPER[paper])


def blank_words(language: PaperLanguage) -> str:
    """``[à compléter : …]``: how a blank is written in a language."""
    return {"fr": "[à compléter : …]", "nl": "[in te vullen: …]", "en": "[to fill in: …]"}[language]


def paper_title(paper: Paper) -> str:
    """What a paper is called, on the paper and of it."""
    if paper == "information_note":
        return _("Note d’information pour les volontaires")
    return _("Attestation de volontariat")


def language_name(language: PaperLanguage) -> str:
    """``Français``, in its own language, as whoever needs it reads it."""
    return LANGUAGES[language]


def missing_words(filled: Filled) -> str:
    """What somebody has to know before they print it; empty where nothing is missing."""
    sentences = []
    if filled.unknown:
        names = join_names([f"{{{name}}}" for name in filled.unknown])
        sentences.append(
            ngettext(
                "{names} n’est pas connu et s’imprime tel quel.",
                "{names} ne sont pas connus et s’impriment tels quels.",
                len(filled.unknown),
            ).format(names=names)
        )
    if filled.missing:
        sentences.append(_("Il reste à compléter : {what}.").format(what=" ; ".join(filled.missing)))
    if filled.to_check:
        sentences.append(
            ngettext("{n} passage est à vérifier.", "{n} passages sont à vérifier.", filled.to_check).format(
                n=filled.to_check
            )
        )
    return " ".join(sentences)


def paper_texts(session: Session) -> tuple[PaperTextRow, ...]:
    """Every paper in every language, in their order."""
    own = {(row.paper, row.language): row.text for row in session.scalars(select(PaperText).order_by(PaperText.id))}
    return tuple(
        PaperTextRow(
            paper, language, own.get((paper, language), shipped_text(paper, language)), (paper, language) in own
        )
        for paper in PAPERS
        for language in PAPER_LANGUAGES
    )


def place_facts(session: Session) -> dict[Fact, str]:
    """What the place says of itself on these papers; empty for what it has not said yet."""
    return {fact: settings.get(session, PAPER_FACTS[fact]) for fact in FACTS}


def language_of(session: Session, host: HostRow) -> PaperLanguage:
    """The language in which somebody gets a paper unless another is chosen."""
    return language_for(host.languages, venue(session).language)


def information_note(session: Session, host_id: int, language: PaperLanguage, today: date) -> WrittenPaper:
    """The information note for somebody. Refuses ``no_such_host`` and ``host_nameless``."""
    return _written(session, "information_note", language, _host(session, host_id), {}, today)


def certificate(
    session: Session, host_id: int, served: Served, language: PaperLanguage, today: date
) -> WrittenPaper:  # fmt: skip
    """The certificate of what somebody gave. Refuses ``no_such_host``, ``host_nameless``, ``certificate_staff`` for
    whoever a partner service sends and pays, ``period_backwards`` and ``period_to_come``."""
    host = _host(session, host_id)
    if host.origin == "staff":
        raise Refused("certificate_staff", partner=host.partner)
    checked_period(served.first, served.last, today)
    with speaking(language):
        values = {
            "from": format_date(served.first, "d MMMM y"),
            "until": format_date(served.last, "d MMMM y"),
            "shifts": _count_words(served.shifts),
            "hours": _hours_words(served.minutes),
            "shadows": format_number(served.shadows) if served.shadows else "",
        }
    return _written(session, "certificate", language, host, values, today)


def sample_paper(
    session: Session, paper: Paper, language: PaperLanguage, today: date, text: str | None = None
) -> WrittenPaper:
    """A paper for nobody in particular: what is of a person is dotted, to be written by hand. ``text`` is another text
    than the one that is kept."""
    of_person = ("given", "family", "date", "from", "until", "shifts", "hours", "shadows")
    values = {key: DOTS for key in OF_PAPER[paper] if key in of_person}
    return _written(session, paper, language, None, values, today, text)


def _count_words(n: int) -> str:
    return format_number(n) if n else _("aucune permanence")


def _hours_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return _("{hours} h {minutes}").format(hours=format_number(hours), minutes=f"{rest:02d}")
    return _("{hours} h").format(hours=format_number(hours)) if hours else _("aucune heure")


def _host(session: Session, host_id: int) -> HostRow:
    host = next((host for host in hosts(session, states=STATES) if host.id == host_id), None)
    if host is None:
        raise Refused("no_such_host")
    refuse_nameless(session, host_id)
    return host


def _written(session: Session, paper: Paper, language: PaperLanguage, host: HostRow | None, more: Mapping[str, str],
             today: date, text: str | None = None) -> WrittenPaper:  # fmt: skip
    place = venue(session)
    if text is None:
        text = next(row.text for row in paper_texts(session) if (row.paper, row.language) == (paper, language))
    with speaking(language):
        values: dict[str, str] = {
            "venue": place.name,
            "address": place.address,
            "date": format_date(today, "d MMMM y"),
            "ceilings": ceiling_words(ceiling_for(session, today.year), today.year),
        }
        values |= {str(fact): said for fact, said in place_facts(session).items()}
        if host is not None:
            values.update(given=host.given_name, family=host.family_name or " ")
        values.update(more)
        filled = fill_in(text, paper, values, _blank, lambda key: _label(key, language))
    name = "" if host is None else host.full_name
    return WrittenPaper(paper, language, filled, name, place.name, today)


def _blank(what: str) -> str:
    """A blank on the paper: room for a pen, and what belongs there."""
    return f"{DOTS} ({what})" if what else DOTS


def _label(key: str, language: PaperLanguage) -> str:
    words = {
        "address": _("adresse du lieu"),
        "organisation": _("organisation"),
        "legal_form": _("forme juridique"),
        "insurer": _("assureur"),
        "policy": _("numéro de police"),
        "contact": _("qui prévenir"),
    }
    return words.get(key, placeholder_name(key, language))
