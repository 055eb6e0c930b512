/// A file that cannot be used, with everything that is wrong in it.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// In the order of the file; never empty.
  public let faults: [DocumentFault]

  /// Sorts the faults by their place. Requires at least one.
  public init(_ faults: [DocumentFault]) {
    precondition(!faults.isEmpty, "a file without faults can be used")
    self.faults = faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// Faults that `description` lists at most: a file of another kind is wrong on every line.
  private static let mostLines = 40

  /// One line per fault.
  public var description: String {
    let lines = faults.prefix(Self.mostLines).map(\.description)
    let more = faults.count - lines.count
    return (lines + (more > 0 ? ["and \(more) more faults"] : [])).joined(separator: "\n")
  }
}
