"""Kernels that are there at once: a process with everything loaded is copied, the copy becomes a kernel.

A forked kernel is an ordinary ipykernel with its own process, environment and connection; it only saves
the start of Python and the imports. Where processes cannot be forked safely, an interpreter is started.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from kfd_analysis.processes import end_with_parent

KERNEL = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
_BEFORE_OPTIONS = KERNEL.index("-f")
LONGEST_SOCKET = 90
"""Characters of the path of a socket, without the number that each channel adds."""
_INLINE = "module://matplotlib_inline.backend_inline"
"""Where a kernel that is started draws what a notebook plots by itself."""


_IMPORTED = (
    "ipykernel.kernelapp", "IPython.core.debugger", "sqlite3", "tornado.platform.asyncio",
    "kfd_analysis.dataset", "matplotlib.backends.backend_svg", "nltk.metrics.agreement",
)  # fmt: skip


def can_fork() -> bool:
    """Whether a process full of libraries may be copied (not so on macOS, and not at all on Windows)."""
    return sys.platform == "linux"


def warm() -> None:
    """Import what every notebook needs, so that forked kernels find it there."""
    from kfd_analysis import showing

    for name in (*_IMPORTED, *showing.modules()):
        import_module(name)
    gc.freeze()


def manager(folder: Path, name: str, fork: bool) -> AsyncKernelManager:
    """A manager of one kernel, whose connection lies in `folder` under `name`."""
    options: dict[str, Any] = {"connection_file": str(folder / f"{name}.json")}
    socket = str(folder / name)
    if fork and len(socket) < LONGEST_SOCKET:
        options |= {"transport": "ipc", "ip": socket}
    return ForkedManager(**options) if fork else Manager(**options)


class Manager(AsyncKernelManager):
    """Starts this interpreter, whatever kernels are registered on the machine."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel."""
        return KernelSpec(argv=KERNEL, display_name="Python 3", language="python")


class ForkedManager(Manager):
    """Makes a kernel of a copy of this process.

    The copy is taken when the manager is made, before anything of Jupyter runs in this process.
    """

    def __init__(self, **options: Any) -> None:
        self._copy = _Copy()
        super().__init__(**options)

    async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
        self.provisioner = _Forked(kernel_id="forked", kernel_spec=self.kernel_spec, parent=self)
        self.provisioner.process = self._copy
        return await super()._async_pre_start_kernel(**options)


class _Forked(LocalProvisioner):
    """Tells the copy to become a kernel, where the ordinary one starts an interpreter."""

    process: _Copy  # type: ignore[assignment]

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        self.process.become(_Orders(cmd[_BEFORE_OPTIONS:], options["env"], options["cwd"]))
        self.pid = self.pgid = self.process.pid
        self.cwd = options["cwd"]
        return self.connection_info


class _Orders(NamedTuple):
    options: Sequence[str]
    environment: Mapping[str, str]
    folder: str


class _Copy:
    """A copy of this process that waits for its orders, in the shape of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        context = get_context("fork")
        theirs, self._orders = context.Pipe(duplex=False)
        self._process = context.Process(target=_wait_and_become, args=(theirs, self._orders, os.getpid()))
        self._process.start()
        theirs.close()
        self.pid = self._process.pid or 0

    def become(self, orders: _Orders) -> None:
        """Make it a kernel."""
        self._orders.send(orders)

    def poll(self) -> int | None:
        """Exit status; None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for the end."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()


def _wait_and_become(orders: Connection, parents: Connection, parent: int) -> None:
    parents.close()
    os.setsid()
    end_with_parent(parent)
    try:
        given: _Orders = orders.recv()
    except EOFError:
        return
    os.environ.clear()
    os.environ.update(given.environment, JPY_PARENT_PID=str(os.getppid()))
    os.chdir(given.folder)
    sys.path[:0] = [
        path for path in given.environment["PYTHONPATH"].split(os.pathsep) if path not in sys.path
    ]
    sys.argv[1:] = given.options
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # takes longer to import than all the rest

    import matplotlib as mpl
    from ipykernel.kernelapp import IPKernelApp

    mpl.rcParams["backend"] = os.environ.setdefault("MPLBACKEND", _INLINE)  # read when mpl was imported

    IPKernelApp.launch_instance(list(given.options))
