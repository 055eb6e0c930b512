"""status, forecast, rank and learn of a DataFrame of orders."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from headroom_spark import names
from headroom_spark import orders as O
from headroom_spark.context import Context, is_plain
from headroom_spark.evening import check, check_arguments, judged
from headroom_spark.process import Accounts, Call, answers, executable, first_error, table
from headroom_spark.schema import COLUMNS, schema, typed

#: Accounts from whose orders ``learn`` learns, if not asked for.
SAMPLE = 2_000
#: Orders of one account above which it is not tried: some hundred bytes of memory each.
MOST_ORDERS = 2_000_000
#: Orders that are handed to one process, unless a single account has more.
_PER_PROCESS = 100_000
#: Accounts that are handed to one process.
_ACCOUNTS_PER_PROCESS = 500
#: The column by which accounts are told apart.
_KEY = "_headroom_key"


def status(
    df: DataFrame, *, columns: Mapping[str, str] | None = None, as_of: str | None = None,
    marketplace: str = "amazon.com", partitions: int | None = None, priors: str | bytes | None = None,
    arguments: tuple[str, ...] = (), max_orders: int = MOST_ORDERS, timeout: float = 3600.0,
    binary: str | None = None, accounts: DataFrame | Iterable[str] | None = None,
) -> DataFrame:  # fmt: skip
    """Every rate of every account on the evening ``as_of``: the columns of status.csv.

    ``as_of``: as the command line chooses it, if None: the last day on which anything happened.
    ``arguments``: further options of the command, such as ``("--limit", "late_shipment_rate_30d=0.03")``.
    ``accounts``: only these accounts, as an answer names them, or a DataFrame of answers about them.
    """
    return _mapped(
        "status", df, columns, as_of, marketplace, partitions, priors, arguments, max_orders, timeout, binary,
        accounts,
    )  # fmt: skip


def forecast(
    df: DataFrame, *, columns: Mapping[str, str] | None = None, as_of: str | None = None,
    marketplace: str = "amazon.com", partitions: int | None = None, priors: str | bytes | None = None,
    seed: int = 1, paths: int = 4_000, horizon: int = 90, arguments: tuple[str, ...] = (),
    max_orders: int = MOST_ORDERS, timeout: float = 3600.0, binary: str | None = None,
    accounts: DataFrame | Iterable[str] | None = None,
) -> DataFrame:  # fmt: skip
    """When each rate of each account is off target: the columns of breach.csv.

    ``priors``: what ``learn`` returned, or ``"built-in"``; learnt here from a sample of the accounts if None.
    """
    # An account that is alone in its process is answered as beside others.
    own = ("--one-of-many", "--seed", str(seed), "--paths", str(paths), "--horizon", str(horizon))
    return _mapped(
        "forecast", df, columns, as_of, marketplace, partitions, priors, arguments, max_orders, timeout, binary,
        accounts, own,
    )  # fmt: skip


def rank(
    df: DataFrame, *, columns: Mapping[str, str] | None = None, as_of: str | None = None,
    marketplace: str = "amazon.com", partitions: int | None = None, priors: str | bytes | None = None,
    seed: int = 1, paths: int = 4_000, horizon: int = 90, arguments: tuple[str, ...] = (),
    max_orders: int = MOST_ORDERS, timeout: float = 3600.0, binary: str | None = None,
    accounts: DataFrame | Iterable[str] | None = None,
) -> DataFrame:  # fmt: skip
    """The possible actions of each account by the risk they remove: the columns of rank.csv.

    Takes some tenths of a second per account: name with ``accounts`` those that need a look.
    """
    own = ("--seed", str(seed), "--paths", str(paths), "--horizon", str(horizon))
    return _mapped(
        "rank", df, columns, as_of, marketplace, partitions, priors, arguments, max_orders, timeout, binary,
        accounts, own,
    )  # fmt: skip


def learn(
    df: DataFrame, *, columns: Mapping[str, str] | None = None, as_of: str | None = None,
    marketplace: str = "amazon.com", sample: int = SAMPLE, binary: str | None = None,
) -> bytes | None:  # fmt: skip
    """What these sellers have in common, from ``sample`` of them at the driver: a file for ``--priors``.

    The accounts are those with the smallest hashes, so that the same ones are taken whatever the order and
    the partitioning. None if too few of them have enough orders; the built-in priors then hold.
    """
    if sample < 1:
        raise O.OrdersError(f"sample: found {sample}, expected a number of accounts from 1 on.")
    orders = O.canonical(df, columns)
    evening = as_of or judged(orders, None, marketplace, (), binary)[0]
    return _learnt(orders, evening, marketplace, sample, binary)


def _learnt(
    orders: DataFrame, evening: str, marketplace: str, sample: int, binary: str | None
) -> bytes | None:
    keyed = _keyed(orders)
    hashed = keyed.select(_KEY).distinct().orderBy(F.xxhash64(_KEY), _KEY).limit(sample)
    chosen = keyed.join(F.broadcast(hashed), _KEY, "left_semi").drop(_KEY)
    header = tuple(chosen.columns)
    rows = [tuple("" if cell is None else cell for cell in row) for row in _sorted(chosen).toLocalIterator()]
    with tempfile.TemporaryDirectory(prefix="headroom-") as folder:
        path = os.path.join(folder, "priors.json")

        def learnt(rows: list[tuple[str, ...]]) -> str | None:
            done = subprocess.run(
                [executable(binary), "learn", "-", "--quiet", "--source", "a sample of the accounts",
                 "--output", path, "--as-of", evening, "--marketplace", marketplace],
                input=table(header, rows).encode(), capture_output=True, check=False,
            )  # fmt: skip
            if done.returncode == 0:
                return None
            return first_error(done.stderr) or f"headroom ended with status {done.returncode}"

        error = learnt(rows)
        if error is not None and "sellers" not in error:
            # A few cells may make all rows unreadable: without the accounts that have them.
            place, number = header.index("account"), header.index("order_id")
            times = [place for place, name in enumerate(header) if name in O.TIMES]
            bad = {row[place] for row in rows if not is_plain(row, times, number)}
            kept = [row for row in rows if row[place] not in bad]
            error = learnt(kept) if bad and kept else error
        if error is not None:
            if "sellers" in error:
                return None
            raise O.OrdersError(error)
        with open(path, "rb") as file:
            return file.read()


def _keyed(orders: DataFrame) -> DataFrame:
    return orders.withColumn(_KEY, F.pandas_udf(names.keys, "string")("account"))


def _sorted(orders: DataFrame) -> DataFrame:
    # Rows of one order may contradict each other, and then the later row counts: so the order is fixed.
    return orders.sort("account", *_others(orders))


def _others(orders: DataFrame) -> list[str]:
    return [name for name in orders.columns if name != "account"]


def _mapped(
    command: str, df: DataFrame, columns: Mapping[str, str] | None, as_of: str | None, marketplace: str,
    partitions: int | None, priors: str | bytes | None, arguments: tuple[str, ...], max_orders: int,
    timeout: float, binary: str | None, accounts: DataFrame | Iterable[str] | None,
    options: tuple[str, ...] = (),
) -> DataFrame:  # fmt: skip
    orders = O.canonical(df, columns)
    number = df.sparkSession.sparkContext.defaultParallelism if partitions is None else partitions
    for name, value in (("partitions", number), ("max_orders", max_orders), ("timeout", timeout)):
        if not value > 0:
            raise O.OrdersError(f"{name}: found {value}, expected a number above 0.")
    check_arguments(arguments)
    file: bytes | None = None
    if isinstance(priors, bytes):
        file = priors
    elif priors is not None and priors != "built-in":
        try:
            with open(priors, "rb") as given:
                file = given.read()
        except OSError as error:
            raise O.OrdersError(
                f"priors: {error}. Give what learn returned, the path of its file, or built-in."
            ) from None
    labels = None if accounts is None else _labels(accounts)
    evening, rows = judged(orders, as_of, marketplace, arguments, binary)
    fixed: list[str] = ["--as-of", evening, "--marketplace", marketplace, *options, *arguments]
    if command != "status":
        # One task has one core.
        fixed += ["--threads", "1"]
    call = Call(command, tuple(fixed), COLUMNS[command], file, binary, timeout)
    check(call, rows)
    if priors is None and command != "status":
        call = replace(call, priors=_learnt(orders, evening, marketplace, SAMPLE, binary))
    keyed = _keyed(orders)
    if labels is not None:
        # An answer about rows without an account names their marketplace.
        wanted = [(key,) for key in sorted({"", *names.all_keys_of(labels)})]
        few = df.sparkSession.createDataFrame(wanted, f"{_KEY} string")
        keyed = keyed.join(F.broadcast(few), _KEY, "left_semi").select(keyed.columns)
    dealt = keyed.repartition(number, _KEY).sortWithinPartitions(_KEY, "account", *_others(orders))
    header = tuple(orders.columns)

    def run(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for found in _answered(call, rows, batches, header, max_orders):
            if labels is not None:
                found = [row for row in found if row["account"] in labels or "error" in row]
            yield typed(found, command)

    return dealt.mapInPandas(run, schema(command))


def _labels(accounts: DataFrame | Iterable[str]) -> frozenset[str]:
    if not isinstance(accounts, DataFrame):
        return frozenset([accounts] if isinstance(accounts, str) else accounts)
    if "account" not in accounts.columns:
        raise O.OrdersError(
            f"accounts: found the columns {', '.join(accounts.columns)}, expected account. Give answers of this"
            " package, or a list of names."
        )
    rows = accounts.select("account").distinct().collect()
    return frozenset(row.account for row in rows if row.account is not None)


def _answered(
    call: Call, rows: Context, batches: Iterator[pd.DataFrame], header: tuple[str, ...], max_orders: int
) -> Iterator[list[dict[str, Any]]]:
    waiting = Accounts(header)
    current: list[tuple[str, ...]] = []
    key: str | None = None
    last: tuple[str, ...] = ()
    total = count = 0

    def too_large() -> list[dict[str, Any]]:
        name = names.shown(last[header.index("account")])
        return [{"account": name, "error": f"{total} orders, more than max_orders={max_orders}: not tried"}]

    for batch in batches:
        filled = batch.astype(object).where(batch.notna(), "")
        for row in filled.itertuples(index=False, name=None):
            # The key is the last column.
            if row[-1] != key:
                if key is not None:
                    if total > max_orders:
                        yield too_large()
                    else:
                        waiting.rows[key] = current
                        count += len(current)
                if count >= _PER_PROCESS or len(waiting.rows) >= _ACCOUNTS_PER_PROCESS:
                    yield list(answers(call, rows, waiting))
                    waiting, count = Accounts(header), 0
                key, current, total = row[-1], [], 0
            last = row[:-1]
            total += 1
            # What is too large is counted, not kept.
            if total <= max_orders:
                current.append(last)
            else:
                current = []
    if key is not None:
        if total > max_orders:
            yield too_large()
        else:
            waiting.rows[key] = current
    yield list(answers(call, rows, waiting))
