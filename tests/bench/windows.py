"""The two programs that start-up and memory compare, each measured once it is painted: our window, a bare one of Qt."""

_PAINTED = """
import sys
from PySide6.QtCore import QTimer

def finish():
    with open("/proc/self/status") as status:
        print(next(line for line in status if line.startswith("VmRSS")).split()[1], flush=True)

def report_when_painted(kind):
    paint = kind.paintEvent
    seen = []

    def painted(self, event):
        paint(self, event)
        if not seen:
            seen.append(True)
            QTimer.singleShot(delay, finish)

    kind.paintEvent = painted

delay = int(sys.argv[1])
"""

OURS = (
    _PAINTED
    + """
from pathlib import Path
from delta_app.app import run_window
from delta_app.window import MainWindow

report_when_painted(MainWindow)
run_window(Path(sys.argv[2]), False)
"""
)

BARE = (
    _PAINTED
    + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    pass

report_when_painted(Window)
application = QApplication(sys.argv[:1])
window = Window()
window.setCentralWidget(QLabel("Bonjour"))
window.resize(1366, 768)
window.show()
application.exec()
"""
)
