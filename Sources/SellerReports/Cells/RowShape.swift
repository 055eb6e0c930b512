import AccountHealth

/// What the cells of each column of a table look like, learnt from its first rows. It tells where the fields
/// of a row are that has more of them than the header, as a text with an unquoted separator makes them.
///
/// Every way in which the columns can take the fields from left to right is considered: a column takes one
/// field that looks like its others, or a column of text takes several. A column is told if every such way
/// gives it the same field. Nothing is guessed: the place of any other column is not known.
struct RowShape {
  /// What the cells of one column are.
  enum Column: Hashable {
    case orderNumber, date, number, word
    /// Any text, or nothing in the first rows.
    case text
  }

  /// What one cell may be.
  struct Cell {
    let text: String
    let isEmpty, isOrderNumber, isDate, isNumber, isWord: Bool

    init(_ text: String) {
      self.text = text
      isEmpty = text.isEmpty || Array(text.utf8).withUnsafeBufferPointer(CellText.isEmptyWord)
      isOrderNumber = !isEmpty && AmazonOrderNumber.matches(text)
      isDate = !isEmpty && !isOrderNumber && ReportDate(text) != nil
      isNumber = !isEmpty && Array(text.utf8).withUnsafeBufferPointer { CellText.amount($0) != nil }
      isWord = !isEmpty && Self.isWord(text)
    }

    private static func isWord(_ text: String) -> Bool {
      Mark(text) != nil || Words.channels.value(of: text) != nil || Words.trackings.value(of: text) != nil
        || Words.cancellers.value(of: text) != nil || Words.defects.value(of: text) != nil
        || Words.statuses.value(of: text) != nil
    }

    func fits(_ column: Column) -> Bool {
      switch column {
      case .orderNumber: isOrderNumber
      case .date: isEmpty || isDate
      case .number: isEmpty || isNumber
      case .word: isEmpty || isWord
      case .text: true
      }
    }

    /// Whether it may be a part of a text that was separated.
    func isPart(of column: Column) -> Bool {
      switch column {
      case .text: !isDate && !isOrderNumber
      // A decimal comma, or one between thousands.
      case .number: isNumber
      default: false
      }
    }
  }

  let columns: [Column]
  /// The bytes of the longest cell of each column.
  let longest: [Int]
  /// A first cell, which the others look like.
  private let first: [UInt8]
  /// The usual number of fields of a row: one per column, and further empty ones where the file ends each row
  /// with separators.
  let width: Int
  /// Whether the first rows of a text with tabs all have more fields than the header, as under the short
  /// header line of a translated template.
  let isWider: Bool
  /// Whether the file leaves out empty cells at the end of its rows.
  let trimsEmptyCells: Bool

  /// So many cells of a column show that it contains numbers or words only.
  private static let enough = 3
  /// More fields than this in excess of the header are not told apart.
  static let mostSurplus = 8

  init(_ head: TableHead) {
    let rows = head.rows
    let count = head.names.count
    let wide = rows.filter { $0.count >= count && $0[count...].allSatisfy(\.isEmpty) }
    let widths = Dictionary(grouping: wide, by: \.count).mapValues(\.count)
    let width = widths.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? count
    let full = wide.filter { $0.count == width }
    self.width = width
    columns = head.names.indices.map { place in
      Self.column(full.lazy.map { Cell($0[place]) }.filter { !$0.isEmpty })
    }
    longest = head.names.indices.map { place in full.lazy.map { $0[place].utf8.count }.max() ?? 0 }
    first = Array((full.first?[0] ?? "").utf8)
    isWider =
      head.delimiter == 0x09 && !rows.isEmpty
      && rows.allSatisfy { $0.count > head.names.count || $0.count < 2 }
    trimsEmptyCells = Self.trimsEmptyCells(rows, columns)
  }

  /// Whether a text with a digit is how the first cell of a row begins, such as `900-00` where the numbers of
  /// orders are there: it has digits and letters in the same places, and the same marks.
  func begins(_ text: Bytes) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF) }
    return text.count <= first.count && text.contains(where: isDigit)
      && zip(text, first).allSatisfy { mine, theirs in
        mine == theirs || isDigit(mine) && isDigit(theirs) || isLetter(mine) && isLetter(theirs)
      }
  }

  private static func column(_ cells: some Sequence<Cell>) -> Column {
    var (all, orders, dates, numbers, words) = (0, 0, 0, 0, 0)
    for cell in cells {
      all += 1
      if cell.isOrderNumber { orders += 1 }
      if cell.isDate { dates += 1 }
      if cell.isNumber { numbers += 1 }
      if cell.isWord { words += 1 }
    }
    if all == 0 { return .text }
    if orders == all { return .orderNumber }
    if dates == all { return .date }
    guard all >= enough else { return .text }
    return words == all ? .word : numbers == all ? .number : .text
  }

  /// Most rows end early and all on a cell with something in it, no row ends with an empty cell, and every
  /// cell of the short rows fits its column.
  private static func trimsEmptyCells(_ rows: [[String]], _ columns: [Column]) -> Bool {
    let rows = rows.filter { $0.contains { !$0.isEmpty } }
    guard rows.allSatisfy({ $0.last.map { !$0.isEmpty } ?? false }) else { return false }
    let short = rows.filter { $0.count < columns.count }
    return short.count >= enough && 2 * short.count > rows.count
      && short.allSatisfy { row in zip(row, columns).allSatisfy { Cell($0).fits($1) } }
  }

  /// The field of each column; `nil` for a column whose field is not told.
  ///
  /// - Parameter fields: More than there are columns.
  /// - Complexity: O(columns · surplus²), with a surplus of at most 8 fields.
  func places(of fields: [Cell]) -> [Int?] {
    let filled = (fields.lastIndex { !$0.text.isEmpty } ?? -1) + 1
    var fields = fields[...]
    // The usual empty fields at the end, and more of them than can be told apart.
    for _ in columns.count..<width where fields.count > max(filled, columns.count) { fields.removeLast() }
    fields = fields.prefix(max(filled, columns.count + Self.mostSurplus))
    return places(of: Array(fields), filled: filled)
  }

  /// - Parameter filled: The number of fields up to the last that is not empty.
  private func places(of fields: [Cell], filled: Int) -> [Int?] {
    let surplus = fields.count - columns.count
    if surplus == 0 { return columns.indices.map { $0 } }
    guard (1...Self.mostSurplus).contains(surplus) else { return beginning(fields) }
    // A number or a word that is none may be the cell of a column that had only such ones so far.
    let plain = columns.map { $0 == .word || $0 == .number ? .text : $0 }
    return everyWay(columns, fields, filled) ?? everyWay(plain, fields, filled) ?? beginning(fields)
  }

  /// The columns before the first that may have taken several fields.
  func beginning(_ fields: [Cell]) -> [Int?] {
    var places = [Int?](repeating: nil, count: columns.count)
    for (place, column) in columns.enumerated() where place < fields.count {
      guard column != .text, column != .number, !fields[place].isEmpty, fields[place].fits(column) else {
        break
      }
      places[place] = place
    }
    return places
  }

  /// - Returns: `nil` if the columns cannot take the fields in any way.
  private func everyWay(_ columns: [Column], _ fields: [Cell], _ filled: Int) -> [Int?]? {
    let surplus = fields.count - columns.count
    let offsets = 0...surplus
    /// Whether the columns from this one on can take the fields from this offset on.
    var canEnd = [[Bool]](
      repeating: [Bool](repeating: false, count: surplus + 1), count: columns.count + 1)
    // Empty fields at the end may be separators behind the last column.
    for offset in offsets { canEnd[columns.count][offset] = columns.count + offset >= filled }
    canEnd[columns.count][surplus] = true
    for place in columns.indices.reversed() {
      for offset in offsets {
        canEnd[place][offset] = Self.ends(of: columns[place], place + offset, offset, fields, surplus, filled)
          .contains { canEnd[place + 1][$0] }
      }
    }
    guard canEnd[0][0] else { return nil }
    var reached: Set<Int> = [0]
    return columns.indices.map { place in
      var (next, single, isSplit) = (Set<Int>(), [Int](), false)
      for offset in reached {
        for end in Self.ends(of: columns[place], place + offset, offset, fields, surplus, filled)
        where canEnd[place + 1][end] {
          next.insert(end)
          if end == offset { single.append(place + offset) } else { isSplit = true }
        }
      }
      reached = next
      guard !isSplit, let first = single.first else { return nil }
      return single.allSatisfy { fields[$0].text == fields[first].text } ? first : nil
    }
  }

  /// The offsets that may follow a column which begins with a field: its own offset if it takes one field.
  /// With empty fields at the end of the row it would have the same text.
  private static func ends(
    of column: Column, _ first: Int, _ offset: Int, _ fields: [Cell], _ surplus: Int, _ filled: Int
  ) -> [Int] {
    var ends = fields[first].fits(column) ? [offset] : []
    guard fields[first].isPart(of: column) else { return ends }
    for end in offset..<surplus {
      let next = first + end - offset + 1
      guard next < filled, fields[next].isPart(of: column) else { break }
      ends.append(end + 1)
    }
    return ends
  }
}

/// The columns of a row whose cells are not told, as it has more or fewer fields than the header.
struct RowGaps {
  /// For each column whether its cell is not told.
  var untold: [Bool]
  /// What is wrong with the row; `nil` for one that only ends early.
  var fault: CellFault?
  /// Whether it ends within its first cell or behind it, which looks like the first cell of a row.
  var isBegun = false
  /// Lines behind its first that are inside a quoted field and may be rows.
  var swallowed = 0
}
