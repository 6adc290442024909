"""What the programme's rules offer to whoever stands above it: plans, and the days on which something comes again."""

from delta_app.programme.recurrence import coming, days_of, first_of, last_of, parse_rule
from delta_app.programme.series import Plan, Scope

__all__ = ["Plan", "Scope", "coming", "days_of", "first_of", "last_of", "parse_rule"]
