/// Windows day by day, counted into the summary.
extension PathBlock {
  func tally(
    _ window: CompiledModel.Window, _ index: Int, _ membership: MetricModel.Membership, _ counted: Int
  ) {
    let totals = membership == .promise ? promisedTotal : boughtTotal
    let hasOrders = model.orders != nil
    let row = index * (horizon + 2)
    running.zero()
    firstOff.zero()
    summaries[window.metric].tally(paths: counted) { book in
      for day in 1...horizon {
        let settledBad = window.settledBad[day - 1]
        let settledOrders = Int(window.settledOrders[day - 1])
        let entered = max(0, day - window.youngest) * Self.lanes
        let left = max(0, day - window.oldest - 1) * Self.lanes
        for lane in 0..<counted {
          running[lane] &+= change[(row + day) * Self.lanes + lane]
          let bad = Int(settledBad &+ running[lane])
          let bought = hasOrders ? Int(totals[entered + lane] &- totals[left + lane]) : 0
          let orders = settledOrders + bought
          let isOff = window.rule.isOffTarget(bad: bad, orders: orders)
          book.count(day: day, bad: bad, orders: orders, isOff: isOff)
          let since = Int(firstOff[lane])
          if isOff {
            if since == 0 {
              firstOff[lane] = Int32(day)
              book.firstPassage(day: day)
            }
          } else if since > 0 {
            book.recovery(days: day - since)
            firstOff[lane] = -1
          }
        }
      }
    }
  }
}
