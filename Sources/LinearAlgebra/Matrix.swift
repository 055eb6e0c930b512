/// A dense matrix of doubles, row-major.
public struct Matrix: Hashable, Sendable {
  /// Rows and columns; reads `3×2`.
  public struct Shape: Hashable, Sendable, CustomStringConvertible {
    public let rows: Int
    public let columns: Int
    public var description: String { "\(rows)×\(columns)" }
  }

  public let rows: Int
  public let columns: Int
  /// The elements row after row; their number is `rows · columns`.
  public var elements: [Double] {
    didSet {
      precondition(elements.count == rows * columns, "Matrix.elements: \(shape) holds \(rows * columns).")
    }
  }

  /// A matrix of zeros. Precondition: both numbers are at least 0.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "Matrix: \(rows) rows and \(columns) columns.")
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// Precondition: all rows have the same length.
  public init(rows: [[Double]]) {
    self.rows = rows.count
    columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { [columns] in $0.count == columns }, "Matrix: rows of different lengths.")
    elements = rows.flatMap { $0 }
  }

  public var shape: Shape { Shape(rows: rows, columns: columns) }

  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns, "Matrix[\(row), \(column)]: \(shape).")
      return elements[row * columns + column]
    }
    _modify {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns, "Matrix[\(row), \(column)]: \(shape).")
      yield &elements[row * columns + column]
    }
  }
}
