"""What a problem of the post means for the letters it did not meet itself."""

from delta_app.post.rules import Problem


def test_what_was_never_handed_over_is_not_said_to_have_left_perhaps():
    broken = Problem("smtp_gone", {"host": "smtp.example.org", "in_doubt": True})
    assert broken.of_others.facts == {"host": "smtp.example.org", "in_doubt": False}
    assert Problem("smtp_unreachable").of_others == Problem("smtp_unreachable")
