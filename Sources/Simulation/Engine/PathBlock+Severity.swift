import Probability

/// A window once more, for what enforcement sees of it: only in runs that ask for it.
extension PathBlock {
  func judge(_ layout: OutcomeLayout, window index: Int, _ enforcement: EnforcementRun) {
    let window = layout.windows[index]
    guard let rule = enforcement.rule(of: window.metric) else { return }
    let vectors = Self.vectors
    let totals = (layout.membership == .promise ? promisedTotal : boughtTotal).base
    let hasOrders = volume != nil
    let change = change.base + index * (horizon + 2) * vectors
    let running = rows.running.base
    rows.running.zero()
    for day in 1...horizon {
      let settledBad = Counts(repeating: window.settledBad[day - 1])
      let settledOrders = Counts(repeating: window.settledOrders[day - 1])
      let entered = totals + max(0, day - window.youngest) * vectors
      let left = totals + max(0, day - window.oldest - 1) * vectors
      for vector in 0..<vectors {
        running[vector] &+= change[day * vectors + vector]
        var orders = settledOrders
        if hasOrders { orders &+= entered[vector] &- left[vector] }
        let severities = rule.severities(bad: settledBad &+ running[vector], orders: orders)
        if (severities .> Counts()).hasAny {
          enforcement.raise(metric: window.metric, day: day, vector: vector, to: severities)
        }
      }
    }
  }
}
