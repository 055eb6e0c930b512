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
      for (marketplace, own) in Dictionary(grouping: keys, by: \.marketplace) {
        let names = besideEachOther(own.sorted())
        if !names.isEmpty { spellings[Key(account: most, marketplace: marketplace)] = names }
      }
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

  /// A share of the orders that is no slip of the pen.
  private static let share = 0.05

  /// Those of the spellings of one name that differ in capitals and stand in one file, each with some
  /// share of the orders: ids that tell sellers apart by capitals look like this.
  private func besideEachOther(_ keys: [Key]) -> [String] {
    let counts = keys.map { parts[$0]?.table.orders.count ?? 0 }
    let least = Self.share * Double(counts.reduce(0, +))
    let frequent = zip(keys, counts).filter { Double($0.1) >= least }.map(\.0)
    func files(_ key: Key) -> Set<UInt16> { parts[key]?.files ?? [] }
    return frequent.filter { one in
      frequent.contains { other in
        AccountName.foldedKeepingCase(one.account) != AccountName.foldedKeepingCase(other.account)
          && !files(one).isDisjoint(with: files(other))
      }
    }.map(\.account)
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
    let isFirstSmall = first.table.orders.count <= second.table.orders.count
    let (small, large) = isFirstSmall ? (first.table, second.table) : (second.table, first.table)
    let shared = small.orders.indices.filter {
      !small.rows($0).isEmpty && OrderNumber.form(small.orders[$0].id) == .amazon
        && large.contains(small.orders[$0].id)
    }.map { small.orders[$0].id }
    let ofLarge = Set(shared.filter { isOf(large, not: small, $0) })
    take(shared.filter(ofLarge.contains), from: isFirstSmall ? one : other, to: isFirstSmall ? other : one)
    take(
      shared.filter { !ofLarge.contains($0) }, from: isFirstSmall ? other : one,
      to: isFirstSmall ? one : other)
  }

  /// Whether an order of two stores is one of `table`. A store that a file names goes before one that was
  /// assumed for it, then the file of the lower rank, which is Amazon's own.
  private func isOf(_ table: OrderTable, not other: OrderTable, _ id: String) -> Bool {
    func isNamed(_ table: OrderTable) -> Bool {
      table.files(of: id).contains { !(files[$0]?.assumesMarketplace ?? false) }
    }
    let named = (isNamed(table), isNamed(other))
    if named.0 != named.1 { return named.0 }
    return table.rank(id) ?? .max <= other.rank(id) ?? .max
  }

  private mutating func take(_ ids: [String], from: Key, to: Key) {
    guard !ids.isEmpty, let source = parts[from], let target = parts[to] else { return }
    let there = ids.reduce(into: Set<UInt16>()) { $0.formUnion(target.table.files(of: $1)) }
    let gone = ids.reduce(into: Set<UInt16>()) { $0.formUnion(source.table.files(of: $1)) }
    for id in ids { source.table.move(id, to: target.table) }
    parts[to]?.files.formUnion(gone)
    // What was only assumed is no contradiction.
    guard !gone.allSatisfy({ files[$0]?.assumesMarketplace ?? false }) else { return }
    notes.append(
      "\(ids.count) orders are of \(ReportFault.plain(to.marketplace)) by \(names(there)) and of "
        + "\(ReportFault.plain(from.marketplace)) by \(names(gone)); taken as \(ReportFault.plain(to.marketplace)), once."
    )
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
