"""Account-health rates, forecasts and rankings of many seller accounts over a Spark DataFrame.

Every function takes the columns of orders.csv and returns the typed columns of the command line's CSV, with
a column ``error`` more. The accounts are dealt to the partitions whole, and each partition hands them to
``headroom`` processes on standard input. The values do not depend on the number of partitions, on the order
of the rows, or on what shares a partition.
"""

from headroom_spark.answers import forecast, learn, rank, status
from headroom_spark.orders import OrdersError

__all__ = ["OrdersError", "forecast", "learn", "rank", "status"]
