# Fan chart and breach curves of the example seller: gnuplot plot.gp, in this folder. Writes fan-gnuplot.png and
# breach-gnuplot.png. COLUMNS.md describes the columns.
set datafile separator ","
set terminal pngcairo size 1000,520 font "sans,10"
set xdata time
set timefmt "%Y-%m-%d"
set format x "%b %Y"
set xtics 2678400
set grid lc rgb "#dddddd"
set key outside top center horizontal
metric = "late_shipment_rate_30d"
is(name) = (strcol(2) eq name)

set output "fan-gnuplot.png"
set title metric noenhanced
set ylabel "%"
set yrange [0:*]
plot "example/forecast.csv" skip 1 using (is(metric) ? timecolumn(3, "%Y-%m-%d") : NaN):(100*column(5)):(100*column(9)) with filledcurves fc rgb "#4477aa" fs transparent solid 0.2 title "9 in 10 futures", \
     "" skip 1 using (is(metric) ? timecolumn(3, "%Y-%m-%d") : NaN):(100*column(6)):(100*column(8)) with filledcurves fc rgb "#4477aa" fs transparent solid 0.4 title "half of them", \
     "" skip 1 using (is(metric) ? timecolumn(3, "%Y-%m-%d") : NaN):(100*column(7)) with lines lc rgb "#225588" lw 2 title "median", \
     "example/history.csv" skip 1 using (is(metric) ? timecolumn(3, "%Y-%m-%d") : NaN):(100*column(6)) with lines lc rgb "black" lw 2 title "counted", \
     4 with lines dt 2 lc rgb "#bb3333" title "limit"

set output "breach-gnuplot.png"
set title "Off target by this day"
set ylabel "% of futures"
set yrange [0:100]
metrics = "late_shipment_rate_30d late_shipment_rate_10d cancellation_rate order_defect_rate on_time_delivery_rate"
plot for [i=1:words(metrics)] "example/forecast.csv" skip 1 using (is(word(metrics, i)) ? timecolumn(3, "%Y-%m-%d") : NaN):(100*column(12)) with lines lw 2 dt i title word(metrics, i) noenhanced
