"""Troubles of the file, the disk or the server, told apart from defects and turned into refusals."""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError

from delta_app.core.database import DamagedValue
from delta_app.core.errors import Refused

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: "file_busy",
    sqlite3.SQLITE_LOCKED: "file_busy",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_CORRUPT: "damaged_file",
    sqlite3.SQLITE_NOTADB: "foreign_file",
    sqlite3.SQLITE_IOERR: "disk_trouble",
}
_BY_ERRNO = {errno.ENOSPC: "disk_full", errno.EROFS: "read_only", errno.EACCES: "read_only"}

# https://www.postgresql.org/docs/current/errcodes-appendix.html; a class of two characters stands for all its codes.
_BY_SQLSTATE = {
    "08": "server_gone",
    "22003": "unstorable_value",  # a number beyond 32 bits
    "22021": "unstorable_value",
    "22P05": "unstorable_value",
    "25006": "server_read_only",
    "25P03": "server_gone",  # it ended a write that had fallen asleep
    "40P01": "file_busy",
    "42501": "server_right_missing",
    "42P01": "database_differs",  # a table of ours is gone
    "53100": "server_disk_full",
    "53300": "server_gone",
    "55P03": "file_busy",
    "57P": "server_gone",
}


@contextmanager
def told_apart() -> Iterator[None]:
    """Turns the database's own troubles into refusals a person can act on; lets everything else through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        refusal = refusal_for(getattr(error, "orig", error))
        if refusal is None:
            raise
        raise refusal from error
    except DamagedValue as error:
        raise Refused("damaged_file", detail="value") from error
    except UnicodeEncodeError as error:  # half a character, as an odd command line may bring
        raise Refused("unstorable_value") from error


def refusal_for(error: BaseException | None) -> Refused | None:
    """The refusal that words a trouble of the file, the disk or the server; None when it is a defect of ours."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        named = _BY_SQLITE_CODE.get(code & 0xFF) if code is not None else None
        if str(error).startswith("Could not decode"):  # the driver's own trouble, with text that was none of ours
            named = "damaged_file"
        return Refused(named) if named else None
    if isinstance(error, OSError):
        return Refused(_BY_ERRNO.get(error.errno or 0, "disk_trouble"))
    # Only whoever opened a server's database has loaded its driver.
    psycopg: Any = sys.modules.get("psycopg")
    if psycopg is not None and isinstance(error, psycopg.Error):
        return _server_refusal(error, psycopg)
    return None


def _server_refusal(error: Any, psycopg: Any) -> Refused | None:
    state: str | None = error.sqlstate
    if state is None:
        # Without a code the driver itself speaks: of a connection that was lost, or of a value it cannot send.
        if isinstance(error, psycopg.OperationalError):
            return Refused("server_gone")
        return Refused("unstorable_value") if isinstance(error, psycopg.DataError) else None
    named = next((_BY_SQLSTATE[start] for start in (state, state[:3], state[:2]) if start in _BY_SQLSTATE), None)
    return Refused(named) if named else None
