"""One person's month for other programs and for the fridge, codes, papers and lists to hand over."""

from datetime import date, datetime

from delta_app.core.i18n import _
from delta_app.hosts.sheet import pins_pdf
from delta_app.hosts.sheet_allowances import allowances_pdf, allowances_xlsx, list_file_name, list_title
from delta_app.hosts.sheet_gatherings import (
    attendance_file_name,
    attendance_pdf,
    year_file_name,
    year_pdf,
    year_title,
    year_xlsx,
)
from delta_app.hosts.sheet_papers import paper_pdf
from delta_app.planning.calendar_data import CalendarFacts, calendar_facts
from delta_app.planning.files import host_ics
from delta_app.planning.queries import HostMonth, host_month
from delta_app.planning.sheet_host import host_pdf

__all__ = [
    "CalendarFacts",
    "HostMonth",
    "allowances_pdf",
    "allowances_xlsx",
    "attendance_file_name",
    "attendance_pdf",
    "calendar_facts",
    "file_name",
    "host_month",
    "list_file_name",
    "list_title",
    "paper_pdf",
    "person_ics",
    "person_pdf",
    "pins_pdf",
    "year_file_name",
    "year_pdf",
    "year_title",
    "year_xlsx",
]


def file_name(month: HostMonth) -> str:
    """What the person's files are called, without an ending: ``permanences-2027-01-Fatma Ö``."""
    name = "".join(letter for letter in month.name if letter.isalnum() or letter in " -").strip()
    return _("permanences-{month}").format(month=month.month) + f"-{name}".replace(" ", "-")


def person_ics(month: HostMonth, facts: CalendarFacts, *, stamped: datetime) -> bytes:
    """The person's shifts of the month as a calendar."""
    return host_ics(month, facts, stamped=stamped)


def person_pdf(month: HostMonth, *, printed_on: date) -> bytes:
    """The person's month on one A4 page."""
    return host_pdf(month, printed_on=printed_on)
