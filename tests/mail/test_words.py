"""Every refusal of letters has its sentence in each language, and shows what somebody typed as plain text."""

from typing import Any

import pytest

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import speaking
from delta_app.mail import words

PLACE = {"host": "post.example", "port": 465, "status": 550, "answer": "5.1.1 {no}", "address": "anna@monde.example"}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "bad_mail_address": [{"text": "{x}", "why": why} for why in words._ADDRESSES],
    "drafts_not_written": [{"folder": "/media/usb", "why": why, "reason": "EIO"} for why in words._DRAFTS],
    "secret_not_kept": [{"folder": "/media/usb", "reason": "EIO"}],
    "secret_unreadable": [{}],
    "smtp_gone": [{"in_doubt": True}, {"in_doubt": False}],
    "smtp_later": [{}],
    "smtp_login": [{"why": why} for why in words._LOGINS],
    "smtp_message": [{}, {"status": 552}],
    "smtp_no_tls": [{"why": why} for why in words._NO_TLS],
    "smtp_password_in_clear": [{}],
    "smtp_recipient": [{}],
    "smtp_sender": [{}],
    "smtp_unreachable": [{"why": why} for why in words._UNREACHABLE],
}


@pytest.mark.parametrize("code", VARIANTS)
def test_each_trouble_has_a_sentence_of_its_own_in_three_languages(code: str) -> None:
    said = []
    for facts in VARIANTS[code]:
        for language in ("fr", "nl", "en"):
            with speaking(language):
                said.append(say(Refused(code, **(PLACE | facts))))
    assert len(set(said)) == len(said) == 3 * len(VARIANTS[code])
    assert all(sentence.endswith(".") for sentence in said)
    assert not any("{host}" in sentence or "{text}" in sentence for sentence in said)


def test_a_page_pasted_as_an_address_is_shown_in_part() -> None:
    sentence = say(Refused("bad_mail_address", text="<b>anna</b>\r\n" * 100, why="control"))
    assert "« <b>anna</b> <b>anna</b>" in sentence
    assert len(sentence) < 250
