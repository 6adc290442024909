"""``python -m delta_app``: the window, or a command line verb."""

import sys

from delta_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
