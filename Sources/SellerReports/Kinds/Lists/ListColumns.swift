/// The columns of a download by what they mean.
struct ListColumns {
  private(set) var places: [ListRole: Int] = [:]
  /// The names of all columns in the file.
  let names: [String]
  private var meanings: [ListRole?]
  /// The columns of single tests of valid tracking.
  let criteria: [Int]
  /// Whether the first rows answer the questions for tracking with crosses only, so that a blank is no fault.
  let marksTrackingFaults: Bool
  /// Columns that are not understood and answer a question with yes or no.
  let questions: [Int]
  /// Whether some names are understood that are not English.
  let isTranslated: Bool

  init(_ head: TableHead) {
    names = head.names
    meanings = head.names.map(ListRole.of)
    isTranslated = head.names.contains {
      ListRole.english($0) == nil && ListRole.translated($0) != nil
    }
    criteria = meanings.indices.filter { [meanings] in meanings[$0] == .trackingCriterion }
    let questions = meanings.indices.filter { [meanings] place in
      [.validTracking, .invalidTracking, .trackingCriterion].contains(meanings[place])
    }
    let marks =
      questions.isEmpty
      ? [] : head.rows.flatMap { row in questions.compactMap { $0 < row.count ? Mark(row[$0]) : nil } }
    self.questions = meanings.indices.filter { [meanings] place in
      let cells = head.rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
      return meanings[place] == nil && !cells.isEmpty
        && cells.allSatisfy { Mark($0) != nil && !$0.contains(where: \.isNumber) }
    }
    marksTrackingFaults = !marks.isEmpty && marks.allSatisfy { $0 == .cross }
    for (place, role) in meanings.enumerated() {
      if let role, places[role] == nil { places[role] = place } else { meanings[place] = nil }
    }
    if places[.orderID] == nil, let place = Self.orderNumbers(head) {
      if let other = meanings[place] { places[other] = nil }
      places[.orderID] = place
      meanings[place] = .orderID
    }
    let kinds: [ListRole] = [.negativeFeedback, .claim, .chargeback, .defectType]
    if !kinds.contains(where: { [places] in places[$0] != nil }),
      let place = Self.defectKinds(head, besides: Set(places.values))
    {
      places[.defectType] = place
      meanings[place] = .defectType
    }
    isMostlyInTime = places[.impacts] == nil && Self.inTime(head, places)
  }

  /// The column whose every cell names a kind of defect, whatever its name.
  private static func defectKinds(_ head: TableHead, besides known: Set<Int>) -> Int? {
    guard !head.rows.isEmpty else { return nil }
    return head.names.indices.first { place in
      !known.contains(place)
        && head.rows.allSatisfy { row in
          guard place < row.count, let kind = Words.defects.value(of: row[place]) else { return false }
          return kind != nil
        }
    }
  }

  private static func inTime(_ head: TableHead, _ places: [ListRole: Int]) -> Bool {
    guard let shipBy = places[.shipBy], let confirmed = places[.confirmed] ?? places[.shipDate] else {
      return false
    }
    let verdicts = head.rows.compactMap { row -> Bool? in
      guard max(shipBy, confirmed) < row.count, let due = ReportDate(row[shipBy]),
        let done = ReportDate(row[confirmed])
      else { return nil }
      let answers = Set(
        [DateOrder.monthFirst, .dayFirst].compactMap { order in
          due.written(order).flatMap { due in done.written(order).map { $0 <= due } }
        })
      return answers.count == 1 ? answers.first : nil
    }
    return verdicts.count > 1 && 2 * verdicts.count(where: \.self) > verdicts.count
  }

  /// Whether most of the first rows were confirmed by their ship-by day, without a mark that would explain
  /// why they are listed: a table of all orders, and no list of the late ones.
  let isMostlyInTime: Bool

  subscript(role: ListRole) -> Int? { places[role] }

  func has(_ roles: ListRole...) -> Bool { roles.allSatisfy { places[$0] != nil } }
  func hasAny(_ roles: ListRole...) -> Bool { roles.contains { places[$0] != nil } }

  /// For messages and for `headroom files`.
  var shown: [TableColumn] {
    zip(names, meanings).map { TableColumn(name: $0, meaning: $1?.rawValue) }.withoutData
  }

  /// The column that contains order numbers, whatever its name.
  static func orderNumbers(_ head: TableHead) -> Int? {
    let rows = head.rows
    return head.names.indices.first { place in
      let cells = rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
      return !cells.isEmpty && cells.allSatisfy(AmazonOrderNumber.matches)
    }
  }
}
