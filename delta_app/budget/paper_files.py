"""Receipts kept with entries of the till, for the page of the budget to show."""

from delta_app.till.paper_files import put_for_viewing

__all__ = ["put_for_viewing"]
