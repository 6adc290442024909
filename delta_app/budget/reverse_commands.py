"""Undoing an entry of the journal, as the till offers it: the budget's pages know this module and not the till's."""

from delta_app.till.commands import reverse

__all__ = ["reverse"]
