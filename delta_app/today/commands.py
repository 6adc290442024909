"""The acts at the shared PC, as the slices below offer them: the pages know this module and none of theirs."""

from delta_app.budget.purchase_commands import approve_purchase
from delta_app.hosts.commands import note_absence, note_answers, remove_absence, remove_answers
from delta_app.post.commands import cancel_letter, note_arrived, send_doubtful_again, try_letter_again
from delta_app.programme.commands import note_attendance
from delta_app.shifts.day_commands import (
    LONGEST_ENTRY,
    count_visits,
    decide_opening,
    forget_count,
    forget_decision,
    note_visits,
    remove_entry,
    write_entry,
)
from delta_app.shifts.seat_commands import lock_seat
from delta_app.shifts.trade_commands import (
    accept_trade,
    approve_trade,
    cancel_trade,
    decline_trade,
    hand_over_seat,
    keep_seat,
    offer_swap,
    refuse_trade,
    seek_cover,
    settle_trades,
    take_gap,
)
from delta_app.upkeep.chore_commands import do_chore, undo_chore

__all__ = [
    "LONGEST_ENTRY",
    "accept_trade",
    "approve_purchase",
    "approve_trade",
    "cancel_letter",
    "cancel_trade",
    "count_visits",
    "decide_opening",
    "decline_trade",
    "do_chore",
    "forget_count",
    "forget_decision",
    "hand_over_seat",
    "keep_seat",
    "lock_seat",
    "note_absence",
    "note_answers",
    "note_arrived",
    "note_attendance",
    "note_visits",
    "offer_swap",
    "refuse_trade",
    "remove_absence",
    "remove_answers",
    "remove_entry",
    "seek_cover",
    "send_doubtful_again",
    "settle_trades",
    "take_gap",
    "try_letter_again",
    "undo_chore",
    "write_entry",
]
