"""Opening what lies on the disk with the program that the system has for it: a draft, a folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_with_system(path: Path) -> bool:
    """Hand a file or a folder to the system; False where no program opens it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
