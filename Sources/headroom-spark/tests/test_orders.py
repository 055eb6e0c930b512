"""What comes in is checked before anything is computed."""

from __future__ import annotations

import datetime as dt

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import headroom_spark as hs
from headroom_spark.orders import canonical


def test_missing_column_is_named_with_the_way_out(spark: SparkSession) -> None:
    df = spark.createDataFrame([("1", "x")], "order_id string, bought string")
    with pytest.raises(hs.OrdersError, match=r"purchased_at: no such column .* order_id, bought.*columns="):
        hs.status(df)
    with pytest.raises(hs.OrdersError, match=r"'buyer' is no column of orders.csv"):
        canonical(df, {"buyer": "x"})
    with pytest.raises(hs.OrdersError, match=r"is to be 'when', and the DataFrame has no such column"):
        canonical(df, {"purchased_at": "when"})


def test_wrong_type_is_refused(spark: SparkSession) -> None:
    df = spark.createDataFrame([("1", 5)], "order_id string, purchased_at int")
    with pytest.raises(hs.OrdersError, match=r"purchased_at: found int, expected a date"):
        canonical(df)


def test_without_any_row_there_is_no_evening(spark: SparkSession, headroom: str) -> None:
    df = spark.createDataFrame([], "order_id string, purchased_at string")
    with pytest.raises(hs.OrdersError, match=r"no row.*Give as_of"):
        hs.status(df, binary=headroom)
    assert hs.status(df, as_of="2026-01-28", binary=headroom).collect() == []


def test_types_become_the_text_of_orders_csv(spark: SparkSession) -> None:
    df = spark.createDataFrame(
        [(7, "n", dt.datetime(2026, 3, 1, 23, 30), dt.date(2026, 3, 2), 12.5, None)],
        "id long, seller string, bought timestamp, ship_by date, amount double, currency string",
    ).withColumn("`odd` name", F.lit("x"))
    out = canonical(df, {"order_id": "id", "account": "seller", "purchased_at": "bought"})
    row = out.collect()[0].asDict()
    assert row["order_id"] == "7" and row["account"] == "n" and row["ship_by"] == "2026-03-02"
    assert row["purchased_at"] == "2026-03-01T23:30:00Z"
    assert row["amount"] == "12.500000" and row["currency"] is None
    assert "`odd` name" not in out.columns


def test_account_may_be_absent(spark: SparkSession) -> None:
    df = spark.createDataFrame([("1", "2026-01-01")], "order_id string, purchased_at string")
    assert canonical(df).collect()[0]["account"] == ""
