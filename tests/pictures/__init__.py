"""Pictures of every page, made by ``./run pictures``."""
