"""What the rows of a table say only together.

The program settles some things by all rows of a file: its last evening, days that lie far behind it, which
part of a date comes first, which columns are kept. A process that is given a few accounts would settle them
by these. So every process is given, beside its own accounts, the rows of all others that decide: of a small
table all, of a large one enough of its newest and its oldest days. They stand under a name of their own, and
what the program answers of it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, Row
from pyspark.sql import functions as F

from headroom_spark.names import key
from headroom_spark.orders import FACTS, TIMES

#: The account of these rows, in the input of a process.
NAME = "headroom-spark, all other accounts"
#: A table of so many rows decides as a whole.
SMALL = 10_000
#: The newest and the oldest days of each kind of fact, and the rows of each. The program takes at most 16
#: cells of two orders for mistyped, and looks 28 days back; whether orders stopped goes by their number.
_NEWEST, _PER_NEWEST, _PURCHASES = 48, 32, 150
_OLDEST, _PER_OLDEST = 20, 32
#: Days in other forms than ISO 8601 whose order is not known here, and the rows of all of them.
_OTHER_DAYS, _OTHER_ROWS = 4_000, 20_000
#: Parts of the hash of a row: those that are chosen have a small one.
_BUCKETS = 1 << 20
_HASH = 1 << 40

_ISO = r"^\d{4}-\d{2}-\d{2}"
_CLOCK = r"[T ]*\d{1,2}:\d{2}.*$"
_AMAZON_NUMBER = re.compile(r"\s*[0-9A-Za-z]{3}-\d{7}-\d{7}\s*")
_LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")
_PLAIN_TIME = re.compile(r"\s*(\d{4}-\d{2}-\d{2}([T ].*)?)?\s*", re.DOTALL)
_ROUNDED = re.compile(r"[\d.,]+[eE]\+\d+")


@dataclass(frozen=True)
class Context:
    """The rows that decide, each with the key of its account."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def beside(self, keys: Container[str]) -> Iterator[tuple[str, ...]]:
        """The rows of all other accounts, as those of one."""
        for own, cells in self.rows:
            if own not in keys:
                yield self._under(NAME, cells)

    def apart(self) -> Iterator[tuple[str, ...]]:
        """All rows, under as few names as keep orders of one number in two accounts apart."""
        seen: dict[str, list[str]] = {}
        place = self.header.index("order_id")
        for own, cells in self.rows:
            accounts = seen.setdefault(cells[place].strip(), [])
            if own not in accounts:
                accounts.append(own)
            yield self._under(f"{NAME} {accounts.index(own)}", cells)

    def plain(self) -> Context:
        """Without rows on whose cells the program may refuse a whole file."""
        times = [place for place, name in enumerate(self.header) if name in TIMES]
        number = self.header.index("order_id")
        return Context(self.header, tuple(row for row in self.rows if is_plain(row[1], times, number)))

    def _under(self, name: str, cells: tuple[str, ...]) -> tuple[str, ...]:
        # An order number of Amazon's that two accounts share would make them one.
        def cell(column: str, text: str) -> str:
            if column == "account":
                return name
            if column == "order_id" and _AMAZON_NUMBER.fullmatch(text):
                head, rest = text.lstrip()[:3], text.lstrip()[3:]
                return head.translate(_LETTERS) + rest
            return text

        return tuple(map(cell, self.header, cells))


def is_plain(cells: tuple[str, ...], times: Iterable[int], number: int) -> bool:
    """Whether the days of a row are ISO 8601 or empty, and its number has its digits."""
    return all(_PLAIN_TIME.fullmatch(cells[place]) for place in times) and not _ROUNDED.search(cells[number])


def is_own(account: str) -> bool:
    """Whether an answer is about the rows that decide."""
    return account.startswith(NAME)


def context(orders: DataFrame) -> Context:
    """The rows of ``orders`` that decide. Neither the partitioning nor the order of the rows matters."""
    rows = orders.collect() if orders.limit(SMALL + 1).count() <= SMALL else _deciding(orders)
    header = tuple(orders.columns)
    place = header.index("account")
    cells = [tuple("" if cell is None else cell for cell in row) for row in rows]
    return Context(header, tuple(sorted((key(row[place]), row) for row in cells)))


def _deciding(orders: DataFrame) -> list[Row]:
    kinds = [name for name in FACTS if name in orders.columns]
    # A whole number has the hash of its row in its lower part, so the largest one tells the row.
    hashed = orders.withColumn("_hash", F.pmod(F.xxhash64(*orders.columns), F.lit(_HASH)))
    facts = F.array(*[_fact(name) for name in kinds])
    days = (
        hashed.select("_hash", F.explode(facts).alias("_fact"))
        .select("_fact.*", "_hash")
        .where("day != ''")
        .groupBy("kind", "day")
        .agg(
            F.count("*").alias("rows"),
            (F.max(F.col("minute") * _HASH + F.col("_hash")) % _HASH).alias("latest"),
            (F.max(F.col("waited") * _HASH + F.col("_hash")) % _HASH).alias("longest"),
        )
        .persist()
    )
    iso = days.where(F.col("day").rlike(_ISO)).collect()
    others = days.where(~F.col("day").rlike(_ISO))
    others = others.orderBy(F.length("day").desc(), F.col("day").desc()).limit(_OTHER_DAYS).collect()
    days.unpersist()
    wanted: dict[tuple[str, str], int] = {}
    for name in kinds:
        own = sorted((row.day for row in iso if row.kind == name), reverse=True)
        wanted |= {(name, day): _PER_OLDEST for day in own[-_OLDEST:]}
        most = _PURCHASES if name == "purchased_at" else _PER_NEWEST
        wanted |= {(name, day): most for day in own[:_NEWEST]}
    share = max(1, min(_PER_NEWEST, _OTHER_ROWS // max(1, len(others))))
    wanted |= {(row.kind, row.day): share for row in others}
    chosen = [row for row in iso + others if (row.kind, row.day) in wanted]
    pinned = {row.latest for row in chosen} | {row.longest for row in iso if row.kind == "shipped_at"}
    pinned |= {one for one in hashed.agg(*_filled(orders)).collect()[0] if one is not None}
    is_chosen = F.col("_hash").isin(sorted(pinned))
    for place, name in enumerate(kinds):
        limits = [
            (row.day, -(-_BUCKETS * wanted[name, row.day] // row.rows)) for row in chosen if row.kind == name
        ]
        few = orders.sparkSession.createDataFrame(limits, f"_day{place} string, _most{place} long")
        hashed = hashed.withColumn(f"_day{place}", _day(name)).join(F.broadcast(few), f"_day{place}", "left")
        is_chosen |= F.col("_hash") % _BUCKETS < F.coalesce(F.col(f"_most{place}"), F.lit(0))
    return list(hashed.where(is_chosen).select(orders.columns).distinct().collect())


def _fact(name: str) -> Column:
    # The minute of the day counts where the marketplace's clock has another day; and how long an order waited
    # for its shipment, as a day after the longest wait is only planned.
    hour, minute = (f"coalesce(try_cast(substring({name}, {place}, 2) AS long), 0)" for place in (12, 15))
    first, last = (f"try_cast(substring({day}, 1, 10) AS date)" for day in ("purchased_at", "shipped_at"))
    waited = f"coalesce(datediff({last}, {first}), 0)" if name == "shipped_at" else "0"
    return F.struct(
        F.lit(name).alias("kind"), _day(name).alias("day"),
        F.expr(f"greatest(0, least(5999, 60 * ({hour}) + ({minute})))").alias("minute"),
        F.expr(f"CAST(greatest(0, least(99999, {waited})) AS long)").alias("waited"),
    )  # fmt: skip


def _day(name: str) -> Column:
    # The day as written, in whatever form: what stands before the time.
    text = F.trim(F.coalesce(F.col(name), F.lit("")))
    return F.when(text.rlike(_ISO), F.substring(text, 1, 10)).otherwise(F.regexp_replace(text, _CLOCK, ""))


def _filled(orders: DataFrame) -> list[Column]:
    # A row in which a column is filled, best one of the seller's own channel: else the column is not kept.
    own = F.lit(1)
    if "channel" in orders.columns:
        channel = F.coalesce(F.lower(F.trim("channel")), F.lit(""))
        own = F.when(channel.isin("", "seller", "fbm", "mfn"), 2).otherwise(1)
    row = own * F.lit(_HASH) + F.col("_hash")
    empty = ("", "nan", "nat", "null", "none", "n/a", "na", "nil", "undefined")
    return [
        (F.max(F.when(~F.lower(F.trim(F.coalesce(F.col(name), F.lit("")))).isin(*empty), row)) % _HASH)
        .alias(f"filled{place}")
        for place, name in enumerate(orders.columns)
    ]  # fmt: skip
