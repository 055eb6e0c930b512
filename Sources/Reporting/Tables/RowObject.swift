/// A row of a table as a JSON object.
struct RowObject: Encodable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let cells: [(key: String, cell: Cell)]
  private var tables: [(key: String, rows: [RowObject])] = []

  init(_ cells: [(key: String, cell: Cell)]) { self.cells = cells }

  /// The object with a table of its own inside.
  func with(_ key: String, _ rows: [RowObject]) -> RowObject {
    var object = self
    object.tables.append((key, rows))
    return object
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (key, cell) in cells { try container.encode(cell, forKey: Key(key)) }
    for (key, rows) in tables { try container.encode(rows, forKey: Key(key)) }
  }
}
