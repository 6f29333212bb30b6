"""A child process that reads foreign formats, so that a crash, a hang or a flood can be ended.

One process serves one file after the other; it is started when it is first needed and again after
it had to be ended. Requests and answers are lines of JSON.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path
from typing import IO, Any

from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.model import Problem
from kfd_analysis.reading.formats.encodings import Decoded
from kfd_analysis.reading.formats.limits import (
    MAX_MEMORY,
    MAX_SECONDS,
    PATIENCE,
    TIMERS,
    check_kind,
    check_text,
    read_bytes,
)

Answer = dict[str, Any]


class Worker:
    """The child process as seen from the parent; safe to use from several threads and after a fork.

    `seconds` are the child's own of the processor for one file (by the clock where there are no timers).
    """

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0

    def read(self, path: Path, labels: Collection[str] = ()) -> Decoded:
        """Text of a file, read by the child.

        Raises
        ------
        UnreadableReportError
            With the child's code, or ``timeout``, ``memory``, ``damaged`` if the child had to be ended.
        """
        with self._lock:
            request = {"path": str(path.absolute()), "labels": sorted(labels), "seconds": self.seconds}
            answer = self._ask(request)
        if "error" in answer:
            raise UnreadableReportError(answer["error"], answer["detail"])
        return Decoded(answer["text"], answer["encoding"], tuple(Problem(*row) for row in answer["warnings"]))

    def close(self) -> None:
        """End the child, if there is one."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.communicate()

    def _ask(self, request: Answer) -> Answer:
        process = self._running()
        expired = threading.Event()
        timer = threading.Timer(self.seconds * (PATIENCE if TIMERS else 1), _end, (process, expired))
        timer.start()
        reply = ""
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            reply = process.stdout.readline()
        except OSError:
            pass
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
        if not reply.endswith("\n"):
            self.close()
            if expired.is_set() or (TIMERS and process.returncode == -signal.SIGPROF):
                return {"error": "timeout", "detail": f"{self.seconds:.0f} s"}
            return {"error": "damaged", "detail": "the reader crashed"}
        answer: Answer = json.loads(reply)
        if answer.get("error") == "memory":
            self.close()
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.close()
            paths = os.pathsep.join(filter(None, sys.path))
            environment = dict(os.environ, PYTHONPATH=paths, PYTHONIOENCODING="utf-8")
            self._owner = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kfd_analysis.reading.formats.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=environment,
                start_new_session=True,
            )
        return self._process


def _end(process: subprocess.Popen[str], expired: threading.Event) -> None:
    expired.set()
    process.kill()


SHARED = Worker()
atexit.register(SHARED.close)


# --- in the child -------------------------------------------------------------------------------


def extract(path: Path, labels: Collection[str] = ()) -> Decoded:
    """Text of a file in one of the foreign formats; the child's work, without its protection.

    Raises
    ------
    UnreadableReportError
        If a limit is passed or the file is not what its ending says.
    """
    from kfd_analysis.reading.formats import html, office, pdf

    suffix = path.suffix.lower()
    data = read_bytes(path)
    check_kind(data, suffix)
    if suffix in {".html", ".htm"}:
        decoded = html.html_text(data)
    elif suffix == ".pdf":
        decoded = Decoded(pdf.pdf_text(data, labels), "")
    else:
        readers = {".docx": office.docx_text, ".odt": office.odt_text, ".pptx": office.pptx_text}
        decoded = Decoded(readers[suffix](data), "")
    check_text(decoded.text)
    return decoded


def answer(request: Answer) -> Answer:
    """What the child says to one request; whatever a parser raises means a damaged file."""
    try:
        decoded = extract(Path(request["path"]), request["labels"])
    except UnreadableReportError as error:
        return {"error": error.code, "detail": error.detail}
    except MemoryError:
        return {"error": "memory", "detail": f"{MAX_MEMORY // 2**20} MB"}
    except Exception as error:  # parsers raise whatever they like; the kind of error is named
        return {"error": "damaged", "detail": f"{type(error).__name__} in {_origin(error)}"}
    return {"text": decoded.text, "encoding": decoded.encoding, "warnings": decoded.warnings}


def _origin(error: BaseException) -> str:
    """The package that raised an error, so that a fault of our own can be told from a parser's."""
    module = type(error).__module__
    trace = error.__traceback__
    while module == "builtins" and trace is not None:
        if trace.tb_next is None:
            module = trace.tb_frame.f_globals.get("__name__", "")
        trace = trace.tb_next
    return module.partition(".")[0]


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard > MAX_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, hard))


def _set_alarm(seconds: float) -> None:
    """End this process after so many seconds of the processor, or (should the parent be gone) long after."""
    if TIMERS:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * PATIENCE + 2 if seconds else 0)


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Answer requests until the parent closes the pipe."""
    for line in requests:
        request = json.loads(line)
        _set_alarm(request["seconds"])
        answers.write(json.dumps(answer(request)) + "\n")
        answers.flush()
        _set_alarm(0)


def main() -> None:
    """Serve over the standard streams; what parsers print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _limit_memory()
    serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
