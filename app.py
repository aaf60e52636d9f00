"""Opens the chat with the settings of the environment: ``python app.py``."""

import sys

from rag.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["serve"]
    main()
