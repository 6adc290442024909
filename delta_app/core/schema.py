"""The schema this program knows: its newest migration, that migration's fingerprint, and how a file gets there."""

from pathlib import Path

HEAD = 1
FINGERPRINT = "71db3db6753ff7dd20c88b230a3ee014b27034601d0175bb8d155d4ab459a579"

_MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


def upgrade(path: Path) -> None:
    """Bring a data file of ours to ``HEAD`` in one transaction; alembic is imported only when it is needed."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["path"] = path
    command.upgrade(config, "head")
