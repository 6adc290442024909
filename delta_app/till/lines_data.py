"""What the till's rules offer to whoever stands above it: the lines of an entry, what is where, ways of paying."""

from delta_app.till.rules import Account, Balances, Line, Way, merged, refuse_bad_amount

__all__ = ["Account", "Balances", "Line", "Way", "merged", "refuse_bad_amount"]
