"""Photos made small: upright, and freed of all that a file says besides what one sees."""

import io

MOST_PIXELS = 120_000_000
QUALITY = 70


class NoPhoto(ValueError):
    """What a file holds is no photo that can be read."""


def small_jpeg(content: bytes, longest_side: int) -> bytes:
    """A photo as a JPEG of at most so many pixels a side, without place, time, comment or camera. Raises NoPhoto."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # slow to load, and seldom needed

    try:
        with Image.open(io.BytesIO(content)) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise NoPhoto
            photo.draft("RGB", (longest_side, longest_side))
            upright = ImageOps.exif_transpose(photo).convert("RGB")
            upright.thumbnail((longest_side, longest_side))
            upright.info.clear()  # Pillow would write a comment again
            made = io.BytesIO()
            upright.save(made, "JPEG", quality=QUALITY, optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPhoto from error
    return made.getvalue()
