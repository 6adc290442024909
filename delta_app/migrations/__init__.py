"""The schema's history, one file a version; run by ``core.schema.upgrade``."""
