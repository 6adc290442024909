"""The one gate to the data: ``read()`` and ``write(actor, label)``, undo and redo, and word of every change."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import local

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import delta_app.core.server_words
import delta_app.core.words  # noqa: F401 (both register what the refusals of the core say)
from delta_app.core import clock, forgetting, journal, replay, taking_back
from delta_app.core.access import Actor, Role, refuse_unless_coordinator
from delta_app.core.address import Address
from delta_app.core.asking import remember_answers
from delta_app.core.database import Base, Database, open_database
from delta_app.core.errors import Refused
from delta_app.core.journal import ChangeRecorder, Kind, Record, RowChange
from delta_app.core.retention import kept_since
from delta_app.core.troubles import told_apart

EVERYTHING = frozenset({"*"})


@dataclass(frozen=True)
class Change:
    """Word of a write: which tables it touched (``EVERYTHING`` when that cannot be told), and its record."""

    label: str
    kind: Kind
    tables: frozenset[str]
    record_id: int
    elsewhere: bool = False


Listener = Callable[[Change], None]


class _Reading(local):
    """The reading that is open on each thread."""

    session: Session | None = None

    @contextmanager
    def of(self, session: Session) -> Iterator[None]:
        """This one, until the block ends."""
        self.session = session
        try:
            yield
        finally:
            self.session = None


OWN_ACT_WITHIN = timedelta(minutes=10)


def may_take_back(actor: Actor, record: Record) -> bool:
    """Whether somebody may undo or redo an act: the coordinator any; others their own while it is fresh, and only when
    nobody relies on it yet."""
    if actor.role == Role.COORDINATOR:
        return True
    own = (actor.name, str(actor.role)) == (record.actor, record.role)
    tables = Base.metadata.tables
    binding = any(name in tables and tables[name].info["binding"] for name in record.tables)
    return own and not binding and clock.now() - record.at < OWN_ACT_WITHIN


class Store:
    """The open data of a place. Transactions are short, one at a time, and commit nowhere else than here."""

    def __init__(self, path: Address) -> None:
        self.path = path
        self._listeners: list[Listener] = []
        self._writing = False
        self._reading = _Reading()
        self.last_own_record: int | None = None  # what this process wrote last
        with told_apart():
            self._database: Database = open_database(path)
        self._seen_version = self._data_version()
        with self.read() as session:
            self._seen = journal.newest(session)

    def close(self) -> None:
        """Let go of the data."""
        self._database.close()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session to ask; whatever it would change is thrown away.

        A reading within a reading, on the same thread, is the same one: all of it sees the data at one moment, and
        what was asked is known.
        """
        with told_apart():
            outer = self._reading.session
            if outer is not None:
                try:
                    yield outer
                except DBAPIError:
                    outer.rollback()  # whoever reads on does so on a sound connection
                    raise
                return
            with Session(self._database.reading, autoflush=False) as session, self._reading.of(session):
                remember_answers(session)
                yield session
                session.rollback()

    @contextmanager
    def write(self, actor: Actor, label: str, *, lasting: bool = False) -> Iterator[Session]:
        """A session whose changes are committed together, with one journal record, when the block ends well.

        Nothing is kept when it raises. A block that changes nothing leaves no record.
        ``label`` says the act as history and undo show it ("Inscrire Fatma Ö. jeudi 10 à 13h"). A ``lasting`` act, as
        founding the place, is in the history but cannot be undone: nothing would be left to stand on.
        """
        with self._transaction(actor, "act", label) as (session, recorder):
            yield session
            if lasting:
                session.flush()
                recorder.changes.clear()

    @contextmanager
    def write_aside(self, actor: Actor) -> Iterator[Session]:
        """A write that leaves no record, as the many small states of one piece of work, which ``tell_of`` tells once.

        Only of tables whose values the journal does not keep: what could be undone has a record of its own.
        """
        with self._transaction(actor, "act", "") as (session, recorder):
            yield session
            session.flush()
            if recorder.changes:
                raise RuntimeError("what can be undone is written with a record")
            recorder.touched.clear()

    def tell_of(self, actor: Actor, label: str, tables: frozenset[str]) -> None:
        """One record of what was written aside, for the history and for whoever shows these tables."""
        with self._transaction(actor, "act", label) as (_session, recorder):
            recorder.touched |= tables

    @contextmanager
    def rehearse(self, actor: Actor) -> Iterator[Session]:
        """A session to try acts in and see what would be; nothing of it is kept. Short, as a write is.

        Row numbers met here may be given to other rows later.
        """
        with told_apart(), Session(self._database.writing) as session:
            session.info["actor"] = actor
            yield session
            session.rollback()

    @contextmanager
    def _transaction(
        self, actor: Actor, kind: Kind, label: str, target_id: int | None = None
    ) -> Iterator[tuple[Session, ChangeRecorder]]:
        if self._writing:
            raise RuntimeError("a write inside a write: an act is one transaction")
        if self._reading.session is not None:
            raise RuntimeError("a write inside a reading: a file would wait for itself")
        record: Record | None = None
        self._writing = True
        try:
            with told_apart(), Session(self._database.writing, expire_on_commit=False) as session:
                session.info["actor"] = actor
                recorder = ChangeRecorder(session)
                session.connection()  # begins now, so that a busy file is told before any work
                yield session, recorder
                session.flush()
                if session.info.get("keeps_no_values"):
                    recorder.changes.clear()
                recorder.touched |= session.info.get("noted", frozenset())
                if recorder.touched:
                    recorder.touched |= session.info.get("marks", frozenset())
                if recorder.touched:
                    record = journal.write_record(session, recorder, kind=kind, label=label, target_id=target_id)
                    forgetting.prune_in_passing(session)
                self._commit(session)
        finally:
            self._writing = False
        if record is not None:
            self._announce_own(record)

    def _commit(self, session: Session) -> None:
        try:
            with told_apart():
                session.commit()
        except Refused as trouble:
            # A server that goes away while it commits has kept either all or nothing, and cannot say which any more.
            if trouble.code == "server_gone":
                raise Refused("commit_in_doubt") from trouble
            raise

    def _announce_own(self, record: Record) -> None:
        # The version is read before the records: whatever another process writes later changes it again.
        self.last_own_record = record.id
        try:
            version = self._data_version()
            with self.read() as session:
                after = 0 if self._seen is None else self._seen.id
                others = [other for other in journal.records_after(session, after) if other.id != record.id]
        except Refused:
            # The act is committed, and must not be told as refused because the server went away just after it: what
            # else happened is heard at the next look.
            self._tell(Change(record.label, record.kind, record.tables, record.id))
            return
        self._seen_version = version
        self._seen = max([record, *others], key=lambda one: one.id)
        self._tell(Change(record.label, record.kind, record.tables, record.id))
        self._tell_elsewhere(others)

    def undo(self, actor: Actor, record_id: int | None = None) -> Record:
        """Take back the latest act that stands, or a given one.

        Refuses ``nothing_to_undo``, ``not_undoable``, ``too_old_to_undo``, or ``changed_since`` with what changed.
        """
        with self.read() as session:
            record = taking_back.next_to_undo(session) if record_id is None else journal.find(session, record_id)
        if record is None or record.kind != "act" or record.undone:
            raise Refused("nothing_to_undo")
        self._replay(actor, "undo", record)
        return record

    def redo(self, actor: Actor) -> Record:
        """Do again the act undone last. Refuses ``nothing_to_redo`` or ``changed_since``."""
        with self.read() as session:
            record = taking_back.next_to_redo(session)
        if record is None:
            raise Refused("nothing_to_redo")
        self._replay(actor, "redo", record)
        return record

    def go_back(self, actor: Actor, record_id: int, label: str, tell: Callable[[float], None] | None = None) -> None:
        """Make all data again as they were right after a record. That is one act, undone and redone as any other.

        ``tell`` hears what fraction is done; an error of its own stops it, and nothing has changed.
        What is no data of the place stays as it is: passphrases, and version numbers once given; what was purged since
        stays gone. Refuses
        ``cannot_go_back`` with the act that stands in the way, ``changed_since``, and ``nothing_to_undo`` where nothing
        of what came after stands.
        """
        refuse_unless_coordinator(actor)
        with self._transaction(actor, "act", label) as (session, recorder):
            later = journal.records_after(session, record_id)
            if journal.find(session, record_id) is None or not later:
                raise Refused("nothing_to_undo")
            changes: list[RowChange] = []
            past = forgetting.PastPurges(session)
            for place, record in enumerate(reversed(later)):
                if tell is not None:
                    tell(place / len(later) / 2)
                kept = journal.changes_of(session, record.id)
                if not kept and not past.passes_over(record) and journal.touches_data(record.tables):
                    raise Refused("cannot_go_back", record=record)
                changes += past.standing(replay.reverse_in_order(kept))
            lasting = replay.without_passing_rows(changes)
            if not lasting:  # what was done since is all taken back already
                raise Refused("nothing_to_undo")
            replay.apply_changes(session, lasting, recorder, tell and (lambda fraction: tell((1 + fraction) / 2)))

    def _replay(self, actor: Actor, kind: Kind, record: Record) -> None:
        if not may_take_back(actor, record):
            refuse_unless_coordinator(actor)
        with self._transaction(actor, kind, record.label, record.id) as (session, recorder):
            changes = journal.changes_of(session, record.id)
            if not changes:
                forgotten = record.at < kept_since(session)
                raise Refused("too_old_to_undo" if forgotten else "not_undoable")
            ordered = replay.reverse_in_order(changes) if kind == "undo" else changes
            try:
                replay.apply_changes(session, ordered, recorder)
            except Refused as refusal:
                raise Refused(refusal.code, **refusal.facts, kind=kind) from refusal

    def undoable(self) -> Record | None:
        """The act that ``undo`` would take back."""
        with self.read() as session:
            return taking_back.next_to_undo(session)

    def redoable(self) -> Record | None:
        """The act that ``redo`` would do again."""
        with self.read() as session:
            return taking_back.next_to_redo(session)

    def history(self, limit: int = 100, before: int | None = None) -> list[Record]:
        """What was done, or was before a record, newest first."""
        with self.read() as session:
            return journal.history(session, limit, before)

    def forget_old_values(self) -> int:
        """Drop the values of acts older than the place keeps them; what was done, by whom and when stays readable."""
        with self.read() as session:
            if not forgetting.has_old_values(session):
                return 0
        with told_apart(), Session(self._database.writing) as session:
            forgotten = forgetting.prune_values(session)
            session.commit()
        self._seen_version = self._data_version()
        return forgotten

    def rewrite(self) -> None:
        """Have a data file written anew, so that no unused part of it still holds what was deleted or changed.

        A server looks after its own disks, and nothing is done there. Refuses ``file_busy`` where another window is in
        the way, ``disk_full`` where there is no room for a second file for a moment: all is then as it was.
        """
        if self._database.writing.dialect.name != "sqlite":
            return
        with told_apart():
            connection = self._database.writing.raw_connection()
            try:
                connection.cursor().execute("VACUUM")  # https://www.sqlite.org/lang_vacuum.html: in no transaction
            finally:
                connection.close()
        self._seen_version = self._data_version()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change, own or made by another process, after it is committed; until what is returned is
        called."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def poll_changes(self) -> bool:
        """Look whether another process wrote; tell the listeners what. Cheap when nothing happened."""
        version = self._data_version()
        if version == self._seen_version:
            return False
        with self.read() as session:
            newest = journal.newest(session)
            seen = self._seen
            # A copy put back, or another place's: what was seen last is no longer there as it was.
            replaced = seen is not None and journal.find(session, seen.id) != seen
            records = [] if replaced else journal.records_after(session, 0 if seen is None else seen.id)
        self._seen_version, self._seen = version, newest
        if replaced:
            self._tell(Change("", "act", EVERYTHING, 0 if newest is None else newest.id, elsewhere=True))
        self._tell_elsewhere(records)
        return bool(replaced or records)

    def _tell_elsewhere(self, records: list[Record]) -> None:
        for record in records:
            self._tell(Change(record.label, record.kind, record.tables, record.id, elsewhere=True))

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):  # one may go while it is told
            listener(change)

    def _data_version(self) -> Hashable:
        """Changes when any other connection wrote."""
        with told_apart():
            if self._database.version is not None:
                return self._database.version()
        with self.read() as session:
            return journal.newest(session)
