/// Why a matrix operation has no result.
public enum LinearAlgebraError: Error, Hashable, CustomStringConvertible {
  /// The shapes of the two operands, which do not fit.
  case shapeMismatch(Matrix.Shape, Matrix.Shape)
  case notSquare(Matrix.Shape)
  /// The leading minor that is not positive, counted from 1; the matrix up to it is no covariance.
  case notPositiveDefinite(leadingMinor: Int)
  /// The first element that is NaN or infinite, rows and columns from 0.
  case notFinite(row: Int, column: Int)

  public var description: String {
    switch self {
    case .shapeMismatch(let left, let right): "The shapes \(left) and \(right) do not fit."
    case .notSquare(let shape): "The matrix is \(shape), expected a square one."
    case .notPositiveDefinite(let minor):
      "The matrix is not positive definite: its leading minor of order \(minor) is not above 0."
    case .notFinite(let row, let column):
      "The element in row \(row), column \(column) is not a finite number."
    }
  }
}
