"""The programme of a month on paper: the poster, the page day by day, the flyer."""

from delta_app.programme.sheet_days import page_pdf
from delta_app.programme.sheet_flyer import flyer_pdf
from delta_app.programme.sheet_poster import poster_pdf
from delta_app.programme.sheet_words import lost_texts

__all__ = ["flyer_pdf", "lost_texts", "page_pdf", "poster_pdf"]
