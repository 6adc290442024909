"""What the verbs of the command line share: where they speak, which file they open, and who acts."""

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, TextIO

import delta_app.cli.words
import delta_app.models  # noqa: F401 (every table is known before any file is opened)
from delta_app.core import datafile, paths
from delta_app.core.access import Actor, Role, has_passphrase, treasurer
from delta_app.core.address import Address, parse_address
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.identity import prove_passphrase, require_passphrase
from delta_app.core.store import Store
from delta_app.hosts.state_commands import keep_states
from delta_app.venue.queries import coordinating

EARLIEST_YEAR = 1900  # a year of two digits is not guessed
PASSPHRASE_VARIABLE = "DELTA_PASSPHRASE"  # noqa: S105 (the name of the variable, not its value)


class ExitCode(IntEnum):
    """What the process ends with."""

    DONE = 0
    REFUSED = 1
    BADLY_WRITTEN = 2
    TO_SETTLE = 3
    INTERRUPTED = 130


class AnswerLost(Exception):
    """What was asked is done, but its answer cannot be written where it goes."""


@dataclass(frozen=True)
class Console:
    """Answers go to ``out``, refusals and progress to ``err``."""

    out: TextIO
    err: TextIO
    asks: TextIO

    def say(self, text: str = "") -> None:
        """One line of answer. Raises BrokenPipeError when nobody reads it any more, AnswerLost when it has no room."""
        _write(text, self.out)

    def complain(self, text: str) -> None:
        """One line beside the answer. Raises what ``say`` raises."""
        _write(text, self.err)

    def progress(self, text: str) -> None:
        """A line that the next one overwrites; only where somebody watches."""
        if self.err.isatty():
            print(f"\r\033[K{text}", end="", file=self.err, flush=True)

    def ask_passphrase(self) -> str | None:
        """From the environment, else typed where somebody can type; None when nobody can."""
        given = os.environ.get(PASSPHRASE_VARIABLE)
        if given is not None:
            return given
        if not self.asks.isatty():
            return None
        return getpass.getpass(_("Phrase de passe : "))

    def ask_mail_password(self) -> str | None:
        """Typed unseen, or the first line of what is piped in; None for an empty one."""
        if self.asks.isatty():
            return getpass.getpass(_("Mot de passe du compte e-mail (vide : celui qui est enregistré) : ")) or None
        return self.asks.readline().rstrip("\r\n") or None

    def ask_new_passphrase(self) -> str:
        """Typed twice, unseen. Refuses ``passphrase_unasked`` where nobody can type, ``passphrases_differ``."""
        if not self.asks.isatty():
            raise Refused("passphrase_unasked")
        first = getpass.getpass(_("Nouvelle phrase de passe : "))
        if getpass.getpass(_("Encore une fois : ")) != first:
            raise Refused("passphrases_differ")
        return first


def _write(text: str, stream: TextIO) -> None:
    try:
        print(text, file=stream, flush=True)  # now: a trouble met at the exit can no longer be told
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AnswerLost from error


def add_verb(verbs: Any, name: str, act: Any, help_text: str) -> argparse.ArgumentParser:
    """A verb with its help; its parser, to add arguments to."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(act=act)
    return parser


def data_file(options: argparse.Namespace) -> Address:
    """The data a command line names, a file or a database, or the user's own file. Refuses ``bad_address``."""
    if options.file is not None:
        return parse_address(options.file)
    return paths.demo_data_file() if options.demo else paths.default_data_file()


@contextmanager
def opened(options: argparse.Namespace, console: Console) -> Iterator[tuple[Store, Actor]]:
    """The data, open, and the coordinator; refuses what ``open_store`` and ``require_passphrase`` refuse, and
    ``not_allowed`` to the treasurer."""
    if options.treasurer:
        raise Refused("not_allowed", role=Role.TREASURER, needed=frozenset({Role.COORDINATOR}))
    with unguarded(options) as store:
        with store.read() as session:
            guarded, actor = has_passphrase(session), coordinating(session)
        require_passphrase(store, console.ask_passphrase() if guarded else None)
        yield store, actor


@contextmanager
def opened_for_money(options: argparse.Namespace, console: Console) -> Iterator[tuple[Store, Actor]]:
    """The same for verbs about money, which are the treasurer's too; refuses what ``opened`` and ``prove_passphrase``
    refuse."""
    if not options.treasurer:
        with opened(options, console) as there:
            yield there
        return
    with unguarded(options) as store:
        passphrase = console.ask_passphrase()
        if passphrase is None:
            raise Refused("passphrase_needed")
        prove_passphrase(store, passphrase, Role.TREASURER)
        yield store, treasurer()


@contextmanager
def unguarded(options: argparse.Namespace) -> Iterator[Store]:
    """The data, open for what anybody may know of it; refuses what ``open_store`` refuses."""
    store = _open(options)
    with suppress(Refused):  # a busy file: what somebody asks for matters more, and the next time does it
        keep_states(store)
    try:
        yield store
    finally:
        store.close()


def _open(options: argparse.Namespace) -> Store:
    """The file named; the demonstration made ready."""
    path = data_file(options)
    if options.demo:
        from delta_app import demo  # it brings the solver along

        return demo.ready(path)
    return datafile.open_store(path)


def parse_date(text: str) -> date:
    """A date as ``2027-01-05`` or ``05/01/2027``. Refuses ``bad_date``."""
    parts = text.strip().split("/")
    try:
        day = date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == 3 else date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused("bad_date", text=text) from error
    if day.year < EARLIEST_YEAR:
        raise Refused("bad_date", text=text)
    return day
