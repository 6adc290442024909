"""Every mapped class, imported so that the metadata is whole; for the composition roots and migrations only."""

from delta_app.budget import model as budget
from delta_app.core import access, journal, recovery, settings, tries
from delta_app.hosts import model as hosts
from delta_app.post import model as post
from delta_app.programme import model as programme
from delta_app.shifts import model as shifts
from delta_app.till import model as till
from delta_app.upkeep import model as upkeep
from delta_app.venue import model as venue

__all__ = [
    "access", "budget", "hosts", "journal", "post", "programme", "recovery", "settings", "shifts", "till", "tries",
    "upkeep", "venue",
]  # fmt: skip
