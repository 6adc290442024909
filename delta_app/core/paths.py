"""Where things lie: the data of the user, and the resources that come with the program."""

from pathlib import Path

import platformdirs

APP_NAME = "delta"


def user_data_dir() -> Path:
    """The folder of the user's data files; not created here."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def default_data_file() -> Path:
    """The data file used when none is named."""
    return user_data_dir() / "delta.db"


def demo_data_file() -> Path:
    """The data file of the demonstration, never the user's own."""
    return user_data_dir() / "demonstration.db"


def mail_key_file() -> Path:
    """The key that opens the mail password on this PC; away from the data, so that it goes along with no copy."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "mail.key"


def user_log_dir() -> Path:
    """The folder of the log, which holds no names."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def resources() -> Path:
    """Icons, catalogues and samples: inside an installed package, else at the top of the source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"
