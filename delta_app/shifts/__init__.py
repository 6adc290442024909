"""Slots, seats and the roster: who stands at the door, when."""
