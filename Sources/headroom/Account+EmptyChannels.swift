import AccountHealth

extension Account {
  /// The channels in which it has no order, past or to come.
  var emptyChannels: Set<Order.Channel> {
    Set(Order.Channel.allCases.filter { channel in !orders.contains { $0.channel == channel } })
  }
}
