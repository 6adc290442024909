"""Poll exports of Framadate, Rallly and Nextcloud Polls, recognised by what they hold, whatever they were saved as."""

from delta_app.readers.poll_framadate import is_framadate, read_framadate
from delta_app.readers.poll_nextcloud import is_nextcloud, read_nextcloud
from delta_app.readers.poll_rallly import is_rallly, read_rallly
from delta_app.readers.poll_types import Poll
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import Table


def is_poll(table: Table) -> bool:
    """Whether the headings of a table are moments, as those of a poll are."""
    return is_framadate(table) or is_nextcloud(table) or is_rallly(table)


def poll_of(table: Table) -> Poll:
    """The poll a table holds. Raises UnreadableFile: not_a_poll, poll_without_moments."""
    if is_framadate(table):
        return read_framadate(table)
    if is_nextcloud(table):
        return read_nextcloud(table)
    if is_rallly(table):
        return read_rallly(table)
    raise UnreadableFile("not_a_poll", seen=" | ".join(header for header in table.headers[:4] if header)[:120])
