"""The till: what is served and for how much, sessions, the journal to the cent, consumption cards."""
