import AccountHealth

/// Joins the orders of several files: by account, marketplace and order number.
struct OrderMerge {
  struct Key: Hashable, Comparable {
    var account: String
    var marketplace: String

    static func < (left: Key, right: Key) -> Bool {
      (left.account, left.marketplace) < (right.account, right.marketplace)
    }
  }

  /// The orders of one account in one marketplace, and the files that contain them.
  struct Part {
    var table: OrderTable
    var files: Set<UInt16>
    /// The files in groups that may each be of an account of their own; empty if nothing speaks for that.
    var apart: [Set<UInt16>] = []
  }

  /// Accounts whose columns that end are named one by one.
  private static let accountsWithEnds = 3

  var parts: [Key: Part] = [:]
  private(set) var files: [UInt16: OrderJoin.File] = [:]
  /// Names that differ in capitals and were added up although they stand in one file.
  var spellings: [Key: [String]] = [:]
  /// What the user should know about the join, one sentence each.
  var notes: [String] = []

  /// The orders of which a status says whether they were cancelled, once all are joined.
  private(set) var toldByStatus: Set<String> = []

  /// Whether a source of defects has any of an order, or says of some that there is none. A source that is no
  /// file of orders does.
  func keepsDefects(_ source: FieldSource) -> Bool {
    let own = files.values.filter { $0.name == source.file && $0.kind == source.kind }
    return own.isEmpty || own.contains { $0.listsDefects ?? true }
  }

  /// Whether a file with this name and of this kind says of an order that it was not cancelled.
  func keepsCancellations(_ source: FieldSource) -> Bool {
    files.values.contains {
      $0.name == source.file && $0.kind == source.kind && $0.saysNoneCancelled == true
    }
  }

  /// Adds the orders of a file.
  mutating func add(_ tables: [Key: OrderTable], number: Int, _ file: OrderJoin.File) {
    let number = UInt16(clamping: number)
    files[number] = file
    for (key, table) in tables { add(Part(table: table, files: [number]), to: key) }
  }

  mutating func add(_ part: Part, to key: Key) {
    guard let held = parts[key] else {
      parts[key] = part
      return
    }
    held.table.join(part.table)
    parts[key]?.files.formUnion(part.files)
  }

  /// The accounts, ascending by name and marketplace, with their orders by purchase and number. The merge is
  /// empty afterwards.
  ///
  /// - Parameters:
  ///   - evenings: Those of Amazon's own counts, which may be later than that of the orders.
  ///   - beside: Fields that only files of evidence fill: undecided for an order that no file of orders
  ///     answers.
  ///   - isOneAccount: Whether all files of a marketplace are of one account.
  ///   - lists: The orders of files of one account each.
  mutating func finish(
    evenings: [Day], beside: OrderFields = [], isOneAccount: Bool = false,
    lists: () -> [Set<String>] = { [] }
  ) -> (accounts: [Account], notes: [String]) {
    joinSpellings()
    joinUnnamedAccounts()
    joinMarketplaces()
    joinCases()
    tellNumbersApart(isOneAccount: isOneAccount, lists: lists)
    let evening = (files.values.map(\.evening) + evenings).max()
    var join = OrderJoin(files, evening: evening)
    var (accounts, ended) = ([Account](), [String]())
    for key in parts.keys.sorted() {
      guard let part = parts.removeValue(forKey: key) else { continue }
      let held = part.files.sorted().compactMap { files[$0] }
      let fields = held.reduce(into: OrderFields()) { $0.formUnion($1.fields) }
      join.withdrawn = [:]
      let divided = division(of: part)
      // Where no file says which orders were cancelled, one without a day of shipment may have been.
      let saysEnd = !fields.contains(.shipped) || !fields.isDisjoint(with: [.cancelled, .dispatched])
      let orders = part.table.finish(
        &join, fields: fields.union(beside).union(saysEnd ? [] : .dispatched))
      guard !orders.isEmpty else { continue }
      var account = Account(name: key.account, marketplace: key.marketplace, orders: orders, fields: fields)
      // In one file of several accounts the rows of one may end before those of the others, and say so.
      let ends = orders.lazy.compactMap(\.knownThrough)
      let end = ends.count == orders.count ? ends.max() : nil
      account.sources = held.map {
        let last = min($0.evening, end ?? $0.evening)
        return FieldSource(
          file: $0.name, kind: $0.kind, fields: $0.fields,
          through: last < evening ?? last ? last : nil)
      }
      account.parts = divided
      account.spellings = spellings[key] ?? []
      account.withdrawnDefects = join.withdrawn
      account.tellsUnits = join.tellsUnits
      if !saysEnd, let note = account.unknownEnds { ended.append(note) }
      ended += account.openEndedColumns()
      accounts.append(account)
    }
    toldByStatus = join.toldByStatus
    let named = Dictionary(grouping: accounts.indices.filter { !accounts[$0].name.isEmpty }) {
      accounts[$0].name
    }
    for places in named.values where places.count > 1 {
      for place in places { accounts[place].sharesName = true }
    }
    notes += ended.prefix(Self.accountsWithEnds)
    if ended.count > Self.accountsWithEnds {
      notes.append(
        "\(ended.count - Self.accountsWithEnds) more such columns of other accounts end; name one account to see its own."
      )
    }
    if join.disputes > 0 {
      notes.append(
        "\(join.disputes) orders have different facts in two files that reach the same evening; these facts are undecided. Leave out the file that is older."
      )
    }
    if join.withdrawals > 0 {
      notes.append(
        "\(join.withdrawals) orders have a defect in one file and none in a later file of the same kind; it counts as withdrawn. If the later file does not list every defect, remove its defect column."
      )
    }
    if join.openDefects > 0 {
      notes.append(
        "\(join.openDefects) orders have a defect in one file and none in another that reaches the same evening; the defects count. If they were taken back, leave out the older file."
      )
    }
    if join.ties > 0 {
      notes.append(
        "\(join.ties) orders have different days of purchase or units in two files that reach the same evening; the earlier day was taken, and any number of units between the two is possible."
      )
    }
    if join.reused > 0 {
      let some = join.someReused.map { ReportFault.shown($0) }.joined(separator: ", ")
      notes.append(
        "\(join.reused) order \(join.reused == 1 ? "number stands" : "numbers stand") in one file for orders placed more than \(ReusedNumber.apart) days apart, such as \(some). Whether these are one order or several is not known. Give each order its own number, or correct its day."
      )
    }
    if join.unplaced > 0 {
      let have = join.unplaced == 1 ? "1 order has" : "\(join.unplaced) orders have"
      notes.append(
        "\(have) no number or no day of purchase that can be read, and may belong to a rate or not; a rate that this decides is undecided. Correct the cells that are named above."
      )
    }
    if join.unreadUnits > 0 {
      let have = join.unreadUnits == 1 ? "1 order has" : "\(join.unreadUnits) orders have"
      notes.append(
        "\(have) units that are empty or cannot be read; such a row counts as 1 to \(join.mostUnits) units, the most of any other row, but at least \(OrderTable.usualUnits). A rate that this decides is undecided, and a forecast starts from the worse end. Fill in the cells."
      )
    }
    if join.disagreements > 0 {
      notes.append(
        "\(join.disagreements) orders say different things in two rows or files of the same kind; the later one was used."
      )
    }
    return (accounts, notes)
  }

  /// The orders of files that may each be of an account of their own.
  private func division(of part: Part) -> [AccountPart] {
    guard part.apart.count > 1 else { return [] }
    var orders = [Set<String>](repeating: [], count: part.apart.count)
    for place in part.table.orders.indices {
      let files = part.table.files(place)
      if let group = part.apart.firstIndex(where: { !$0.isDisjoint(with: files) }) {
        orders[group].insert(part.table.orders[place].id)
      }
    }
    return zip(part.apart, orders).map { group, orders in
      AccountPart(files: group.compactMap { files[$0]?.name }.sorted(), orders: orders)
    }
  }
}
