import Foundation
import LinearAlgebra
import Testing

@Suite("Cholesky factors") struct CholeskyTests {
  private static let sizes = [0, 1, 2, 3, 5, 10, 32, 65, 100, 150, 200]

  /// The types of LAPACK's dchkpo: diagonal, well conditioned, conditioned 1e7 and 1e13, near under- and overflow.
  private static func matrix(_ type: Int, _ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    if type == 0 {
      for i in 0..<size { result[i, i] = Double(i + 1) }
      return result
    }
    let spread = [0, 0, 1e-7, 1e-13, 0, 0][type]
    // H D H of a Householder reflection H and eigenvalues D from 1 down to the spread.
    let v = MatrixTests.random(size, 1, seed: 17)
    let square = v.elements.reduce(0) { $0 + $1 * $1 }
    func eigenvalue(_ i: Int) -> Double {
      spread > 0 && size > 1 ? pow(spread, Double(i) / Double(size - 1)) : 1 + Double(i % 3)
    }
    let vdv = (0..<size).reduce(0) { $0 + v[$1, 0] * v[$1, 0] * eigenvalue($1) }
    let scale = [1, 1, 1, 1, 1e-290, 1e290][type]
    for i in 0..<size {
      for j in 0...i {
        let cross = 2 * v[i, 0] * v[j, 0] * (eigenvalue(i) + eigenvalue(j)) / square
        let value = (i == j ? eigenvalue(i) : 0) - cross + 4 * v[i, 0] * v[j, 0] * vdv / (square * square)
        result[i, j] = value * scale
        result[j, i] = value * scale
      }
    }
    return result
  }

  @Test("L·Lᵀ gives the matrix back, and solving its right side", arguments: sizes, 0..<6)
  func residuals(size: Int, type: Int) throws {
    let matrix = Self.matrix(type, size)
    let factor = try matrix.choleskyFactor()
    for row in 0..<size { for column in row + 1..<max(size, row + 1) { #expect(factor[row, column] == 0) } }
    #expect(factor.elements.allSatisfy { $0.isFinite })
    let back = try factor.multiplied(by: factor.transposed)
    #expect(MatrixTests.ratio(back, matrix, scale: MatrixTests.norm(matrix)) < 30)
    let right = try matrix.multiplied(by: MatrixTests.random(size, 3, seed: 5))
    let solution = try matrix.solve(right)
    #expect(solution.elements.allSatisfy { $0.isFinite })
    let again = try matrix.multiplied(by: solution)
    let scale = MatrixTests.norm(matrix) * MatrixTests.norm(solution)
    #expect(MatrixTests.ratio(again, right, scale: scale) < 30)
  }

  @Test("The failing minor is named exactly", arguments: [1, 2, 7, 40, 128, 200]) func minors(size: Int) {
    for minor in Set([1, 2, (size + 1) / 2, size]) where minor <= size {
      for pivot in [0, -1.0] {
        var matrix = Self.matrix(0, size)
        matrix[minor - 1, minor - 1] = pivot
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: minor)) {
          try matrix.choleskyFactor()
        }
      }
    }
  }

  @Test("Only the lower triangle is read; NaN is refused by its place") func places() throws {
    var matrix = Matrix(rows: [[4, .nan], [2, 5]])
    let factor = try matrix.choleskyFactor()
    #expect(factor.elements == [2, 0, 1, 2])
    matrix[1, 0] = .infinity
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try matrix.choleskyFactor() }
    let column = Matrix(rows: 3, columns: 1)
    #expect(throws: LinearAlgebraError.shapeMismatch(matrix.shape, column.shape)) { try matrix.solve(column) }
  }
}
