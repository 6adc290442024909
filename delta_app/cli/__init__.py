"""The command line: the same work as the window, without one. Says what was done, refuses in one sentence."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TextIO

from delta_app import __version__
from delta_app.cli import (
    allowances,
    availability,
    budget,
    data,
    gatherings,
    imports,
    mail,
    papers,
    path,
    privacy,
    programme_acts,
    roster,
    school,
    seats,
    sending,
    services,
    team,
    till,
    upkeep,
    visits,
)
from delta_app.cli.console import AnswerLost, Console, ExitCode, data_file
from delta_app.core import i18n, paths
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _

Verb = Callable[[argparse.Namespace, Console], int]

_ARGPARSE_WORDS: dict[str, Callable[[], str]] = {
    "usage: ": lambda: _("usage : "),
    "positional arguments": lambda: _("arguments"),
    "options": lambda: _("options"),
    "show this help message and exit": lambda: _("montre cette aide"),
    "%(prog)s: error: %(message)s\n": lambda: _("%(prog)s : %(message)s\n"),
    "the following arguments are required: %s": lambda: _("il manque : %s"),
    "unrecognized arguments: %s": lambda: _("ceci n’est pas compris : %s"),
    "ignored explicit argument %r": lambda: _("la valeur %r est de trop"),
    "expected one argument": lambda: _("il manque une valeur"),
    "argument %(argument_name)s: %(message)s": lambda: _("%(argument_name)s : %(message)s"),
    "invalid %(type)s value: %(value)r": lambda: _("%(value)r n’est pas un nombre"),
    "invalid choice: %(value)r (choose from %(choices)s)": lambda: _(
        "%(value)r n’existe pas ; choisissez parmi %(choices)s"
    ),
}


def _argparse_word(message: str) -> str:
    """The standard library speaks English only; its few sentences in the user's language."""
    words = _ARGPARSE_WORDS.get(message)
    return words() if words else message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb, or open the window when there is none. Returns an ``ExitCode``."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    i18n.set_language(_asked_language(typed) or i18n.system_language())
    argparse._ = _argparse_word  # type: ignore[attr-defined]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = build_parser()
    console = Console(sys.stdout, sys.stderr, sys.stdin)
    options = parser.parse_args(typed)
    try:
        if getattr(options, "act", None) is None:
            return open_window(options, parser, console)
        act: Verb = options.act
        return act(options, console)
    except Refused as refusal:
        _last_word(say(refusal), console)
        return ExitCode.REFUSED
    except (KeyboardInterrupt, EOFError):
        _last_word(_("Interrompu ; rien n’est fait à moitié."), console)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away (`delta-app show … | head`); nothing is wrong.
        _forget(sys.stdout)
        return ExitCode.DONE
    except AnswerLost:
        _forget(sys.stdout)
        lost = _(
            "Ce qui était demandé est fait, mais la réponse n’a pas pu être écrite. Faites de la place là où elle "
            "va, puis demandez-la de nouveau."
        )
        _last_word(lost, console)
        return ExitCode.TO_SETTLE


def _last_word(text: str, console: Console) -> None:
    """What is said before the end; where even that has no room, the exit code says it alone."""
    try:
        console.complain(text)
    except (AnswerLost, BrokenPipeError):
        _forget(sys.stderr)


def _forget(stream: TextIO) -> None:
    """Let what is still to be written go nowhere, else Python tries again at the exit and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _asked_language(words: Sequence[str]) -> str | None:
    """The language after ``--language``, read before the parser exists because the parser's help speaks it."""
    for word, following in pairwise([*words, ""]):
        asked = following if word == "--language" else word.partition("--language=")[2]
        if asked in i18n.LANGUAGES:
            return asked
    return None


def open_window(options: argparse.Namespace, parser: argparse.ArgumentParser, console: Console) -> int:
    """The window on a screen; without one, say so and show the verbs."""
    if not _has_display():
        console.complain(_("Il n’y a pas d’écran ici : la fenêtre ne peut pas s’ouvrir. En ligne de commande :"))
        console.complain(parser.format_help())
        return ExitCode.REFUSED
    from delta_app.app import run_window

    return run_window(None if options.file is None else data_file(options), demo=options.demo)


def _has_display() -> bool:
    """Whether Qt can open a window: asked before Qt is loaded, because it aborts the process when it cannot."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Parser(argparse.ArgumentParser):
    """Takes options as they are called only: a shortened ``--lang`` would not be seen before the parser exists."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="delta-app",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("Delta compose, montre et imprime le planning d’un lieu de liens. Sans verbe : la fenêtre."),
        epilog=_(
            "Codes de sortie : 0 fait ; 1 refusé, rien n’a changé ; 2 commande mal écrite ; 3 fait, mais il reste "
            "quelque chose à régler ; 130 interrompu."
        ),
    )
    parser.add_argument(
        "--version", action="version", version=f"Delta {__version__}", help=_("montre la version du programme")
    )
    parser.add_argument(
        "--file",
        default=None,
        metavar="F",
        help=_("fichier de données, ou postgresql://utilisateur@serveur/base (sinon : {path})").format(
            path=paths.default_data_file()
        ),
    )
    parser.add_argument("--language", choices=sorted(i18n.LANGUAGES), help=_("langue des réponses"))
    parser.add_argument(
        "--demo", action="store_true", help=_("la démonstration, dans un fichier à part, avec des gens inventés")
    )
    parser.add_argument(
        "--treasurer",
        action="store_true",
        help=_("agir comme trésorerie, avec sa phrase de passe : pour la caisse, le budget et la banque"),
    )
    verbs = parser.add_subparsers(title=_("verbes"), metavar=_("VERBE"))
    data.add_verbs(verbs)
    school.add_verbs(verbs)
    team.add_verbs(verbs)
    path.add_verbs(verbs)
    availability.add_verbs(verbs)
    allowances.add_verbs(verbs)
    gatherings.add_verbs(verbs)
    services.add_verbs(verbs)
    imports.add_verbs(verbs)
    roster.add_verbs(verbs)
    papers.add_verbs(verbs)
    privacy.add_verbs(verbs)
    seats.add_verbs(verbs)
    visits.add_verbs(verbs)
    till.add_verbs(verbs)
    budget.add_verbs(verbs)
    programme_acts.add_verbs(verbs)
    upkeep.add_verbs(verbs)
    sending.add_verbs(verbs)
    mail.add_verbs(verbs)
    return parser
