"""The orders that come in: their columns, checked and written as text."""

from __future__ import annotations

from collections.abc import Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

NEEDED = ("order_id", "purchased_at")
TIMES = ("purchased_at", "ship_by", "shipped_at", "deliver_by", "delivered_at", "cancelled_at", "defect_at")
#: Days on which something happened; a deadline is none.
FACTS = ("purchased_at", "shipped_at", "delivered_at", "cancelled_at", "defect_at")
NUMBERS = ("units", "amount")
TEXTS = (
    "account", "order_id", "marketplace", "channel", "tracking", "cancelled_by", "defect", "currency", "sku",
    "category",
)  # fmt: skip
COLUMNS = TEXTS + TIMES + NUMBERS

_TIME_TYPES = (T.DateType, T.TimestampType, T.TimestampNTZType, T.StringType)
_NUMBER_TYPES = (T.ByteType, T.ShortType, T.IntegerType, T.LongType, T.FloatType, T.DoubleType, T.DecimalType)


class OrdersError(ValueError):
    """What is given is wrong: the column or the argument, what it is, and what was expected."""


def canonical(df: DataFrame, columns: Mapping[str, str] | None = None) -> DataFrame:
    """The columns of orders.csv that ``df`` has, all as text; other columns are left out.

    ``columns`` names the column of ``df`` for a column of orders.csv where the two differ:
    ``{"account": "seller_id"}``.
    """
    names = dict(columns or {})
    for canonical_name, own in names.items():
        if canonical_name not in COLUMNS:
            raise OrdersError(
                f"columns: '{canonical_name}' is no column of orders.csv, expected one of {', '.join(COLUMNS)}."
            )
        if own not in df.columns:
            raise OrdersError(
                f"columns: '{canonical_name}' is to be '{own}', and the DataFrame has no such column."
                f" It has {', '.join(df.columns)}."
            )
    taken = set(names.values())
    for name in COLUMNS:
        if name not in names and name in df.columns and name not in taken:
            names[name] = name
    for name in NEEDED:
        if name not in names:
            raise OrdersError(
                f"{name}: no such column in the DataFrame, which has {', '.join(df.columns)}. Rename it, or"
                f" name it with columns={{'{name}': '…'}}."
            )
    types = {field.name: field.dataType for field in df.schema.fields}
    chosen = [_text(name, names[name], types[names[name]]) for name in COLUMNS if name in names]
    if "account" not in names:
        chosen.append(F.lit("").alias("account"))
    return df.select(*chosen)


def _text(name: str, own: str, kind: T.DataType) -> Column:
    column = F.col(f"`{own.replace('`', '``')}`")
    if name in TIMES:
        if not isinstance(kind, _TIME_TYPES):
            raise OrdersError(_wrong(name, own, kind, "a date, a timestamp, or ISO 8601 text"))
        if isinstance(kind, T.TimestampType):
            # With its offset, so that the marketplace's own calendar day is found.
            column = F.date_format(column, "yyyy-MM-dd'T'HH:mm:ssXXX")
        elif isinstance(kind, T.TimestampNTZType):
            column = F.date_format(column, "yyyy-MM-dd'T'HH:mm:ss")
        return column.cast("string").alias(name)
    if name in NUMBERS:
        if isinstance(kind, (T.FloatType, T.DoubleType)):
            column = column.cast("decimal(28,6)")
        elif not isinstance(kind, (*_NUMBER_TYPES, T.StringType)):
            raise OrdersError(_wrong(name, own, kind, "a number"))
        return column.cast("string").alias(name)
    if isinstance(kind, (T.ArrayType, T.MapType, T.StructType, T.BinaryType)):
        raise OrdersError(_wrong(name, own, kind, "text"))
    text = column.cast("string")
    return (F.coalesce(text, F.lit("")) if name == "account" else text).alias(name)


def _wrong(name: str, own: str, kind: T.DataType, expected: str) -> str:
    shown = name if own == name else f"{name} ('{own}')"
    return f"{shown}: found {kind.simpleString()}, expected {expected}. Cast it first."
