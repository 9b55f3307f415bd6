"""`python -m toolkit ARTICLE` analyses an article in the terminal."""

import sys

from toolkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
