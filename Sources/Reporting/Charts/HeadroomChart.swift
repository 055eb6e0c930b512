import AccountHealth
import Forecasting

/// How many more bad orders a rate can take: as counted, and to come.
///
/// A forecast has rates, not counts. The headroom to come is that of each rate in a window of today's size,
/// since headroom is defined for a fixed window size.
struct HeadroomChart {
  var forecast: MetricForecast
  var history: RateHistory?

  private var rule: MetricRule { forecast.rule }
  private var size: Int { forecast.current.orders }

  /// `nil` without orders in today's window, or too few to judge it.
  func chart() -> Chart? {
    guard forecast.headroom != nil else { return nil }
    var canvas = ChartCanvas(width: 420, height: 270)
    let past =
      history.map { history in zip(history.days.days, history.counts).map { ($0, rule.headroom(of: $1)) } }
      ?? [(forecast.asOf, forecast.headroom)]
    let days = DayRange(past[0].0, forecast.asOf + forecast.days.count)
    let room = forecast.days.map { day in
      (day: day.date, quantiles: day.quantiles.map { $0.map(headroom).sorted() })
    }
    let values =
      past.compactMap(\.1).map(Double.init) + room.compactMap(\.quantiles).flatMap { [$0[0], $0[4]] }
    var legend = ChartLegend()
    if history != nil { legend.entries.append((.line(["past"]), "as counted")) }
    legend.entries += [
      (.line(["median"]), "middle"), (.area(["inner"]), "50 %"), (.area(["outer"]), "90 % of futures"),
    ]
    let frame = PlotFrame(
      on: &canvas, legend: legend,
      y: .numbers(min(-1, values.min() ?? 0)...max(1, values.max() ?? 1), most: 5, wholeNumbers: true),
      yTitle: "bad orders it can still take, at a window of \(Phrases.count(size, "order", "orders"))",
      x: { ChartScale.days(days, fontSize: ChartCanvas.fontSize, start: $0, end: $1) })
    let zero = frame.y.place(-0.5)
    let below = ChartBox(
      left: frame.area.left, top: zero, right: frame.area.right, bottom: frame.area.bottom)
    for style in ["off", "off-hatch"] { canvas.rectangle(below, style: style) }
    for (low, high, style) in [(0, 4, "outer"), (1, 3, "inner")] {
      canvas.band(
        room.map { item in
          item.quantiles.map {
            (frame.x.place(item.day), frame.y.place($0[low]), frame.y.place($0[high]))
          }
        }, style: style)
    }
    canvas.line(from: (frame.area.left, zero), to: (frame.area.right, zero), style: "limit")
    let today = frame.x.place(Double(forecast.asOf.number) + 0.5)
    canvas.line(from: (today, frame.area.top), to: (today, frame.area.bottom), style: "today")
    canvas.line(
      room.map { item in item.quantiles.map { (frame.x.place(item.day), frame.y.place($0[2])) } },
      style: "median")
    let counted = past.map { day, room in
      room.map { (x: frame.x.place(day), y: frame.y.place(Double($0))) }
    }
    canvas.line(counted, style: "past")
    let marks = counted.compactMap { $0 }
    canvas.text(
      "off target below",
      atFirstOf: [
        (frame.area.left + 4, zero + 14, .start), (frame.area.left + 4, zero - 5, .start),
        (frame.area.right - 4, zero + 14, .end), (frame.area.right - 4, zero - 5, .end),
      ], clearOf: marks, style: "label alarm")
    canvas.text(
      ChartScale.label(forecast.asOf),
      atFirstOf: [
        (today, frame.area.top + 9, .middle), (today - 4, frame.area.top + 9, .end),
        (today + 4, frame.area.bottom - 6, .start),
      ], clearOf: marks, style: "label soft")
    return Chart(
      name: "headroom_\(forecast.metric.rawValue)",
      title: "\(forecast.metric.title): \(Phrases.bad(forecast.rule, plural: true)) it can still take",
      description: description(room.map(\.quantiles)), canvas)
  }

  /// The headroom of a rate as it is shown, in a window of today's size; not rounded.
  private func headroom(_ rate: Double) -> Double {
    let most = (rule.headroom(of: WindowCount(orders: size, bad: 0)) ?? 0)
    return Double(most) - (forecast.metric.isGoodShare ? 1 - rate : rate) * Double(size)
  }

  private func description(_ room: [[Double]?]) -> String {
    var parts = [
      forecast.headroom.map {
        $0 < 0
          ? "Off target by \(Phrases.bad(forecast.rule, -$0)) on \(Phrases.date(forecast.asOf))."
          : "Room for \(Phrases.bad(forecast.rule, $0)) on \(Phrases.date(forecast.asOf))."
      } ?? ""
    ]
    parts.append("To come, in a window of \(Phrases.count(size, "order", "orders")); below 0 is off target.")
    for span in ReportSpans.days(room.count) {
      guard let q = room[span - 1] else { continue }
      let numbers = [q[2], q[0], q[4]].map { "\(Int($0.rounded(.down)))".replacing("-", with: "−") }
      parts.append(
        "On \(Phrases.date(forecast.asOf + span)): middle \(numbers[0]), 90 % of futures from \(numbers[1]) to \(numbers[2])."
      )
    }
    return parts.joined(separator: " ")
  }
}
