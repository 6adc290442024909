"""What is kept about people, for how long, and what of it is due: the table of retention."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.budget.model import BankMovement
from delta_app.core import clock
from delta_app.core.clock import BRUSSELS
from delta_app.core.i18n import _, ngettext
from delta_app.core.journal import JournalChange, JournalRecord
from delta_app.core.retention import JOURNAL_DAYS, kept_since
from delta_app.core.settings import Setting, get
from delta_app.hosts.model import Absence, Allowance, AnonymisedHost, DatedAnswer, Host, HostStateChange
from delta_app.hosts.queries import hosts
from delta_app.post.model import OutboxLetter
from delta_app.shifts.model import LogbookEntry, Seat, Slot
from delta_app.team.retention_house_data import due_chores, due_ideas, due_led, due_led_dates
from delta_app.team.retention_rules import YEARS_BY_LAW, last_day_of_allowances, months_before, sound_instants
from delta_app.team.settings import (
    ANSWER_MONTHS,
    CHORE_DAYS,
    FIRST_NAME_MONTHS,
    LEFT_MONTHS,
    LETTER_DAYS,
    LOGBOOK_DAYS,
)
from delta_app.till.model import TillEntry, TillPaper, TillSigner

ENDED = ("sent", "refused", "cancelled")


@dataclass(frozen=True)
class Due:
    """The ids of rows whose time is over, and how many acts have values whose time is.

    Of ``ideas``, activities ``led`` and ``led_dates`` only the first name goes, of chores whose turn is still on
    (``chores_on``) who said that they are done.
    """

    logbook: tuple[int, ...] = ()
    letters: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    absences: tuple[int, ...] = ()
    allowances: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    signers: tuple[int, ...] = ()
    papers: tuple[int, ...] = ()
    bank: tuple[int, ...] = ()
    ideas: tuple[int, ...] = ()
    led: tuple[int, ...] = ()
    led_dates: tuple[int, ...] = ()
    chores: tuple[int, ...] = ()
    chores_on: tuple[int, ...] = ()
    values: int = 0

    @property
    def rows(self) -> int:
        """All of them but values, which the journal forgets by itself."""
        of_people = (self.logbook, self.letters, self.answers, self.absences, self.allowances, self.names)
        of_house = (*self.first_names, self.chores, self.chores_on)
        return sum(map(len, (*of_people, *of_house, self.signers, self.papers, self.bank)))

    @property
    def first_names(self) -> tuple[tuple[int, ...], ...]:
        """Rows of which the first name goes: ideas, activities, their dates."""
        return self.ideas, self.led, self.led_dates


@dataclass(frozen=True)
class LeftRow:
    """Somebody who left and is still in the file by name; ``due``: for longer than the place wished."""

    host_id: int
    name: str
    left_on: date
    due: bool


@dataclass(frozen=True)
class RetentionRow:
    """A line of the table: what is kept, why, for how long, and what happens then. ``setting``: where it may be
    changed; ``unit``: in days or months. ``due``: how many wait for it now."""

    key: str
    what: str
    why: str
    how_long: str
    then: str
    due: int = 0
    setting: Setting[int] | None = None
    unit: str = ""


def due_now(session: Session) -> Due:
    """What is to go now, by the periods of the place."""
    today, now = clock.today(), clock.now()
    since = months_before(today, get(session, ANSWER_MONTHS))
    letters = select(OutboxLetter.id).where(
        OutboxLetter.state.in_(ENDED),
        func.coalesce(OutboxLetter.ended_at, OutboxLetter.put_at) < now - timedelta(days=get(session, LETTER_DAYS)),
    )
    old = select(func.count(JournalRecord.id.distinct())).join(
        JournalChange, JournalChange.record_id == JournalRecord.id
    )
    chores, chores_on = due_chores(session, today)
    return Due(
        logbook=_due_entries(session),
        letters=tuple(session.scalars(letters.order_by(OutboxLetter.id))),
        answers=tuple(session.scalars(select(DatedAnswer.id).where(DatedAnswer.day < since).order_by(DatedAnswer.id))),
        absences=tuple(session.scalars(select(Absence.id).where(Absence.last_day < since).order_by(Absence.id))),
        allowances=tuple(
            session.scalars(select(Allowance.id).where(Allowance.day < _kept_by_law(today)).order_by(Allowance.id))
        ),
        names=_due_names(session, today),
        signers=_due_of_till(session, TillSigner, today),
        papers=_due_of_till(session, TillPaper, today),
        bank=_due_of_till(session, BankMovement, today),
        ideas=due_ideas(session, today),
        led=due_led(session, today),
        led_dates=due_led_dates(session, today),
        chores=chores,
        chores_on=chores_on,
        values=session.execute(old.where(JournalRecord.at < kept_since(session))).scalar_one(),
    )


def _kept_by_law(today: date) -> date:
    """The first day whose allowances have to be kept."""
    return date(today.year - YEARS_BY_LAW, 1, 1)


def _due_of_till(session: Session, of: type[TillSigner | TillPaper | BankMovement], today: date) -> tuple[int, ...]:
    """Rows that name people under entries which need not be kept with their vouchers any more."""
    old = select(of.id).join(TillEntry, TillEntry.id == of.entry_id).where(TillEntry.day < _kept_by_law(today))
    return tuple(session.scalars(old.order_by(of.id)))


def _due_entries(session: Session) -> tuple[int, ...]:
    rows = session.execute(select(LogbookEntry.id, LogbookEntry.at).order_by(LogbookEntry.id)).all()
    now = clock.now()
    before = now - timedelta(days=get(session, LOGBOOK_DAYS))
    sound = sound_instants([row.at for row in rows], now)
    return tuple(row.id for row, at in zip(rows, sound, strict=True) if at < before)


def _due_names(session: Session, today: date) -> tuple[int, ...]:
    """Those whose name the list of allowances need not show any more."""
    rows = session.execute(
        select(AnonymisedHost.id, func.max(Allowance.day))
        .outerjoin(Allowance, Allowance.host_id == AnonymisedHost.host_id)
        .where(AnonymisedHost.kept_name != "")
        .group_by(AnonymisedHost.id)
        .order_by(AnonymisedHost.id)
    )
    last_days: list[tuple[int, date | None]] = [(row[0], row[1]) for row in rows]
    return tuple(number for number, last in last_days if last is None or last_day_of_allowances(last) < today)


def left_rows(session: Session) -> tuple[LeftRow, ...]:
    """Those who left and still have their name here, by the day they left."""
    gone = [host for host in hosts(session, states=("left",)) if not host.nameless]
    since = months_before(clock.today(), get(session, LEFT_MONTHS))
    rows = [LeftRow(host.id, host.name, day, day < since) for host in gone for day in [left_on(session, host.id)]]
    return tuple(sorted(rows, key=lambda row: (row.left_on, row.host_id)))


def left_on(session: Session, host_id: int) -> date:
    """When somebody left: as it was noted, else the day of their last shift, else the day they were noted."""
    noted = session.scalar(
        select(func.max(HostStateChange.from_day)).where(
            HostStateChange.host_id == host_id,
            HostStateChange.state == "left",
            HostStateChange.from_day <= clock.today(),
        )
    )
    if noted is not None:
        return noted
    last = session.scalar(select(func.max(Slot.day)).join(Seat, Seat.slot_id == Slot.id).where(Seat.host_id == host_id))
    if last is not None:
        return min(last, clock.today())
    return session.scalars(select(Host.joined_at).where(Host.id == host_id)).one().astimezone(BRUSSELS).date()


def retention_rows(session: Session) -> tuple[RetentionRow, ...]:
    """The table, in the order of what concerns most people first."""
    due, left = due_now(session), left_rows(session)
    return (
        RetentionRow(
            "hosts",
            _("Fiches des accueillant·es"),
            _("organiser l’accueil, savoir qui vient quand et comment joindre la personne"),
            _("tant que la personne est dans l’équipe, puis {months}").format(months=_months(session, LEFT_MONTHS)),
            _("le programme rappelle de retirer le nom ; les permanences faites restent, sous un numéro"),
            sum(row.due for row in left),
            LEFT_MONTHS,
            "months",
        ),
        RetentionRow(
            "answers",
            _("Réponses aux sondages et absences"),
            _("composer le planning"),
            _("{months} après le mois dont il s’agit").format(months=_months(session, ANSWER_MONTHS)),
            _("effacées"),
            len(due.answers) + len(due.absences),
            ANSWER_MONTHS,
            "months",
        ),
        RetentionRow(
            "logbook",
            _("Cahier de liaison"),
            _("transmettre un mot à l’équipe suivante, sans nom de visiteur·se"),
            _days(session, LOGBOOK_DAYS),
            _("effacé"),
            len(due.logbook),
            LOGBOOK_DAYS,
            "days",
        ),
        RetentionRow(
            "letters",
            _("Messages envoyés"),
            _("ne pas écrire deux fois la même chose, et savoir ce qui est parti"),
            _("{days} après l’envoi").format(days=_days(session, LETTER_DAYS)),
            _("effacés, avec ce qui y était joint ; ceux qui attendent encore restent"),
            len(due.letters),
            LETTER_DAYS,
            "days",
        ),
        *_house_rows(session, due),
        RetentionRow(
            "journal",
            _("Historique des actes"),
            _("annuler une erreur, et savoir qui a fait quoi"),
            _("{days} pour les valeurs ; la liste des actes reste").format(days=_days(session, JOURNAL_DAYS)),
            _("les valeurs d’avant et d’après sont oubliées ; l’acte ne s’annule plus"),
            due.values,
            JOURNAL_DAYS,
            "days",
        ),
        *_fixed_rows(len(due.allowances) + len(due.names)),
        _till_row(len(due.signers) + len(due.papers) + len(due.bank)),
    )


def _house_rows(session: Session, due: Due) -> tuple[RetentionRow, ...]:
    """What is kept of people in the programme and the house."""
    return (
        RetentionRow(
            "first_names",
            _("Prénoms donnés avec une idée, ou pour animer une activité"),
            _("répondre à la personne, et annoncer qui anime"),
            _("{months} après le mois de la réponse, ou de la dernière date").format(
                months=_months(session, FIRST_NAME_MONTHS)
            ),
            _("effacés ; l’idée et l’activité restent, sans eux"),
            sum(map(len, due.first_names)),
            FIRST_NAME_MONTHS,
            "months",
        ),
        RetentionRow(
            "chores",
            _("Tâches de la maison faites, et qui l’a dit"),
            _("ne pas refaire ce qui est fait"),
            _days(session, CHORE_DAYS),
            _("effacées, car personne n’est mesuré ; d’un tour qui dure encore, le nom seul"),
            len(due.chores) + len(due.chores_on),
            CHORE_DAYS,
            "days",
        ),
    )


def _days(session: Session, setting: Setting[int]) -> str:
    number = get(session, setting)
    return ngettext("{n} jour", "{n} jours", number).format(n=number)


def _months(session: Session, setting: Setting[int]) -> str:
    number = get(session, setting)
    return ngettext("{n} mois", "{n} mois", number).format(n=number)


def _till_row(due: int) -> RetentionRow:
    """The till: money has no name, who signed and what a receipt shows have."""
    return RetentionRow(
        "till",
        _("Caisse : qui a ouvert et fermé, pièces jointes, lignes de la banque"),
        _("répondre du journal de l’argent, avec ses pièces"),
        ngettext("{n} an après l’année", "{n} ans après l’année", YEARS_BY_LAW).format(n=YEARS_BY_LAW),
        _("à effacer par « Purger maintenant », jamais par le programme seul ; les montants restent, sans nom"),
        due,
    )


def _fixed_rows(allowances: int) -> tuple[RetentionRow, ...]:
    """What nobody chooses here: the law does, or the way copies are thinned."""
    return (
        RetentionRow(
            "allowances",
            _("Défraiements"),
            _("dire à qui le demande qui a reçu combien, et quel jour (loi du 3 juillet 2005)"),
            ngettext("{n} an après l’année", "{n} ans après l’année", YEARS_BY_LAW).format(n=YEARS_BY_LAW),
            _(
                "à effacer par « Purger maintenant », jamais par le programme seul ; le nom que seule leur liste "
                "montrait encore s’en va avec"
            ),
            allowances,
        ),
        RetentionRow(
            "shifts",
            _("Permanences faites, activités animées, échanges, rencontres"),
            _("le rapport d’activité, en heures et en présences"),
            _("sans limite, sous un numéro après un départ"),
            _("rien, car sans nom ce sont des nombres"),
        ),
        RetentionRow(
            "visits",
            _("Passages"),
            _("le rapport d’activité"),
            _("sans limite"),
            _("rien, ce sont des nombres, jamais une personne"),
        ),
        RetentionRow(
            "copies",
            _("Copies de sécurité"),
            _("ne rien perdre si le PC tombe en panne"),
            _("les dix dernières ; une par jour deux semaines, par semaine dix semaines, par mois deux ans"),
            _("effacées quand l’âge les rend inutiles ; jusque-là elles disent ce qu’on savait le jour de la copie"),
        ),
    )
