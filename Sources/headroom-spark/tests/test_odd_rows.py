"""Odd days and odd names: the same values for every partitioning and for the command line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import subprocess
from typing import Any

import pytest
from conftest import HEADER, orders_of
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import headroom_spark as hs
from headroom_spark import context as C
from headroom_spark.process import _unguarded
from headroom_spark.schema import COLUMNS, typed

NAMES = ", ".join(f"{name} string" for name in HEADER)
Rows = list[tuple[Any, ...]]


def order(number: str, account: str | None, purchased: str, shipped: str = "") -> tuple[Any, ...]:
    return (number, account, purchased, "", shipped, "", "", "", "")


def by_command_line(headroom: str, rows: Rows, *arguments: str) -> Rows:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    done = subprocess.run(
        [headroom, *(arguments or ("status",)), "-", "--marketplace", "amazon.com", "--priors", "built-in",
         "--format", "csv", "-q"],
        input=text.getvalue().encode(), capture_output=True, check=True,
    )  # fmt: skip
    command = (arguments or ("status",))[0]
    reader = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert tuple(reader.fieldnames or ()) == COLUMNS[command]
    frame = typed([{name: _unguarded(cell) for name, cell in row.items()} for row in reader], command)
    return in_order(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def in_order(rows: Any) -> Rows:
    return sorted((tuple(row) for row in rows), key=repr)


def found(df: DataFrame, headroom: str, partitions: int) -> Rows:
    return in_order(hs.status(df, partitions=partitions, binary=headroom).collect())


def same_for_all(spark: SparkSession, headroom: str, rows: Rows, numbers: tuple[int, ...] = (1, 7)) -> Rows:
    expected = by_command_line(headroom, rows)
    df = spark.createDataFrame(rows, NAMES)
    for number in numbers:
        assert found(df.orderBy(F.rand(number)), headroom, number) == expected, number
    return expected


@pytest.fixture(scope="module")
def busy() -> Rows:
    """Eight shops that sell up to one evening, as many do together."""
    return [row for number in range(8) for row in orders_of(f"shop-{number}", number)]


def test_the_evening_is_that_of_the_command_line(spark: SparkSession, headroom: str, busy: Rows) -> None:
    last = max(day for row in busy for day in (row[2], row[4], row[6]))
    odd = [
        order("o-1", "ahead", "2099-01-01"),
        order("o-2", "word", "unknown"),
        order("o-3", "day-first", "31/12/2025"),
        order("o-4", "empty", ""),
        order("o-5", "shop-1", "unknown"),
        order("o-6", "shop-2", "2026-03-02", "31/03/2026"),
        order("o-7", "late", "2026-04-01T23:30:00-05:00", "2026-04-02 08:00"),
    ]
    answers = same_for_all(spark, headroom, busy + odd, (1, 2, 7, 64))
    place = COLUMNS["status"].index("as_of")
    assert {row[place] for row in answers} == {dt.date.fromisoformat(last)}
    # Nothing is unreadable for an account that has other rows, and each odd one is there.
    assert {row[0] for row in answers} >= {"ahead", "word", "day-first", "late"}
    assert all(row[-1] is None for row in answers)


def test_the_last_evening_may_be_that_of_any_fact(spark: SparkSession, headroom: str) -> None:
    # Too few orders to tell a mistyped day, which the command line then takes.
    few = [order("1", "a", "2026-01-01", "2026-01-03"), order("2", "b", "2026-02-01", "2099-01-01")]
    few += [order("3", "c", "2026-01-05", "2026-02-09"), order("4", "b", "unknown")]
    same_for_all(spark, headroom, few)


def test_a_part_of_the_rows_decides_as_all_do(
    spark: SparkSession, headroom: str, busy: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(C, "SMALL", 100)
    monkeypatch.setattr(C, "_PURCHASES", 20)
    monkeypatch.setattr(C, "_PER_NEWEST", 20)
    odd = [order("o-1", "ahead", "2099-01-01"), order("o-2", "word", "unknown")]
    odd += [order("o-5", "shop-1", "unknown")]
    rows = C.context(spark.createDataFrame(busy + odd, NAMES)).rows
    assert 100 < len(rows) < len(busy)
    same_for_all(spark, headroom, busy + odd, (7,))
    # Days in another form are not told apart by their text.
    other = [
        tuple("/".join(reversed(cell.split("-"))) if place in (2, 3, 4, 6) and cell else cell
              for place, cell in enumerate(row))
        for row in busy
    ]  # fmt: skip
    same_for_all(spark, headroom, other, (7,))


def test_a_cell_that_makes_a_file_unreadable_fails_its_account(
    spark: SparkSession, headroom: str, busy: Rows
) -> None:
    # A number such as 3-15-1 would settle that the month comes first.
    busy = [(f"no-{row[0]}", *row[1:]) for row in busy]
    expected = by_command_line(headroom, busy)
    df = spark.createDataFrame([*busy, order("o-1", "either", "03/04/2026")], NAMES)
    for number in (1, 7):
        rows = found(df, headroom, number)
        assert [row for row in rows if row[-1] is None] == expected
        failed = [row for row in rows if row[-1] is not None]
        assert [row[0] for row in failed] == ["either"] and "2026-04-03 and 2026-03-04" in failed[0][-1]
    assert hs.learn(df, binary=headroom) == hs.learn(spark.createDataFrame(busy, NAMES), binary=headroom)


def renamed(rows: Rows, names: list[str | None]) -> Rows:
    """The shops under these names, one after another."""
    return [(row[0], names[int(row[1].removeprefix("shop-"))], *row[2:]) for row in rows]


@pytest.mark.parametrize(
    "names",
    [
        ["Shop", "shop", "shop ", " shop", "SHOP  ONE", "shop one", "\uff33\uff48\uff4f\uff50", "other"],
        ["nan", "N/A", None, "null", "-", " leading space", "shop-6", "NULL"],
        ["Stra\u00dfe", "STRASSE", "caf\u00e9", "CAFE\u0301", "cafe", "\u0130x", "ix", "shop (amazon.de)"],
        ["=2+3", "'=2+3", '="007"', "007", "two\nlines", "tab\there", "a, b", 'a "quoted" name'],
    ],
)
def test_names_are_those_of_the_command_line(
    spark: SparkSession, headroom: str, busy: Rows, names: list[str | None]
) -> None:
    answers = same_for_all(spark, headroom, renamed(busy, names))
    assert all(row[-1] is None for row in answers)


def test_one_account_in_two_marketplaces(spark: SparkSession, headroom: str, busy: Rows) -> None:
    # As the recipe of the README has it.
    rows = renamed(busy, ["two", "two", "shop-2", "shop-3", "shop-4", "shop-5", "shop-6", "shop-7"])
    shops = {"0": "amazon.de", "1": "amazon.fr"}
    orders = spark.createDataFrame(
        [(*row, shops.get(row[0].split("-")[0], "amazon.com")) for row in rows],
        NAMES + ", marketplace string",
    )
    at = dict(as_of="2026-04-12", priors="built-in", paths=200, partitions=3, binary=headroom)
    ahead = hs.forecast(orders, **at)  # type: ignore[arg-type]
    labels = {row[0] for row in ahead.select("account").distinct().collect()}
    assert {"two (amazon.de)", "two (amazon.fr)"} <= labels
    wanted = ahead.where("account in ('two (amazon.de)', 'shop-3')")
    actions = hs.rank(orders, accounts=wanted, **at)  # type: ignore[arg-type]
    assert {row[0] for row in actions.select("account").distinct().collect()} == {"two (amazon.de)", "shop-3"}
    assert actions.where("error is not null").count() == 0
