"""The evening of judgement, as the program says it at the driver."""

from __future__ import annotations

from pyspark.sql import DataFrame

from headroom_spark.context import Context, context
from headroom_spark.orders import OrdersError
from headroom_spark.process import Call, Refused, answered, table
from headroom_spark.schema import COLUMNS

#: Options that say how files are read, for every command.
_READING = ("--dates", "--rules")

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
