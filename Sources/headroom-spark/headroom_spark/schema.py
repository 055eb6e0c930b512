"""The columns that come out, as the command line writes them, with their types."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pyspark.sql import types as T

_TEXT = {
    "account", "metric", "state", "evidence", "sources", "difference", "action", "grade", "note",
    "cost_currency", "loss_currency",
}  # fmt: skip
_DAYS = {"as_of", "first_q10", "first_q50", "first_q90", "earliest_back", "back_q50", "back_q90"}
_COUNTS = {
    "orders", "bad", "headroom", "bad_low", "bad_high", "orders_high", "own_orders", "own_bad", "youngest_age",
    "oldest_age", "recovery_q50", "tilted_from", "tilted_to", "rank_lo", "rank_hi", "paths", "do_first",
}  # fmt: skip

#: The columns of each command's CSV, in their order.
COLUMNS: dict[str, tuple[str, ...]] = {
    "status": (
        "account", "metric", "as_of", "orders", "bad", "rate", "limit", "state", "headroom",
        "completed_q05", "completed_q50", "completed_q95", "bad_low", "bad_high", "evidence", "sources",
        "orders_high", "rate_low", "rate_high", "own_orders", "own_bad", "difference",
    ),
    "forecast": (
        "account", "metric", "youngest_age", "oldest_age", "limit", "as_of", "orders", "bad", "rate",
        "state", "headroom", "p_7", "p_14", "p_30", "p_60", "p_90", "first_q10", "first_q50", "first_q90",
        "recovery_q50", "se_7", "se_14", "se_30", "se_60", "se_90", "days_off_30", "se_days_off_30",
        "days_off_90", "se_days_off_90", "earliest_back", "back_q50", "back_q90", "p_back_7", "se_back_7",
        "p_back_14", "se_back_14", "p_back_30", "se_back_30", "p_back_60", "se_back_60", "p_back_90",
        "se_back_90", "p_relapse_30", "se_relapse_30", "p_30_lowest", "se_30_lowest", "p_30_highest",
        "se_30_highest", "tilted_from", "tilted_to", "p_back_30_lowest", "se_back_30_lowest",
        "p_back_30_highest", "se_back_30_highest",
    ),
    "rank": (
        "action", "delta_p", "se", "p_best", "rank_lo", "rank_hi", "cost", "delta_p_per_cost", "delta_loss",
        "se_loss", "cost_low", "cost_high", "p_no_effect", "grade", "paths", "delta_p_low",
        "delta_p_central", "delta_p_high", "delta_p_any_breach", "note", "cost_currency", "days_off_less",
        "se_days_off_less", "days_sooner_back", "se_days_sooner_back", "p_as_good", "account", "net",
        "se_net", "p_worth", "p_pays", "se_pays", "p_best_money", "p_as_good_money", "loss_currency",
        "do_first", "own_cost_low", "own_cost_high",
    ),
}


def _type(name: str) -> T.DataType:
    if name in _TEXT:
        return T.StringType()
    if name in _DAYS:
        return T.DateType()
    return T.LongType() if name in _COUNTS else T.DoubleType()


def schema(command: str) -> T.StructType:
    """The columns of a command with their types, and the text of an error."""
    fields = [T.StructField(name, _type(name)) for name in COLUMNS[command]]
    return T.StructType([*fields, T.StructField("error", T.StringType())])


def typed(rows: list[dict[str, Any]], command: str) -> pd.DataFrame:
    """Cells of text as values; empty ones are null."""
    columns: dict[str, Any] = {}
    for field in schema(command).fields:
        cells = [row.get(field.name) or None for row in rows]
        if isinstance(field.dataType, T.DateType):
            days = pd.to_datetime(pd.Series(cells, dtype=object), format="%Y-%m-%d")
            columns[field.name] = pd.Series([None if pd.isna(day) else day.date() for day in days], dtype=object)
        elif isinstance(field.dataType, T.LongType):
            numbers = [None if cell is None else int(cell) for cell in cells]
            columns[field.name] = pd.Series(numbers, dtype="Int64")
        elif isinstance(field.dataType, T.DoubleType):
            columns[field.name] = pd.Series([None if cell is None else float(cell) for cell in cells], dtype="Float64")
        else:
            columns[field.name] = pd.Series(cells, dtype=object)
    return pd.DataFrame(columns)
