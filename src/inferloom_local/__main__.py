"""`python -m inferloom_local`."""

import sys

from inferloom_local.cli import main

if __name__ == "__main__":
    sys.exit(main())
