"""Read by Python when MiniStack starts: two things about the process, none about
what it emulates."""

import os
import signal
import socketserver
import sys
import threading

# MiniStack's Lambda runtime API writes headers and body separately; with Nagle's
# algorithm on, the second waits 40 ms for the client's delayed ACK.
socketserver.StreamRequestHandler.disable_nagle_algorithm = True


def _stop_with_parent():
    """Ends MiniStack as SIGTERM does when `cargo dev` closes our standard input:
    on purpose, or because it died, however it died."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if os.environ.get("STOP_WITH_PARENT") == str(os.getppid()):
    threading.Thread(target=_stop_with_parent, daemon=True).start()
