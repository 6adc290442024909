"""The receipt of what was bought, a photo or a PDF, made small as the till keeps it."""

from delta_app.till.paper_files import read_paper

__all__ = ["read_paper"]
