"""The shifts that are near and lack people, for the planning's large letters."""

from delta_app.shifts.alerts_data import Alert, alert_words, alerts

__all__ = ["Alert", "alert_words", "alerts"]
