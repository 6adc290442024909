"""A calendar of another program into the programme: each activity once, whatever often the file comes; one act."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy.orm import Session

import delta_app.programme.after_calendar_import  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.programme.calendar_preview_data import BroughtRow, CalendarPreview, judge_calendar
from delta_app.programme.storing_process import store_series
from delta_app.readers.calendar_file import CalendarFile


@allowed(Role.COORDINATOR)
def import_calendar(
    session: Session,
    file: CalendarFile,
    *,
    since: date | None = None,
    inside: bool = False,
    left_out: Collection[str] = (),
    tell: Callable[[float], None] | None = None,
) -> CalendarPreview:
    """Add the activities that are new, and change those that were changed in the calendar after they were here; what
    was done. No room is taken and nobody leads what comes in, so that nothing can be in its way.

    ``since``, ``inside``, ``left_out`` and ``tell`` as in ``preview_calendar``. Refuses what that does.
    """

    def take(row: BroughtRow) -> None:
        for series, mark in row.stored:
            store_series(session, series, uid=mark)

    return judge_calendar(session, file, since=since, inside=inside, left_out=left_out, tell=tell, take=take)
