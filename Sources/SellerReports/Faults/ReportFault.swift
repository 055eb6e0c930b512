import Documents

/// One thing wrong with one cell of a file. The cell is left out, and the rest of its order is used. An order
/// without a number or a day of purchase may belong to a rate or not.
public struct ReportFault: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  /// Only the base name.
  public var file: String
  /// From 1; the header is line 1.
  public var line: Int
  /// Number of the field in its row, from 1.
  public var column: Int
  public var field: String
  /// The text as shown: cut and escaped, and never the buyer's data.
  public var found: String
  public var expected: String
  public var remedy: String

  init(_ fault: CellFault, file: String, line: Int) {
    self.init(
      file: file, line: line, column: fault.column + 1, field: fault.field, found: fault.found,
      expected: fault.expected, remedy: fault.remedy)
  }

  init(
    file: String, line: Int, column: Int, field: String, found: String, expected: String, remedy: String
  ) {
    self.file = Self.plain(file)
    self.line = line
    self.column = column
    self.field = field
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }

  public var description: String {
    "\(file):\(line):\(column): \(field): found \(found), expected \(expected). \(remedy)"
  }

  /// A cell as a message repeats it.
  static func shown(_ text: String) -> String { text.isEmpty ? "nothing" : TerminalText.quoted(text) }

  /// A cell that cannot be read, as a message repeats it. Where a row has shifted, it may be a buyer's name,
  /// address or number; only numbers, days and single words in small letters are repeated.
  static func cell(_ text: String) -> String {
    mayBeOfBuyer(text) ? "a text of \(text.count) characters, which is not shown" : shown(text)
  }

  private static func mayBeOfBuyer(_ text: String) -> Bool {
    if text.contains("@") { return true }
    // A day has eight digits; a time of day has colons.
    if text.count(where: \.isNumber) > 9, !text.contains(":"), !text.contains("E") { return true }
    let words = text.split { !$0.isLetter }.filter { $0.count > 1 }
    if words.count(where: { $0.count > 3 }) > 1 { return true }
    // Short names of months begin with a capital. Some scripts have no small letters.
    return words.contains { word in
      word.count > 3 && word.contains { !$0.isLowercase }
        || word.contains { !$0.isLowercase && !$0.isUppercase }
    }
  }

  /// The first three of some files by their names, and how many more there are.
  static func some(_ files: Set<String>) -> String {
    let names = files.sorted().map(plain)
    return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  /// A name from outside, so that it cannot steer a terminal.
  static func plain(_ text: String) -> String { TerminalText.escaped(text) }
}

/// The faults of one kind in one column of a file.
public struct FaultGroup: Sendable, Hashable, Codable {
  /// The first of them in the file.
  public var first: ReportFault
  public var count: Int
}

/// Faults by file, column and kind, in the order in which each kind came first.
struct FaultTally {
  /// No files have more kinds of fault worth naming.
  private static let most = 100

  private(set) var groups: [FaultGroup] = []

  mutating func add(_ fault: ReportFault, count: Int = 1) {
    let place = groups.lastIndex { group in
      group.first.column == fault.column && group.first.expected == fault.expected
        && group.first.remedy == fault.remedy && group.first.file == fault.file
    }
    if let place {
      groups[place].count += count
    } else if groups.count < Self.most {
      groups.append(FaultGroup(first: fault, count: count))
    }
  }
}

/// A file that cannot be used at all.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the file lacks.
  public enum Reason: Hashable, Sendable {
    /// It is missing, or needs an option to be read. It ends the reading.
    case unread
    /// It brings nothing.
    case empty
    /// Its bytes are damaged, or those of another kind of document.
    case damaged
    /// One of its cells leaves the whole file useless, though its kind is known.
    case cell
    /// It is a whole report of Amazon's from which no rate is counted, so that nothing is lost.
    case otherReport
  }

  public internal(set) var description: String
  /// The base name of the file, escaped.
  public let file: String
  public internal(set) var reason: Reason

  /// Whether the file is left out beside good files, and named.
  var isUseless: Bool { reason != .unread }

  init(_ file: String, _ problem: String, _ reason: Reason = .unread) {
    self.file = ReportFault.plain(file)
    description = "\(ReportFault.plain(file)): \(problem)"
    self.reason = reason
  }

  /// - Parameter column: In bytes; `nil` for the whole line.
  init(_ file: String, line: Int, column: Int? = nil, _ problem: String, _ reason: Reason = .unread) {
    self.file = ReportFault.plain(file)
    description = "\(ReportFault.plain(file)):\(line)\(column.map { ":\($0)" } ?? ""): \(problem)"
    self.reason = reason
  }

  /// The error of a cell that makes its whole file useless.
  init(_ fault: ReportFault) {
    (description, file, reason) = (fault.description, fault.file, .cell)
  }

  /// The error of a file whose bytes are not what it should have.
  static func damaged(_ file: String, _ problem: String) -> ReportError {
    ReportError(file, problem, .damaged)
  }

  /// - Parameter column: In bytes; `nil` for the whole line.
  static func damaged(_ file: String, line: Int, column: Int? = nil, _ problem: String) -> ReportError {
    ReportError(file, line: line, column: column, problem, .damaged)
  }
}
