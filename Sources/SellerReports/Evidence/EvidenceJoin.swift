import AccountHealth

/// Joins files of evidence with the orders they are about, after the order files have been merged.
///
/// An order is found by its cleaned number. A list belongs to the account that has most of its orders. A fact
/// that a file states is observed. A fact that follows from the absence in a list is proven if the list has
/// as many entries as Amazon's own count of that evening, and assumed otherwise. Observations of one event
/// are intersected. If nothing is left, the files contradict each other: this is reported, and the field
/// stays undecided.
struct EvidenceJoin {
  let settings: ReaderSettings
  let reports: [PerformanceReport]
  let evidence: [FileEvidence]

  /// - Returns: How the files were understood.
  /// - Complexity: O(orders · files); O(1) without files of evidence.
  func apply(to accounts: inout [Account]) -> EvidenceReport {
    var report = EvidenceReport()
    guard !evidence.isEmpty else { return report }
    let places = OrderPlaces(accounts, evidence)
    let homes = evidence.indices.map { home(of: $0, accounts, places) }
    var numbers: Set<String>?
    func known() -> Set<String> {
      let all = numbers ?? Set(accounts.lazy.flatMap { $0.orders.lazy.map(\.id) })
      numbers = all
      return all
    }
    var joined: [Int: [JoinedFile]] = [:]
    var listed: [Int: [Order]] = [:]
    func join(_ index: Int, downloaded: Day? = nil) -> JoinedFile {
      let account = homes[index].map { accounts[$0] }
      return JoinedFile(
        evidence[index], dates: dates(evidence[index], account), account: account,
        reports: reports.filter { $0.marketplace == account?.marketplace },
        rules: account.map { settings.rules($0.marketplace) } ?? [], downloaded: downloaded)
    }
    var all = evidence.indices.map { join($0) }
    let later = all.indices.filter { all[$0].isLater }
    for index in all.indices where !all[index].isLater && evidence[index].claim != nil {
      guard let written = all[index].written,
        later.contains(where: { homes[$0] == homes[index] && all[$0].written == written })
      else { continue }
      all[index] = join(index, downloaded: written)
    }
    for (index, file) in all.enumerated() {
      let account = homes[index].map { accounts[$0] }
      report.files.append(file.summary(account, matched: places.matched[index].values.reduce(0, +)))
      if let stop = file.stop { report.remarks.append(stop.remark(file.file.file)) }
      if file.isOfLastDays {
        report.remarks.append(
          "\(ReportFault.plain(file.file.file)): all its orders are of the last 10 days. It was probably downloaded from the page's view of 10 days, so whether orders placed before were late stays undecided. Download it from the view of 30 days, or add the V2 report, whose count decides."
        )
      }
      if let claim = file.file.claim, let home = homes[index] ?? onlyAccount(of: index, accounts) {
        let metric = file.verdict?.rule.metric ?? claim.metric
        let reading = dates(file.file, accounts[home])
        listed[home, default: []] += ListedOrders(file: file.file, dates: reading, metric: metric)
          .missing(in: known())
      }
      guard let home = homes[index] else { continue }
      joined[home, default: []].append(file)
      for other in others(of: index, home, places) {
        joined[other, default: []].append(copy(of: index, for: accounts[other], writtenAsIn: accounts[home]))
      }
    }
    for (place, files) in joined.sorted(by: { $0.key < $1.key }) {
      report.remarks += files.compactMap { $0.planned.remark($0.file) }
      if let remark = accounts[place].add(earlierOrdersOf: files) { report.remarks.append(remark) }
      if let remark = accounts[place].openEmptyDefects(files) { report.remarks.append(remark) }
      let last = reports.filter { $0.marketplace == accounts[place].marketplace }.compactMap(\.asOf).max()
      var judge = OrderJudge(files, accounts[place], reported: last)
      for order in accounts[place].orders.indices { judge.judge(&accounts[place].orders[order]) }
      judge.doubtLabels(of: &accounts[place].orders)
      accounts[place].withdrawnDefects.merge(judge.withdrawnDefects) { $1 }
      // A list of late orders says nothing of a rate of which only the waiting orders are known.
      let waiting = files.filter(\.file.isClock).reduce(into: Set<String>()) { $0.formUnion($1.facts.keys) }
      let isWaitingOnly = !waiting.isEmpty && accounts[place].orders.allSatisfy { waiting.contains($0.id) }
      accounts[place].fields.formUnion(isWaitingOnly ? judge.fields.subtracting(.shipped) : judge.fields)
      accounts[place].sources += judge.sources
      report.facts += judge.record.facts(accounts[place].label)
      for conflict in judge.record.conflicts { report.add(conflict) }
      report.conflictCount += judge.record.conflictCount - judge.record.conflicts.count
      report.remarks += judge.record.remarks(judge.days)
      if judge.answersDefects, let remark = judge.payments.remark { report.remarks.append(remark) }
      report.remarks += judge.habits.releases.sorted().map { index in
        "\(files[index].file.file): most of its bookings come days after ship-by, so its times are releases of money and no confirmations; it is not used for late shipment. Add the late shipment download."
      }
      let rules = settings.rules(accounts[place].marketplace).filter {
        [.orderDefect, .orderDefectAmazon].contains($0.metric)
      }
      if let remark = accounts[place].countPartOfDefects(rules, judge.sourcesOfDefects) {
        report.remarks.append(remark)
      }
    }
    for (home, orders) in listed where !orders.isEmpty { accounts[home].add(listed: orders) }
    return report
  }

  /// The other accounts whose orders a file names, such as those of another store in the export of a shipping
  /// program. A list of everything that counts, and one of all open orders, are about one account.
  private func others(of file: Int, _ home: Int, _ places: OrderPlaces) -> [Int] {
    guard evidence[file].claim == nil, !evidence[file].isClock else { return [] }
    return places.matched[file].keys.filter { $0 != home }.sorted()
  }

  /// A file as it is read for another account than its own: only the facts that it states, with its dates as
  /// they are written for its own.
  private func copy(of file: Int, for account: Account, writtenAsIn home: Account) -> JoinedFile {
    var file = evidence[file]
    file.answers = []
    let dates = DateReading(order: dates(file, home).order, parser: dates(file, account).parser)
    return JoinedFile(file, dates: dates, account: account, reports: [], rules: [])
  }

  /// The account that has most of the file's orders, or the only account if the file names no order.
  private func home(of file: Int, _ accounts: [Account], _ places: OrderPlaces) -> Int? {
    if let most = places.matched[file].max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      return most.key
    }
    return evidence[file].rows.isEmpty ? onlyAccount(of: file, accounts) : nil
  }

  /// The account that a file can be about if none of its orders is known; `nil` if there are several.
  private func onlyAccount(of file: Int, _ accounts: [Account]) -> Int? {
    let possible = accounts.indices.filter {
      evidence[file].marketplace == nil || evidence[file].marketplace == accounts[$0].marketplace
    }
    return possible.count == 1 ? possible[0] : nil
  }

  private func dates(_ file: FileEvidence, _ account: Account?) -> DateReading {
    let store = account?.marketplace ?? file.marketplace ?? settings.defaultMarketplace
    let usual = DateOrder.usual(in: store)
    return DateReading(
      order: file.dateOrder ?? settings.dates ?? file.dates.settled(usual: usual).order,
      parser: DayParser(timeZone: settings.timeZone(store)))
  }
}

extension Account {
  /// Adds the orders of payments from before the order files begin.
  ///
  /// - Returns: What the user should know; `nil` without any.
  fileprivate mutating func add(earlierOrdersOf files: [JoinedFile]) -> String? {
    let fields = files.reduce(into: fields) { $0.formUnion($1.file.fields) }
    guard let first = orders.lazy.map(\.purchased).min() else { return nil }
    var added: [String: Order] = [:]
    for file in files {
      for order in EarlierOrders(file: file, account: self, fields: fields).orders { added[order.id] = order }
    }
    guard !added.isEmpty else { return nil }
    orders += added.values
    orders.sort { ($0.purchased, $0.id) < ($1.purchased, $1.id) }
    return
      "\(added.count) \(added.count == 1 ? "order" : "orders") in the payments \(added.count == 1 ? "is" : "are") from before \(first), where the order files begin. They are counted, with what the payments do not say of them undecided. Export the orders from 75 days before the last day on."
  }

  /// Adds orders that only lists name, by their days.
  fileprivate mutating func add(listed more: [Order]) {
    let last = lastActivity
    var added: Set<Order> = []
    let known = Set(orders.lazy.map(\.id))
    for var order in more where !known.contains(order.id) {
      if let last, order.purchased > last {
        // A list that is newer than the orders says nothing of their evening.
        guard order.undecided.contains(.purchased) else { continue }
        order.moveBack(to: last)
      }
      guard added.insert(order).inserted else { continue }
      let place = orders.firstIndex { $0.purchased > order.purchased } ?? orders.count
      orders.insert(order, at: place)
    }
  }
}

extension Order {
  /// Lets an order of which no day is known have counted on an evening before that of its list.
  fileprivate mutating func moveBack(to evening: Day) {
    purchased = evening
    shipBy = shipBy.map { min($0, evening - 1) }
    cancelled = cancelled.map { min($0, evening) }
    defectRecorded = defectRecorded.map { min($0, evening) }
    shipped = shipped.map { min($0, evening) }
  }
}

extension DateOrder {
  /// The order in which the pages and files of a store write short dates.
  static func usual(in marketplace: String) -> DateOrder {
    switch marketplace {
    case "amazon.com": .monthFirst
    case "amazon.co.jp", "amazon.se": .yearFirst
    default: .dayFirst
    }
  }
}

/// How many of each file's orders each account has.
private struct OrderPlaces {
  /// For each file: orders by account.
  private(set) var matched: [[Int: Int]]

  init(_ accounts: [Account], _ evidence: [FileEvidence]) {
    matched = Array(repeating: [:], count: evidence.count)
    var files: [String: [Int]] = [:]
    for (index, file) in evidence.enumerated() {
      for row in file.rows where files[row.id]?.last != index { files[row.id, default: []].append(index) }
    }
    for (place, account) in accounts.enumerated() {
      for order in account.orders.indices {
        guard let holders = files[account.orders[order].id] else { continue }
        for holder in holders { matched[holder][place, default: 0] += 1 }
      }
    }
  }
}
