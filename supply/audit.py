"""Known vulnerabilities of the pinned versions: ``python -m supply.audit``.

Ends with 1 if there is one. Where the database cannot be reached it says so in one line and ends well, so that the
other checks can be run without a network.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_UNREACHED = "requests.exceptions."  # what pip-audit lets through when a connection fails


def audit(pins: Path) -> int:
    """The exit status; findings and failures are printed."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.md"
        command = [Path(sys.executable).parent / "pip-audit", "--progress-spinner", "off", "--format", "markdown"]
        command += ["--no-deps", "--disable-pip", "--requirement", pins, "--output", found]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if found.exists():
            print(found.read_text(encoding="utf-8").strip() or "No known vulnerabilities.")
            return run.returncode
    if _UNREACHED in run.stderr:
        print("Known vulnerabilities: not checked, the database could not be reached.")
        return 0
    print(run.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(audit(ROOT / "constraints.txt"))
