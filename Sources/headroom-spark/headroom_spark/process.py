"""One ``headroom`` process: accounts as CSV on its standard input, rows of its CSV out."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

#: Characters before which the command line writes a ``'``, so that no spreadsheet runs the text.
_GUARDED = "=+-@\t\r"


class HeadroomMissing(RuntimeError):
    """There is no ``headroom`` on this machine."""


def executable(named: str | None) -> str:
    """The program: as named, by HEADROOM, by PATH, or sent to the workers with ``--files``."""
    if named:
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


@dataclass
class Accounts:
    """Rows of some accounts, each account's together."""

    header: Sequence[str]
    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.rows.values())

    def halves(self) -> tuple[Accounts, Accounts]:
        names = list(self.rows)
        middle = len(names) // 2
        return tuple(  # type: ignore[return-value]
            Accounts(self.header, {name: self.rows[name] for name in part})
            for part in (names[:middle], names[middle:])
        )

    def text(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        for rows in self.rows.values():
            writer.writerows(rows)
        return out.getvalue()


def answers(call: Call, accounts: Accounts) -> Iterator[dict[str, str]]:
    """The rows of the accounts. Where the program fails, halves are tried, so that one account fails alone."""
    if not accounts.rows:
        return
    rows, error = _run(call, accounts)
    if error is None:
        yield from rows
        told = {row["account"] for row in rows}
        for name in accounts.rows:
            # The label of an account without a name is its marketplace, and may have it behind its name.
            if name and name not in told and not any(one.startswith(name + " (") for one in told):
                yield {"account": name, "error": "no usable row: headroom left all of its rows out"}
    elif len(accounts.rows) == 1:
        yield {"account": next(iter(accounts.rows)), "error": error}
    else:
        for half in accounts.halves():
            yield from answers(call, half)


def _run(call: Call, accounts: Accounts) -> tuple[list[dict[str, str]], str | None]:
    with tempfile.TemporaryDirectory(prefix="headroom-") as folder:
        command = [executable(call.binary), call.command, "-", "--format", "csv", "--quiet", *call.arguments]
        if call.priors is not None:
            path = os.path.join(folder, "priors.json")
            with open(path, "wb") as file:
                file.write(call.priors)
            command += ["--priors", path]
        try:
            done = subprocess.run(
                command, input=accounts.text().encode(), capture_output=True, timeout=call.timeout,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return [], f"headroom took longer than {call.timeout:.0f} s"
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        return [], f"headroom was killed ({name}): is the account too large for the memory of this worker?"
    if done.returncode != 0:
        return [], _last_line(done.stderr) or f"headroom ended with status {done.returncode}"
    reader = csv.DictReader(io.StringIO(done.stdout.decode()))
    if tuple(reader.fieldnames or ()) != call.columns:
        return [], "headroom writes other columns than this package knows. Install the two of one version."
    return [{name: _unguarded(cell) for name, cell in row.items()} for row in reader], None


def _last_line(errors: bytes) -> str:
    lines = [line for line in errors.decode(errors="replace").splitlines() if line.startswith("headroom: error")]
    return (lines or [""])[-1].removeprefix("headroom: error: ")[:500]


def _unguarded(cell: str) -> str:
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _GUARDED else cell
