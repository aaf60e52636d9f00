"""``python -m rag.evaluation SET`` is ``rag evaluate SET``."""

import sys

from rag.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "evaluate")
    main()
