"""Delta: planning, team and daily life of a place that welcomes anyone."""

__version__ = "0.1.0"
