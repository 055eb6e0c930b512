"""One ``headroom`` process: accounts as CSV on its standard input, rows of its CSV out."""

from __future__ import annotations

import csv
import io
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from headroom_spark import names
from headroom_spark.context import Context, is_own
from headroom_spark.orders import OrdersError

#: Characters before which the command line writes a ``'``, so that no spreadsheet runs the text.
_GUARDED = "=+-@\t\r"


class HeadroomMissing(OrdersError):
    """There is no ``headroom`` on this machine."""


def executable(named: str | None) -> str:
    """The program: as named, by HEADROOM, by PATH, or sent to the workers with ``--files``."""
    if named:
        if shutil.which(named) is None:
            raise HeadroomMissing(f"binary: found {named}, expected a program that runs on this machine.")
        return named
    own = os.environ.get("HEADROOM") or shutil.which("headroom")
    if own:
        return own
    try:
        from pyspark import SparkFiles

        sent = str(SparkFiles.get("headroom"))
    except Exception:  # There are no files of Spark outside a worker.
        sent = ""
    if sent and os.path.exists(sent):
        if not os.access(sent, os.X_OK):
            os.chmod(sent, 0o755)
        return sent
    raise HeadroomMissing(
        "headroom: not found on this machine. Install it on every worker, name it with HEADROOM or binary=, or"
        " send it with spark-submit --files headroom."
    )


@dataclass(frozen=True)
class Call:
    """How ``headroom`` is called. Everything that decides a value is in it."""

    command: str
    arguments: tuple[str, ...]
    columns: tuple[str, ...]
    priors: bytes | None
    binary: str | None
    timeout: float


class Refused(RuntimeError):
    """The program did not answer, and what it said."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status

    @property
    def is_usage(self) -> bool:
        """Whether the arguments are wrong, not the rows."""
        return self.status == os.EX_USAGE


@dataclass
class Accounts:
    """Rows of some accounts, each account's together under the key of its name."""

    header: tuple[str, ...]
    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """The name that most rows of an account have."""
        place = self.header.index("account")
        counts: dict[str, int] = {}
        for row in self.rows[key]:
            counts[row[place]] = counts.get(row[place], 0) + 1
        return names.shown(min(counts, key=lambda cell: (-counts[cell], cell)))

    def halves(self) -> tuple[Accounts, Accounts]:
        names = list(self.rows)
        middle = len(names) // 2
        return tuple(  # type: ignore[return-value]
            Accounts(self.header, {name: self.rows[name] for name in part})
            for part in (names[:middle], names[middle:])
        )

    def text(self, context: Context) -> str:
        """The rows, after those of other accounts that decide with them."""
        own = (row for rows in self.rows.values() for row in rows)
        return table(self.header, itertools.chain(context.beside(self.rows), own))


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def answers(call: Call, context: Context, accounts: Accounts) -> Iterator[dict[str, str]]:
    """The rows of the accounts.

    Where the program fails, halves are tried, so that one account fails alone.
    """
    if not accounts.rows:
        return
    try:
        rows = [row for row in answered(call, accounts.text(context)) if not is_own(row["account"])]
    except Refused as refused:
        if len(accounts.rows) == 1:
            yield {"account": accounts.name(next(iter(accounts.rows))), "error": str(refused)}
            return
        for half in accounts.halves():
            yield from answers(call, context, half)
        return
    yield from rows
    told = names.all_keys_of({row["account"] for row in rows})
    for key in accounts.rows:
        # An account without a name is told under its marketplace.
        if key and key not in told:
            yield {"account": accounts.name(key), "error": "no usable row: headroom left all of its rows out"}


def answered(call: Call, text: str) -> list[dict[str, str]]:
    """What the program answers of a file.

    Raises ``Refused``.
    """
    with tempfile.TemporaryDirectory(prefix="headroom-") as folder:
        command = [executable(call.binary), call.command, "-", "--format", "csv", "--quiet", *call.arguments]
        path = "built-in"
        if call.priors is not None:
            path = os.path.join(folder, "priors.json")
            with open(path, "wb") as file:
                file.write(call.priors)
        command += ["--priors", path]
        try:
            done = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=call.timeout, check=False
            )
        except subprocess.TimeoutExpired:
            raise Refused(f"headroom took longer than {call.timeout:.0f} s", 0) from None
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        raise Refused(
            f"headroom was killed ({name}): is the account too large for the memory of this worker?", 0
        )
    if done.returncode != 0:
        raise Refused(
            first_error(done.stderr) or f"headroom ended with status {done.returncode}", done.returncode
        )
    reader = csv.DictReader(io.StringIO(done.stdout.decode()))
    if tuple(reader.fieldnames or ()) != call.columns:
        raise Refused(
            "headroom writes other columns than this package knows. Install the two of one version.", 0
        )
    return [{name: _unguarded(cell) for name, cell in row.items()} for row in reader]


def first_error(errors: bytes) -> str:
    """What is wrong with the arguments or with a file, as the program says it."""
    for line in errors.decode(errors="replace").splitlines():
        for start in ("headroom: error: ", "Error: "):
            if line.startswith(start):
                return line.removeprefix(start)[:500]
    return ""


def _unguarded(cell: str) -> str:
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _GUARDED else cell
