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


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"as_of": "junk"}, r"--as-of.*found 'junk', expected a day that exists"),
        ({"as_of": "1999-01-01"}, r"--as-of: found 1999-01-01, expected a day from 2026-01-01 on"),
        ({"marketplace": "amazon.xx"}, r"--marketplace: found 'amazon.xx', expected one of amazon.com"),
        ({"arguments": ("--limit", "foo=1")}, r"found the metric 'foo', expected one of"),
        ({"arguments": ("--bogus",)}, r"Unknown option '--bogus'"),
        ({"arguments": ("--account", "a")}, r"arguments: found --account, .* Use accounts= of the function"),
        ({"paths": 0}, r"--paths is a number 1…1000000000, got 0"),
        ({"horizon": 9_999}, r"--horizon is a number of days"),
        ({"seed": -1}, r"seed"),
        ({"priors": "/nowhere/priors.json"}, r"priors: .*/nowhere/priors.json"),
        ({"priors": b"{}"}, r"priors.json"),
        ({"partitions": 0}, r"partitions: found 0, expected a number above 0"),
        ({"max_orders": 0}, r"max_orders: found 0"),
        ({"timeout": 0}, r"timeout: found 0"),
        ({"binary": "/nowhere/headroom"}, r"binary: found /nowhere/headroom"),
        ({"accounts": "df"}, r"accounts: found the columns order_id, .*, expected account"),
    ],
)
def test_what_is_wrong_is_told_before_anything_runs(
    spark: SparkSession, headroom: str, wrong: dict[str, object], told: str
) -> None:
    days = [f"2026-01-{day:02d}" for day in range(1, 29)]
    names = ("order_id", "purchased_at", "ship_by", "shipped_at")
    df = spark.createDataFrame([(day,) * 4 for day in days], ", ".join(f"{name} string" for name in names))
    given: dict[str, object] = {"as_of": "2026-01-28", "priors": "built-in", "binary": headroom, **wrong}
    if "accounts" in wrong:
        given["accounts"] = df
    with pytest.raises(hs.OrdersError, match=told):
        hs.forecast(df, **given)  # type: ignore[arg-type]
    if set(wrong) <= {"as_of", "marketplace", "binary"}:
        with pytest.raises(hs.OrdersError, match=told):
            hs.learn(df, as_of=given["as_of"], binary=given["binary"],  # type: ignore[arg-type]
                     marketplace=wrong.get("marketplace", "amazon.com"))  # type: ignore[arg-type]  # fmt: skip


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
