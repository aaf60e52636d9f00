"""What libraries would tell their makers, turned off before they are imported.

ONNX Runtime connects to a host of its maker some seconds after it was imported and writes an identifier of the
machine to the user's cache; its own switch comes too late, since the import already is an event. Gradio and the
model hub's client report versions and functions used. Each reads a variable of the environment, the first and the
last of them only once, so ``keep_private`` is called right before such a library is imported.
"""

import os

QUIET = {
    "ORT_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def keep_private() -> None:
    """Sets these variables for this process and its children; those that a person has set stay as they are."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
