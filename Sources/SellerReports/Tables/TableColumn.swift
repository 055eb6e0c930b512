/// A column of a table and how it was understood.
public struct TableColumn: Sendable, Hashable, Codable {
  /// As the file has it.
  public var name: String
  /// What it was taken for; `nil` where it is not read.
  public var meaning: String?
}

extension TableColumn {
  /// The columns of a file.
  ///
  /// - Parameter meanings: What some places were taken for. A place that is `nil` is of a column that the
  ///   file does not have.
  static func all(_ names: [String], _ meanings: KeyValuePairs<Int?, String>) -> [TableColumn] {
    names.enumerated().map { place, name in
      TableColumn(name: name, meaning: meanings.first { $0.key == place }?.value)
    }.withoutData
  }
}
