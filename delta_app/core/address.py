"""Where a place's data lies: a file on this computer, or a database of a PostgreSQL server named by a URL."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from delta_app.core import paths
from delta_app.core.errors import Refused

_DRIVER = "postgresql+psycopg"
COPIES = "-copies"  # how the folder of a place's copies ends
_SECRETS = ("password", "sslpassword")


@dataclass(frozen=True, repr=False)
class ServerAddress:
    """A database of a PostgreSQL server. As text it is its URL without any password, fit for messages and logs."""

    url: URL

    def __str__(self) -> str:
        return self.url.set(drivername="postgresql", password=None).difference_update_query(_SECRETS).render_as_string()

    def __repr__(self) -> str:
        return f"ServerAddress({str(self)!r})"

    @property
    def database(self) -> str:
        """The name of the database on its server."""
        return self.url.database or ""


Address = Path | ServerAddress


def parse_address(text: str) -> Address:
    """``postgresql://user@host/database`` (or ``postgres://…``) is a database, anything else the path of a file.

    Refuses ``bad_address`` for a URL that names no database, cannot be read, or is another kind of address: as a path
    it would put what stands in it, password and all, into the names of folders.
    """
    if not re.match(r"[a-z][\w+.-]+://", text, re.IGNORECASE):
        return Path(text)
    if not re.match(r"postgres(ql)?://", text, re.IGNORECASE):
        raise Refused("bad_address")
    try:
        url = make_url(text).set(drivername=_DRIVER)
    except (ArgumentError, ValueError):
        raise Refused("bad_address") from None  # its own message quotes the address, password and all
    hidden = url.query.get("password")
    if isinstance(hidden, str):
        url = url.set(password=hidden).difference_update_query(["password"])
    if not url.database:
        raise Refused("bad_address")
    return ServerAddress(url)


def copies_folder(address: Address) -> Path:
    """The folder of a place's copies: beside its file, or among the user's data, one for each database and schema."""
    if isinstance(address, Path):
        return address.with_name(f"{address.name}{COPIES}")
    url = address.url
    host = url.host or str(url.query.get("host") or os.environ.get("PGHOST") or "local")
    port = url.port or str(url.query.get("port") or os.environ.get("PGPORT") or 5432)
    words = [host, str(port), address.database, *(str(url.query.get(name, "")) for name in ("options", "service"))]
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", " ".join(words[:3])).strip("-.")
    # Two names that read alike once simplified still have a folder each.
    return paths.user_data_dir() / f"{readable}-{hashlib.sha256(chr(0).join(words).encode()).hexdigest()[:8]}{COPIES}"
