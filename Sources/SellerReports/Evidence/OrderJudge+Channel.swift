import AccountHealth

/// Who shipped an order, as payments and reports of Amazon's own shipments say it.
extension OrderJudge {
  /// Takes it over where no order file says it. If an order file says otherwise, it is undecided.
  ///
  /// - Complexity: O(facts).
  mutating func takeChannel(_ facts: [Fact], to order: inout Order) {
    let told = facts.filter { $0.evidence.channel != nil }
    guard let first = told.first, let channel = first.evidence.channel else { return }
    let isOpen = !namesChannels || !order.undecided.isDisjoint(with: [.channel, .namedChannel])
    let agrees = told.allSatisfy { $0.evidence.channel == channel }
    guard !agrees || order.channel != channel || isOpen else { return }
    guard agrees, isOpen else {
      let own = isOpen ? [] : ["the order files: shipped by \(order.channel.word)"]
      return record.contradictChannel(
        &order,
        own
          + told.map {
            "\(files[$0.file].file.kind): shipped by \($0.evidence.channel?.word ?? channel.word)"
          })
    }
    order.undecided.subtract([.channel, .namedChannel])
    guard order.channel != channel else { return }
    order.channel = channel
    if channel == .amazon { record.sentByAmazon += 1 }
  }
}
