import AccountHealth

extension OrderMerge {
  /// Names that differ only in case, width or spaces are one account, under the spelling that most
  /// of its orders have.
  mutating func joinSpellings() {
    let groups = Dictionary(grouping: parts.keys.filter { !$0.account.isEmpty }) {
      AccountName.folded($0.account)
    }
    for (_, keys) in groups.sorted(by: { $0.key < $1.key }) {
      var orders: [String: Int] = [:]
      for key in keys { orders[key.account, default: 0] += parts[key]?.table.orders.count ?? 0 }
      guard orders.count > 1,
        let most = orders.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key
      else { continue }
      for key in keys.sorted() where key.account != most {
        guard let part = parts.removeValue(forKey: key) else { continue }
        add(part, to: Key(account: most, marketplace: key.marketplace))
      }
      let others = orders.keys.filter { $0 != most }.sorted().map { ReportFault.shown($0) }
      notes.append(
        "\(others.joined(separator: ", ")) and \(ReportFault.shown(most)) are one account; taken as \(ReportFault.shown(most))."
      )
    }
  }

  /// Orders without an account name, as in Amazon's files, belong to the only named account that shares
  /// Amazon's numbers with them.
  mutating func joinUnnamedAccounts() {
    for key in parts.keys.sorted() where key.account.isEmpty {
      let named = parts.keys.filter { !$0.account.isEmpty && $0.marketplace == key.marketplace }.sorted()
      guard !named.isEmpty, let part = parts[key] else { continue }
      let sharing = named.filter { parts[$0].map { shared(part.table, $0.table) > 0 } ?? false }
      guard sharing.count == 1 else {
        notes.append(
          "\(ReportFault.plain(key.marketplace)): orders without an account, as in Amazon's files, are kept apart from those "
            + "of named accounts. Leave out the column account to join them.")
        continue
      }
      parts[key] = nil
      add(part, to: sharing[0])
      notes.append(
        "\(ReportFault.plain(key.marketplace)): \(names(part.files)) names no account; its orders are those of "
          + "\(ReportFault.shown(sharing[0].account)), whose numbers it has.")
    }
  }

  /// An Amazon order number in two marketplaces is one order, and Amazon's own file says in which it is.
  mutating func joinMarketplaces() {
    for account in Set(parts.keys.map(\.account)).sorted() {
      let keys = parts.keys.filter { $0.account == account }.sorted()
      guard keys.count > 1 else { continue }
      for (place, one) in keys.enumerated() {
        for other in keys[(place + 1)...] { joinMarketplaces(one, other) }
      }
    }
  }

  private mutating func joinMarketplaces(_ one: Key, _ other: Key) {
    guard let first = parts[one], let second = parts[other] else { return }
    let (small, large) = first.table.orders.count <= second.table.orders.count ? (one, other) : (other, one)
    guard let from = parts[small], let to = parts[large] else { return }
    let places = from.table.orders.indices.filter {
      !from.table.rows($0).isEmpty && OrderNumber.form(from.table.orders[$0].id) == .amazon
        && to.table.contains(from.table.orders[$0].id)
    }
    guard !places.isEmpty else { return }
    // The file of the lower rank is Amazon's own.
    func rank(_ part: Part, _ id: String) -> UInt8 { part.table.rank(id) ?? .max }
    let id = from.table.orders[places[0]].id
    let taken = rank(from, id) < rank(to, id) ? small : large
    if taken == small {
      for place in places {
        to.table.move(from.table.orders[place].id, to: from.table)
      }
      parts[small]?.files.formUnion(to.files)
    } else {
      for place in places { from.table.move(from.table.orders[place].id, to: to.table) }
      parts[large]?.files.formUnion(from.files)
    }
    let (there, gone) = taken == small ? (from, to) : (to, from)
    notes.append(
      "\(places.count) orders are of \(ReportFault.plain(taken.marketplace)) by \(names(there.files)) and of "
        + "\(ReportFault.plain((taken == small ? large : small).marketplace)) by \(names(gone.files)); "
        + "taken as \(ReportFault.plain(taken.marketplace)), once.")
  }

  /// The number of Amazon order numbers that both contain.
  private func shared(_ one: OrderTable, _ other: OrderTable) -> Int {
    let (small, large) = one.orders.count <= other.orders.count ? (one, other) : (other, one)
    return small.orders.lazy.filter { OrderNumber.form($0.id) == .amazon && large.contains($0.id) }.count
  }

  func names(_ numbers: Set<UInt16>) -> String {
    let names = numbers.sorted().compactMap { files[$0].map { ReportFault.plain($0.name) } }
    return names.count > 3
      ? names.prefix(3).joined(separator: ", ") + " and others" : names.joined(separator: ", ")
  }
}
