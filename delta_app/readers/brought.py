"""What kind of file somebody brings, told by what it holds: a poll, a list of people, or neither for sure."""

from typing import Literal

from delta_app.readers.host_list import recognise, with_header
from delta_app.readers.polls import is_poll
from delta_app.readers.tabular import Table

Kind = Literal["poll", "hosts", "unknown"]


def kind_of(table: Table) -> Kind:
    """Headings that are moments make a poll, unless given and family names have columns of their own."""
    mapping = recognise(with_header(table).headers)
    if is_poll(table) and not {"given_name", "family_name"} <= mapping.columns.keys():
        return "poll"
    return "unknown" if mapping.missing else "hosts"
