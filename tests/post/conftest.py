"""The key of the mail password lies in a folder of the test; a moment when the post works."""

import pytest


@pytest.fixture(autouse=True)
def key_file(tmp_path, monkeypatch):
    path = tmp_path / "config" / "mail.key"
    monkeypatch.setattr("delta_app.core.paths.mail_key_file", lambda: path)
    return path
