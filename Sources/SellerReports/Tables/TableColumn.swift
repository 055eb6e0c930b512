/// A column of a table and how it was understood.
public struct TableColumn: Sendable, Hashable, Codable {
  /// As the file has it.
  public var name: String
  /// What it was taken for; `nil` where it is not read.
  public var meaning: String?
}

extension [TableColumn] {
  /// Without the names of columns that are not read where the line looks like one of data, since such names
  /// may be those of buyers.
  var withoutData: [TableColumn] {
    guard Header.isData(map(\.name)) else { return self }
    return map { $0.meaning == nil ? TableColumn(name: "(not shown)", meaning: nil) : $0 }
  }
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
