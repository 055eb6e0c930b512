import LinearAlgebra

/// What the tests need beside the module's own operations.
extension Matrix {
  static func identity(_ size: Int) -> Matrix {
    var one = Matrix(rows: size, columns: size)
    for index in 0..<size { one[index, index] = 1 }
    return one
  }

  var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows { for column in 0..<columns { result[column, row] = self[row, column] } }
    return result
  }

  /// The product by `gemm`: m×k · k×n gives m×n.
  func multiplied(by other: Matrix) -> Matrix {
    precondition(columns == other.rows, "\(shape) · \(other.shape)")
    var product = Matrix(rows: rows, columns: other.columns)
    gemm(
      rows: rows, columns: other.columns, inner: columns, elements, other.elements, into: &product.elements)
    return product
  }
}
