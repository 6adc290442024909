"""What the till's rules offer to whoever stands above it: the lines of an entry, what is where, ways of paying, and the
receipt kept with it."""

from delta_app.till.rules import Account, Balances, Line, Paper, Way, merged, refuse_bad_amount, rounded_cash

__all__ = ["Account", "Balances", "Line", "Paper", "Way", "merged", "refuse_bad_amount", "rounded_cash"]
