"""The same values for every partitioning, for shuffled rows, and for the command line."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import HEADER, orders_of
from pyspark.sql import DataFrame, SparkSession

import headroom_spark as hs
from headroom_spark.process import _unguarded
from headroom_spark.schema import COLUMNS, schema, typed

EVENING = "2026-04-12"
FIXED = ["--as-of", EVENING, "--marketplace", "amazon.com", "--format", "csv", "-q"]


@pytest.fixture(scope="session")
def df(spark: SparkSession, rows: list[tuple[str, ...]]) -> DataFrame:
    return spark.createDataFrame(rows, ", ".join(f"{name} string" for name in HEADER)).cache()


@pytest.fixture(scope="session")
def priors(df: DataFrame, headroom: str) -> bytes:
    learnt = hs.learn(df, as_of=EVENING, binary=headroom)
    assert learnt is not None
    return learnt


def collected(df: DataFrame) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in df.collect()), key=repr)


def command_line(headroom: str, arguments: list[str], command: str) -> list[tuple[Any, ...]]:
    done = subprocess.run([headroom, *arguments], capture_output=True, check=True)
    reader = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert tuple(reader.fieldnames or ()) == COLUMNS[command]
    rows = [{name: _unguarded(cell) for name, cell in row.items()} for row in reader]
    frame = typed(rows, command).astype(object)
    return sorted(
        (tuple(row) for row in frame.where(frame.notna(), None).itertuples(index=False, name=None)), key=repr
    )


@pytest.mark.parametrize("number", [1, 2, 7, 64])
def test_forecast(
    df: DataFrame, number: int, priors: bytes, headroom: str, orders_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "priors.json").write_bytes(priors)
    expected = command_line(
        headroom,
        ["forecast", str(orders_file), *FIXED, "--seed", "1", "--paths", "500", "--horizon", "30", "--priors",
         str(tmp_path / "priors.json")], "forecast",
    )  # fmt: skip
    found = hs.forecast(
        df, as_of=EVENING, partitions=number, priors=priors, paths=500, horizon=30, binary=headroom
    )
    assert collected(found) == expected and len(expected) >= 40 * 3


def test_shuffled(df: DataFrame, priors: bytes, headroom: str) -> None:
    def made(orders: DataFrame) -> list[tuple[Any, ...]]:
        return collected(
            hs.forecast(orders, as_of=EVENING, partitions=3, priors=priors, paths=200, horizon=30, binary=headroom)
        )

    from pyspark.sql import functions as F

    assert made(df) == made(df.orderBy(F.rand(7)))
    assert priors == hs.learn(df.orderBy(F.rand(8)).repartition(5), as_of=EVENING, binary=headroom)


def test_status(df: DataFrame, headroom: str, orders_file: Path) -> None:
    # Without as_of both judge the last day on which anything happened.
    expected = command_line(headroom, ["status", str(orders_file), *FIXED[2:], "--priors", "built-in"], "status")
    found = hs.status(df, partitions=7, binary=headroom)
    place = COLUMNS["status"].index("sources")

    def without_file(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return sorted((row[:place] + row[place + 1 :] for row in rows), key=repr)

    assert without_file(collected(found)) == without_file(expected)
    assert found.schema == schema("status")


def test_rank(df: DataFrame, priors: bytes, headroom: str, orders_file: Path, tmp_path: Path) -> None:
    (tmp_path / "priors.json").write_bytes(priors)
    some = ["shop-1", "shop-2", "=2+3"]
    expected = command_line(
        headroom,
        ["rank", str(orders_file), *FIXED, "--seed", "1", "--paths", "500", "--priors",
         str(tmp_path / "priors.json"), *[word for name in some for word in ("--account", name)]], "rank",
    )  # fmt: skip
    chosen = df.where(df.account.isin(some))
    found = hs.rank(chosen, as_of=EVENING, partitions=2, priors=priors, paths=500, binary=headroom)
    assert collected(found) == expected


def test_one_account_fails_alone(df: DataFrame, spark: SparkSession, priors: bytes, headroom: str) -> None:
    names = ", ".join(f"{name} string" for name in HEADER)
    bad = [("1", "malformed", "yesterday", "", "", "", "", "", "")]
    large = orders_of("large", 2) * 40
    assert len(large) > 400
    mixed = df.union(spark.createDataFrame(bad + large, names))

    def made(orders: DataFrame) -> DataFrame:
        return hs.forecast(
            orders, as_of=EVENING, partitions=2, priors=priors, paths=200, horizon=30, binary=headroom,
            max_orders=400,
        )  # fmt: skip

    failed = {row.account: row.error for row in made(mixed).where("error is not null").collect()}
    assert set(failed) == {"malformed", "large"}
    assert f"{len(large)} orders, more than max_orders=400" in failed["large"]
    assert "no usable row" in failed["malformed"]
    assert collected(made(mixed).where("error is null")) == collected(made(df))


def test_a_killed_program_and_a_killed_worker(
    df: DataFrame, priors: bytes, headroom: str, tmp_path: Path
) -> None:
    options = dict(as_of=EVENING, partitions=2, priors=priors, paths=200, horizon=30)
    expected = collected(hs.forecast(df, binary=headroom, **options))  # type: ignore[arg-type]
    marker = tmp_path / "killed"
    worker = tmp_path / "worker"
    # The first call of a worker kills it while it waits for the answer, in the middle of its task.
    worker.write_text(
        f'#!/bin/bash\nif [ $PPID != {os.getpid()} ] && mkdir "{marker}" 2>/dev/null; then kill -9 $PPID; fi\n'
        f'exec {headroom} "$@"\n'
    )
    worker.chmod(0o755)
    assert collected(hs.forecast(df, binary=str(worker), **options)) == expected  # type: ignore[arg-type]
    assert marker.exists()
    # The program is killed whenever it is given one account, as if that did not fit into memory.
    program = tmp_path / "program"
    program.write_text(
        f'#!/bin/bash\ninput=$(cat; echo .)\nif grep -q "shop-5," <<<"$input"; then kill -9 $$; fi\n'
        f'printf %s "${{input%.}}" | {headroom} "$@"\n'
    )
    program.chmod(0o755)
    found = hs.forecast(df, binary=str(program), **options)  # type: ignore[arg-type]
    failed = found.where("error is not null").collect()
    assert [row.account for row in failed] == ["shop-5"] and "SIGKILL" in failed[0].error
    assert collected(found.where("error is null")) == [row for row in expected if row[0] != "shop-5"]


def test_other_columns_of_another_version(df: DataFrame, headroom: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    old = "cat > /dev/null\necho account,metric\n"
    other.write_text(f"#!/bin/bash\n{old}")
    other.chmod(0o755)
    with pytest.raises(hs.OrdersError, match="Install the two of one version"):
        hs.status(df, as_of=EVENING, partitions=1, priors="built-in", binary=str(other))
    # A worker may have another version than the driver.
    other.write_text(f'#!/bin/bash\nif [ $PPID = {os.getpid()} ]; then exec {headroom} "$@"; fi\n{old}')
    some = df.where(df.account.isin("shop-1", "shop-2"))
    found = hs.status(some, as_of=EVENING, partitions=1, priors="built-in", binary=str(other)).collect()
    assert [row.account for row in found] == ["shop-1", "shop-2"]
    assert all("Install the two of one version" in row.error for row in found)
