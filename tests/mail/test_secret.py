"""A password sealed on one PC: readable there and nowhere else, its key nobody's but its owner's."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.errors import Refused, say
from delta_app.mail.secret import seal, unseal

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "delta" / "mail.key"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_password_comes_back_and_does_not_show(key_file: Path) -> None:
    sealed = seal("sésame 😀", key_file)
    assert unseal(sealed, key_file) == "sésame 😀"
    assert sealed.isascii()
    assert "sésame" not in sealed
    assert seal("sésame 😀", key_file) != sealed  # nobody sees that two passwords are alike
    assert [path.name for path in key_file.parent.iterdir()] == ["mail.key"]


@given(st.text())
def test_any_password_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    key_file = tmp_path_factory.getbasetemp() / "any.key"
    assert unseal(seal(text, key_file), key_file) == text


@posix
def test_only_its_owner_can_read_the_key_whatever_the_mask(key_file: Path) -> None:
    before = os.umask(0)
    try:
        seal("sésame", key_file)
    finally:
        os.umask(before)
    assert mode(key_file) == 0o600
    assert mode(key_file.parent) == 0o700


@posix
def test_a_key_left_open_is_closed_again(key_file: Path) -> None:
    sealed = seal("sésame", key_file)
    key_file.chmod(0o644)
    assert unseal(sealed, key_file) == "sésame"
    assert mode(key_file) == 0o600


def test_a_data_file_from_another_pc_says_so(tmp_path: Path) -> None:
    here, there = tmp_path / "here.key", tmp_path / "there.key"
    sealed = seal("sésame", there)
    for _ in range(2):  # without a key of its own, then with one
        with pytest.raises(Refused) as refusal:
            unseal(sealed, here)
        assert refusal.value.code == "secret_unreadable"
        assert "autre PC" in say(refusal.value)
        assert "sésame" not in repr(refusal.value.facts)
        seal("x", here)


@pytest.mark.parametrize("sealed", ["", "x", "é", "gAAAAA==", "\ud800"])
def test_what_was_never_sealed_is_unreadable(sealed: str, key_file: Path) -> None:
    seal("sésame", key_file)
    with pytest.raises(Refused, match="secret_unreadable"):
        unseal(sealed, key_file)


@pytest.mark.parametrize("key", [b"", b"x" * 44, b"\xff\x00", b"c2hvcnQ="])
def test_a_damaged_key_opens_nothing_and_is_replaced_when_a_password_is_given_again(key: bytes, key_file: Path) -> None:
    sealed = seal("sésame", key_file)
    key_file.write_bytes(key)
    with pytest.raises(Refused, match="secret_unreadable"):
        unseal(sealed, key_file)
    assert key_file.read_bytes() == key  # reading changes nothing
    assert unseal(seal("encore", key_file), key_file) == "encore"


def test_looking_at_a_secret_makes_no_key(key_file: Path) -> None:
    with pytest.raises(Refused, match="secret_unreadable"):
        unseal("gAAAAA", key_file)
    assert not key_file.parent.exists()


def test_another_window_was_quicker(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fired = []
    link = os.link

    def quicker(source: Path, target: Path) -> None:
        if not fired:
            fired.append(True)
            Path(target).write_bytes(other)
        link(source, target)

    sealed = seal("sésame", key_file)
    other = key_file.read_bytes()
    key_file.unlink()
    monkeypatch.setattr("os.link", quicker)
    assert unseal(seal("encore", key_file), key_file) == "encore"
    assert unseal(sealed, key_file) == "sésame"
    assert fired


def test_a_folder_that_takes_no_key_is_told(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fired = []

    def full(number: int) -> None:
        fired.append(True)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused) as refusal:
        seal("sésame", key_file)
    assert refusal.value.code == "secret_not_kept"
    assert str(key_file.parent) in say(refusal.value)
    assert fired
    assert list(key_file.parent.iterdir()) == []


def test_a_key_that_is_a_folder_or_lies_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for key_file in (tmp_path, tmp_path / "file" / "mail.key"):
        with pytest.raises(Refused, match="secret_not_kept"):
            seal("sésame", key_file)
        with pytest.raises(Refused, match="secret_unreadable"):
            unseal("gAAAAA", key_file)
