"""Verified copies of a place's data: made whole or not at all, thinned with age, restored without losing anything.

A copy is always a data file, also of a place that lies on a server: anybody can open it, and move it either way.
"""

import os
import re
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from delta_app.core import clock, journal, schema, server_copy
from delta_app.core.access import Actor, reader, refuse_unless_coordinator
from delta_app.core.address import COPIES, Address, ServerAddress, copies_folder
from delta_app.core.database import BUSY_TIMEOUT_MS, open_database
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_instant
from delta_app.core.store import Store
from delta_app.core.troubles import refusal_for, told_apart

ALWAYS_KEPT = 10
DAILY_FOR = timedelta(days=14)
WEEKLY_FOR = timedelta(days=70)
MONTHLY_FOR = timedelta(days=730)
_STAMP = "%Y%m%d-%H%M%S"
_OF_ITSELF = ("start", "timer")
RESTORED = "restored"
"""Among the tables of a record: a copy was put back."""


@dataclass(frozen=True)
class Backup:
    """One copy: where it is, when it was made (UTC), and why (start, migrate, import, restore, asked, close, timer)."""

    path: Path
    made_at: datetime
    reason: str


def is_folder_of_copies(folder: Path) -> bool:
    """Whether copies of a data file lie there; the data file itself may be lost."""
    name = folder.name.removesuffix(COPIES)
    return 0 < len(name) < len(folder.name) and bool(list_backups(folder.with_name(name)))


def make_backup(data_file: Address, reason: str) -> Backup:
    """Copy the data: temporary file → fsync → check → rename → fsync the folder.

    Refuses ``damaged_file`` when the copy is not sound, ``disk_full``, ``read_only``, what a server refuses: no copy
    is then left.
    """
    folder = copies_folder(data_file)
    made_at = clock.now()
    temporary = unfinished(folder / _name_of(data_file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise Refused("read_only", path=str(folder))
        if isinstance(data_file, ServerAddress):
            server_copy.copy_to_file(data_file, temporary)
            _sync(temporary)
        else:
            _copy_database(data_file, temporary)
        problem = soundness(temporary) or _unproven(temporary)
        if problem:
            raise Refused("damaged_file", detail=problem)
        target = _free_name(folder, made_at, reason)
        temporary.rename(target)
        _sync(folder)
    except (OSError, sqlite3.Error) as error:
        raise refusal_for(error) or Refused("disk_trouble") from error
    finally:
        temporary.unlink(missing_ok=True)
    return Backup(target, made_at, reason)


_PROOFS: list[Callable[[Session], str]] = []


def proven_in_copies(proof: Callable[[Session], str]) -> Callable[[Session], str]:
    """Have every copy also proven so before it counts as one: ``proof`` says what does not hold, empty for nothing."""
    _PROOFS.append(proof)
    return proof


def _unproven(copy: Path) -> str:
    """What a copy of this version says against itself; an older one is proven once it is brought up to date."""
    if schema.known_version(copy) != schema.HEAD or not _PROOFS:
        return ""
    database = open_database(copy)
    try:
        with told_apart(), Session(database.reading, autoflush=False) as session:
            return next(filter(None, (proof(session) for proof in _PROOFS)), "")
    finally:
        database.close()


def keep_copy(data_file: Address, reason: str) -> Backup:
    """Make a copy, then drop those that age makes needless, and what killed programs left unfinished.

    Refuses as ``make_backup`` does.
    """
    made = make_backup(data_file, reason)
    thin_backups(data_file)
    sweep_unfinished(data_file)
    return made


def unfinished(path: Path) -> Path:
    """A name beside a file for what will take its place once whole; nobody else’s, not even a killed program’s."""
    return path.with_name(f".{path.name}-{secrets.token_hex(6)}.tmp")


def _name_of(data_file: Address) -> str:
    """What the files of a place are called after."""
    return copies_folder(data_file).name.removesuffix(COPIES)


def sweep_unfinished(data_file: Address) -> list[Path]:
    """Drop what killed programs left half written; what is younger than a day may still be at work. Returns them."""
    yesterday = (clock.now() - timedelta(days=1)).timestamp()
    left = re.compile(rf"\.{re.escape(_name_of(data_file))}-[0-9a-f]{{12}}\.tmp(-journal)?")
    beside = [data_file.parent] if isinstance(data_file, Path) else []
    swept = [
        path
        for folder in (*beside, copies_folder(data_file))
        for path in folder.glob(".*.tmp*")
        if left.fullmatch(path.name) and path.stat().st_mtime < yesterday
    ]
    for path in swept:
        path.unlink(missing_ok=True)
    return swept


def list_backups(data_file: Address) -> list[Backup]:
    """The copies, newest first; other files in the folder are not ours and left alone."""
    found = []
    for path in copies_folder(data_file).glob("*.db"):
        made_at = _made_at(path)
        if made_at is not None:
            reason = path.stem.partition("Z-")[2].partition("-")[0]
            found.append(Backup(path, made_at, reason))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def _made_at(path: Path) -> datetime | None:
    """When a copy was made, by its name; None where it has another."""
    with suppress(ValueError):
        return datetime.strptime(path.stem.partition("Z-")[0], _STAMP).replace(tzinfo=UTC)
    return None


def thin_backups(data_file: Address) -> list[Path]:
    """Drop copies that age makes needless; the last good one never. Returns what was dropped.

    Kept: the ten newest, then one a day for two weeks, one a week for ten weeks, one a month for two years; and for
    two weeks all that somebody asked for, or that alone hold what an import, a migration or a restore replaced.
    """
    backups = list_backups(data_file)
    now = clock.now()
    kept = {backup.path for backup in backups[:ALWAYS_KEPT]}
    kept |= {one.path for one in backups if one.reason not in _OF_ITSELF and now - one.made_at <= DAILY_FOR}
    for span, period in ((DAILY_FOR, "%Y-%m-%d"), (WEEKLY_FOR, "%G-%V"), (MONTHLY_FOR, "%Y-%m")):
        newest_of: dict[str, Path] = {}
        for backup in reversed(backups):
            if now - backup.made_at <= span:
                newest_of[backup.made_at.strftime(period)] = backup.path
        kept.update(newest_of.values())
    last_good = last_good_backup(data_file)
    dropped = [backup.path for backup in backups if backup.path not in kept and backup != last_good]
    for path in dropped:
        path.unlink(missing_ok=True)  # another window may be thinning them too
    return dropped


def last_good_backup(data_file: Address) -> Backup | None:
    """The newest copy that is sound and that this program can open."""
    return next((backup for backup in list_backups(data_file) if _is_good(backup.path)), None)


def _is_good(path: Path) -> bool:
    """Whether the program could work on with this copy."""
    try:
        if schema.known_version(path) == schema.HEAD:
            schema.refuse_unless_ours(path)
        return not soundness(path)
    except Refused:
        return False


_WHEN_RESTORED: list[Callable[[Session], None]] = []


def when_restored(act: Callable[[Session], None]) -> Callable[[Session], None]:
    """Have this done to the rows of every copy before it takes the place of the data: what it holds of long ago may no
    longer be so, as a letter that has left since."""
    _WHEN_RESTORED.append(act)
    return act


def restore(data_file: Address, backup: Path, by: Actor | None = None) -> Path | None:
    """Put a copy back in the place of the data; returns where the present state was put aside. The history that comes
    back with it tells so as its newest act, ``by`` whom; None where the data do not open, so that nobody can say.

    An older copy is brought up to date first, and that only in a copy of it. A sound data file is copied and
    overwritten inside one transaction, so that another open window sees it and a power cut leaves the old state; a
    damaged one is kept aside whole, and stands in its place until the copy takes it in one step. On a server the same
    is one write. Refuses ``not_allowed``, ``no_such_backup``, ``backup_is_the_file``, what cannot be opened afterwards
    as ``open_store`` does, ``file_busy``, and what a disk or a server refuses.
    """
    if by is not None:
        refuse_unless_coordinator(by)
    if not backup.is_file():
        raise Refused("no_such_backup", path=str(backup))
    if isinstance(data_file, Path) and data_file.exists() and backup.samefile(data_file):
        raise Refused("backup_is_the_file", path=str(backup))
    temporary = unfinished(data_file if isinstance(data_file, Path) else copies_folder(data_file) / _name_of(data_file))
    try:
        temporary.parent.mkdir(parents=True, exist_ok=True)
        _copy_usable(backup, temporary)
        _make_present(temporary, by or reader(), _made_at(backup))
        if isinstance(data_file, ServerAddress):
            return server_copy.load_file(data_file, temporary, lambda: make_backup(data_file, "restore").path)
        return _put_in_place(temporary, data_file)
    except IntegrityError as error:  # a server tries every CHECK, which nothing did with the file so far
        raise Refused("damaged_file", detail=type(error.orig).__name__) from error
    except (OSError, sqlite3.Error) as error:
        raise refusal_for(error) or Refused("disk_trouble") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def look_into(backup: Path) -> Iterator[Session]:
    """Read what a copy holds, an older one brought up to date; only a copy of it is ever opened.

    Refuses ``no_such_backup`` and what could not be restored.
    """
    if not backup.is_file():
        raise Refused("no_such_backup", path=str(backup))
    with tempfile.TemporaryDirectory(prefix="delta-", ignore_cleanup_errors=True) as folder:
        usable = Path(folder) / "look.db"
        try:
            _copy_usable(backup, usable)
        except (OSError, sqlite3.Error) as error:
            raise refusal_for(error) or Refused("disk_trouble") from error
        database = open_database(usable)
        try:
            with told_apart(), Session(database.reading, autoflush=False) as session:
                yield session
        finally:
            database.close()


def _copy_usable(backup: Path, target: Path) -> None:
    """A copy of a copy, of this version and as ours are. Refuses what this program cannot open."""
    version = schema.known_version(backup)
    problem = soundness(backup)
    if problem:
        raise Refused("damaged_file", detail=problem)
    _copy_database(backup, target)
    with told_apart():
        if version < schema.HEAD:
            schema.upgrade(target)
        schema.refuse_unless_ours(target)


def _make_present(copy: Path, by: Actor, made_at: datetime | None) -> None:
    label = _("Remettre une copie en place")
    if made_at is not None:
        label = _("Remettre en place la copie du {when}").format(when=format_instant(made_at))
    with closing(Store(copy)) as store, store.write(by, label) as session:
        for act in _WHEN_RESTORED:
            act(session)
        journal.note(session, RESTORED)
    _sync(copy)


def _put_in_place(whole: Path, data_file: Path) -> Path | None:
    if data_file.exists() and not soundness(data_file):
        present = make_backup(data_file, "restore").path
        _copy_database(whole, data_file)
        return present
    aside = _keep_aside(data_file)
    whole.replace(data_file)
    _sync(data_file.parent)
    return aside


def soundness(path: Path) -> str:
    """What is wrong inside a database file; empty when SQLite's checks and every foreign key hold.

    Each page is read. The CHECKs of every row, which take three times as long, are left to ``check``: a damaged disk
    breaks pages, and no write of ours passes a CHECK by.
    Refuses when that cannot be told, because the file is busy or the disk does not answer.
    """
    try:
        with closing(schema.connect(path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            if verdict != "ok":
                return verdict
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
            return f"foreign key of {orphan[0]}" if orphan else ""
    except sqlite3.DatabaseError as error:
        refusal = refusal_for(error)
        if refusal is not None and refusal.code not in ("damaged_file", "foreign_file"):
            raise refusal from error
        return str(error)
    except UnicodeDecodeError as error:  # SQLite's complaint about the schema quotes the damaged bytes as they are
        return str(error)


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own backup in one step: a stepped one never ends while somebody writes. Refuses ``file_busy``."""

    def give_up_when_busy(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):  # the driver itself would try for ever
            raise Refused("file_busy")

    schema.touch_private(target)
    with (
        closing(schema.connect(source)) as reading,
        closing(sqlite3.connect(target, timeout=BUSY_TIMEOUT_MS / 1000)) as writing,
    ):
        writing.execute("PRAGMA synchronous=EXTRA")
        reading.backup(writing, pages=-1, progress=give_up_when_busy)
    _sync(target)


def _free_name(folder: Path, made_at: datetime, reason: str) -> Path:
    """A name nobody has, so that two copies of one second are both kept."""
    base = f"{made_at.strftime(_STAMP)}Z-{reason}"
    candidates = (folder / f"{base}{suffix}.db" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in candidates if not path.exists())


def _keep_aside(data_file: Path) -> Path | None:
    """A copy of a damaged file with what it had begun to write, under another name; None when there is no file."""
    begun = data_file.with_name(data_file.name + "-journal")
    aside = None
    if data_file.exists():
        stamp = clock.now().strftime(_STAMP)
        aside = data_file.with_name(f"{data_file.stem}-damaged-{stamp}{data_file.suffix}")
        try:
            shutil.copy2(data_file, aside)
            _sync(aside)
        except OSError:
            aside.unlink(missing_ok=True)  # a part of it would be taken for the whole
            raise
    if begun.exists():
        if aside is not None:
            shutil.copy2(begun, aside.with_name(aside.name + "-journal"))
        begun.unlink()  # else SQLite would finish it on the file that takes the place
    return aside


def _sync(path: Path) -> None:
    """Ask the disk to keep a file or a folder's list of files."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no handle for a folder
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
