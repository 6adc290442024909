"""What leaves the day's pages: the notice for the door, and a host's own month for a telephone and for the fridge."""

from delta_app.planning.calendar_data import CalendarFacts, calendar_facts
from delta_app.planning.files import host_ics
from delta_app.planning.queries import HostMonth, host_month
from delta_app.planning.sheet_host import host_pdf
from delta_app.sheets.output import check_name, keep_pdf, write_file
from delta_app.team.sheet_person import person_pdf, person_title
from delta_app.team.sheet_person_files import keep_person
from delta_app.today.sheet import notice_pdf

__all__ = [
    "CalendarFacts",
    "HostMonth",
    "calendar_facts",
    "check_name",
    "host_ics",
    "host_month",
    "host_pdf",
    "keep_pdf",
    "keep_person",
    "notice_pdf",
    "person_pdf",
    "person_title",
    "write_file",
]
