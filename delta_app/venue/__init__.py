"""The place: its identity, opening pattern, closures and holidays."""
