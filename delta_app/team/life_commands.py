"""The acts of the view of team life, as the slice below offers them: the view knows this module and none of theirs."""

from delta_app.hosts.gathering_commands import (
    Attendance,
    add_gathering,
    change_gathering,
    note_attendance,
    remove_gathering,
)

__all__ = ["Attendance", "add_gathering", "change_gathering", "note_attendance", "remove_gathering"]
