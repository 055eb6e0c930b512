"""A real Spark, the program, and orders of made-up sellers."""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

# The workers need the packages of this environment, not those of the system.
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable

FIRST = dt.date(2026, 1, 1)
HEADER = ("order_id", "account", "purchased_at", "ship_by", "shipped_at", "defect", "defect_at", "amount", "currency")


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    # Four attempts of a task, as on a cluster; local[2] has one.
    session = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def headroom() -> str:
    path = os.environ.get("HEADROOM")
    if not path:
        pytest.skip("HEADROOM names no program")
    return str(Path(path).resolve())


def orders_of(name: str, number: int) -> list[tuple[str, ...]]:
    """Some orders a day for 100 days, of which some are late or have a defect."""
    random.seed(number)
    late, rate = random.choice([0.01, 0.03, 0.08]), random.choice([0.2, 1, 3])
    rows = []
    for day in range(100):
        for place in range(int(rate) + (random.random() < rate % 1)):
            bought = FIRST + dt.timedelta(day)
            shipped = bought + dt.timedelta(3 if random.random() < late else 1)
            claim = random.random() < 0.01
            rows.append(
                (
                    f"{number}-{day}-{place}", name, str(bought), str(bought + dt.timedelta(1)), str(shipped),
                    "a_to_z_claim" if claim else "", str(bought + dt.timedelta(12)) if claim else "",
                    f"{random.randint(500, 9000) / 100:.2f}", "USD",
                )
            )  # fmt: skip
    return rows


@pytest.fixture(scope="session")
def rows() -> list[tuple[str, ...]]:
    names = [f"shop-{number}" for number in range(38)] + ["=2+3", 'a "quoted", name']
    return [row for number, name in enumerate(names) for row in orders_of(name, number)]


@pytest.fixture(scope="session")
def orders_file(rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    import csv

    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path
