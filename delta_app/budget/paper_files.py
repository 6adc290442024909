"""Papers of the till for the page of the budget to show: receipts kept with entries, slips of closings."""

from delta_app.till.paper_files import put_for_viewing
from delta_app.till.sheet_closing import slip_name, slip_pdf
from delta_app.till.slip_data import closing_slip

__all__ = ["closing_slip", "put_for_viewing", "slip_name", "slip_pdf"]
