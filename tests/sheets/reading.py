"""Reading PDFs back as a person or a printer would: text by place, fonts, boxes of words, and a small picture."""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdf
import pypdfium2
from PIL import Image

from delta_app.sheets.grid import Box

GOLDEN = Path(__file__).parents[1] / "golden"


@dataclass(frozen=True)
class Word:
    """A word of a page, and the box of its capitals, measured from the bottom left corner."""

    text: str
    box: Box

    def overlaps(self, other: "Word") -> bool:
        """Whether the two would be printed over each other."""
        a, b, slack = self.box, other.box, 0.3
        apart = a.right <= b.left + slack or b.right <= a.left + slack
        return not (apart or a.top <= b.bottom + slack or b.top <= a.bottom + slack)


def text_of(pdf: bytes, box: Box | None = None, page: int = 0) -> str:
    """The text of a page, or of what stands in a box of it."""
    with _pdfium(pdf) as document:
        text = document[page].get_textpage()
        if box is None:
            return str(text.get_text_range())
        return str(text.get_text_bounded(box.left, box.bottom, box.right, box.top))


def texts_of(pdf: bytes, boxes: list[Box]) -> list[str]:
    """The text of each box of the first page."""
    with _pdfium(pdf) as document:
        text = document[0].get_textpage()
        return [str(text.get_text_bounded(box.left, box.bottom, box.right, box.top)) for box in boxes]


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    with _pdfium(pdf) as document:
        return len(document)


def words_of(pdf: bytes) -> list[Word]:
    """The words of the first page, where they stand."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        found = page.extract_words(keep_blank_chars=True, x_tolerance=1.5, extra_attrs=["size"], return_chars=True)
        return [_word(word) for word in found]


def _word(word: dict[str, Any]) -> Word:
    baseline = word["chars"][0]["matrix"][5]
    return Word(word["text"], Box(word["x0"], baseline, word["x1"] - word["x0"], 0.69 * word["size"]))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font any page names, and whether its TrueType outlines are in the file."""
    fonts = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object().get("/FontDescriptor")
            fonts[str(font["/BaseFont"])] = bool(described and "/FontFile2" in described.get_object())
    return fonts


def picture(pdf: bytes, dots_per_inch: int = 40) -> np.ndarray:
    """The first page in grey."""
    with _pdfium(pdf) as document:
        drawn = document[0].render(scale=dots_per_inch / 72, grayscale=True)
        return np.array(drawn.to_pil().convert("L"))


def assert_looks_like(pdf: bytes, name: str) -> None:
    """Compare with the picture kept in tests/golden; ``DELTA_WRITE_GOLDEN=1`` keeps the present look instead."""
    seen, kept = picture(pdf), GOLDEN / f"{name}.png"
    if os.environ.get("DELTA_WRITE_GOLDEN"):
        Image.fromarray(seen).save(kept, optimize=True)
    expected = np.array(Image.open(kept))
    assert seen.shape == expected.shape
    difference = np.abs(seen.astype(int) - expected.astype(int))
    # Renderers smooth edges differently: single pixels may differ, patches of a few letters may not.
    assert difference.mean() < 1.5, f"{name}: mean difference {difference.mean():.2f} of 255"
    height, width = (length // 12 * 12 for length in difference.shape)
    patches = difference[:height, :width].reshape(height // 12, 12, width // 12, 12).mean(axis=(1, 3))
    row, column = divmod(int(patches.argmax()), patches.shape[1])
    assert patches.max() < 25, f"{name}: differs by {patches.max():.0f} of 255 around {column * 12}, {row * 12}"


def _pdfium(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(pdf)
