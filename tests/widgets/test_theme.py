"""The colours: text can be read, and marks seen, in every look."""

import pytest

from delta_app.widgets import theme


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", list(theme.VARIANTS))
def test_text_stands_out_from_its_ground(name):
    shades = theme.VARIANTS[name]
    pairs = [
        (shades.ink, shades.paper), (shades.ink, shades.card), (shades.soft, shades.paper), (shades.soft, shades.card),
        (shades.on_accent, shades.accent), (shades.accent, shades.accent_soft), (shades.on_sidebar, shades.sidebar),
        (shades.on_sidebar_soft, shades.sidebar), (shades.on_sun, shades.sun), (shades.card, shades.ink),
        (shades.ink, shades.good_wash), (shades.soft, shades.good_wash), (shades.alarm, shades.alarm_wash),
        (shades.soft, shades.alarm_wash), (shades.soft, shades.attention_wash), (shades.activity, shades.card),
        *((shades.text_of(tone), shades.ground_of(tone)) for tone in ("good", "attention", "alarm", "info", "plain")),
    ]  # fmt: skip
    poor = [(text, ground, round(contrast(text, ground), 2)) for text, ground in pairs if contrast(text, ground) < 4.5]
    assert not poor


@pytest.mark.parametrize("name", list(theme.VARIANTS))
def test_marks_and_outlines_stand_out(name):
    shades = theme.VARIANTS[name]
    pairs = [
        (shades.control_line, shades.card), (shades.focus, shades.card), (shades.focus, shades.paper),
        (shades.on_mark, shades.good), (shades.on_mark, shades.attention_mark), (shades.on_mark, shades.alarm),
        (shades.accent, shades.card), (shades.sun, shades.sidebar),
    ]  # fmt: skip
    assert not [(mark, ground) for mark, ground in pairs if contrast(mark, ground) < 3]


def test_there_is_no_theme_out_of_range():
    with pytest.raises(ValueError, match="no such theme"):
        theme.use(theme.Theme("light", 300))


def test_the_file_dialog_starts_somewhere_that_exists(monkeypatch, tmp_path):
    from delta_app.widgets import dialog

    monkeypatch.setattr(
        dialog.QStandardPaths, "writableLocation", staticmethod(lambda _kind: str(tmp_path / "Documents"))
    )
    assert dialog.documents().is_dir()
