"""The evening of judgement, and whether a call can be answered: both as the program says, at the driver."""

from __future__ import annotations

from pyspark.sql import DataFrame

from headroom_spark.context import Context, context
from headroom_spark.orders import OrdersError
from headroom_spark.process import Call, Refused, answered, table
from headroom_spark.schema import COLUMNS

#: Options that say how files are read, for every command.
_READING = ("--dates", "--rules")
#: Options that the functions set, and those of one account or of files that are written.
_TAKEN = {
    "--as-of": "as_of=", "--marketplace": "marketplace=", "--priors": "priors=", "--seed": "seed=",
    "--paths": "paths=", "--horizon": "horizon=", "--account": "accounts=", "--account-file": "accounts=",
    "--columns": "columns=", "--threads": "partitions=", "--format": "", "--output": "", "-o": "",
    "--seen": "", "--store": "", "--one-account": "", "--strict": "",
}  # fmt: skip


def check_arguments(arguments: tuple[str, ...]) -> None:
    """Raises ``OrdersError`` for an option that the functions themselves set, or that cannot hold for all."""
    for word in arguments:
        option = word.split("=")[0]
        if option in _TAKEN:
            instead = f"Use {_TAKEN[option]} of the function." if _TAKEN[option] else "Leave it out."
            raise OrdersError(f"arguments: found {option}, which is not for many accounts. {instead}")


def judged(
    orders: DataFrame, as_of: str | None, marketplace: str, arguments: tuple[str, ...], binary: str | None
) -> tuple[str, Context]:
    """The evening ``as_of``, or the last on which anything happened, and the rows by which it is found.

    Raises ``OrdersError`` if there is none, or if the program refuses it.
    """
    rows = context(orders)
    if not rows.rows:
        if as_of is None:
            raise OrdersError("purchased_at: there is no row, so there is no evening to judge. Give as_of.")
        return as_of, rows
    own = ["--marketplace", marketplace]
    for place, word in enumerate(arguments):
        if word in _READING:
            own += arguments[place : place + 2]
        elif word.startswith(tuple(option + "=" for option in _READING)):
            own.append(word)
    if as_of is not None:
        own += ["--as-of", as_of]
    call = Call("status", tuple(own), COLUMNS["status"], None, binary, 3600.0)
    try:
        told = answered(call, table(rows.header, rows.apart()))
    except Refused as refused:
        if refused.is_usage:
            raise OrdersError(str(refused)) from None
        # A few cells may make a file of all rows unreadable; the accounts that have them fail alone.
        rows = rows.plain()
        try:
            told = answered(call, table(rows.header, rows.apart()))
        except Refused:
            raise OrdersError(str(refused)) from None
    return as_of or told[0]["as_of"], rows


def check(call: Call, rows: Context) -> None:
    """Has the program answer once, for the rows that decide.

    Raises ``OrdersError`` with what it says if it refuses the options or the priors of the call.
    """
    if not rows.rows:
        return
    try:
        answered(call, table(rows.header, rows.beside(frozenset())))
    except Refused as refused:
        raise OrdersError(str(refused)) from None
