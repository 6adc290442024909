"""The schema this program knows: its newest migration, that migration's fingerprint, and how a file gets there."""

from pathlib import Path

HEAD = 1
FINGERPRINT = "4f5a7e615f4143e3aa79466eb80bb24db6349a6d28cc5e36fc3081c2f3ea8aec"

_MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


def upgrade(path: Path) -> None:
    """Bring a data file of ours to ``HEAD`` in one transaction; alembic is imported only when it is needed."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["path"] = path
    command.upgrade(config, "head")
