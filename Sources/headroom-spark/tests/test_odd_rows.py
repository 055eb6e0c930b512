"""Odd days and odd names: the same values for every partitioning and for the command line."""

from __future__ import annotations

import csv
import io
import subprocess
from typing import Any

import pytest
from conftest import HEADER, orders_of
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import headroom_spark as hs
from headroom_spark.process import _unguarded
from headroom_spark.schema import COLUMNS, typed

NAMES = ", ".join(f"{name} string" for name in HEADER)
Rows = list[tuple[Any, ...]]


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


def same_for_all(spark: SparkSession, headroom: str, rows: Rows) -> Rows:
    expected = by_command_line(headroom, rows)
    df = spark.createDataFrame(rows, NAMES)
    for number in (1, 2, 7, 64):
        assert found(df, headroom, number) == expected, number
    assert found(df.orderBy(F.rand(3)), headroom, 3) == expected
    return expected


@pytest.fixture(scope="module")
def busy() -> Rows:
    """Eight shops that sell up to one evening, as many do together."""
    return [row for number in range(8) for row in orders_of(f"shop-{number}", number)]


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
