import LinearAlgebra
import Testing

@Suite("Cholesky factors") struct CholeskyTests {
  @Test(
    "Residuals of every size from 0 to 200, or the exact minor that fails",
    arguments: TestMatrices.Kind.allCases)
  func residuals(kind: TestMatrices.Kind) throws {
    BLASThreads.useOne()
    for size in 0...200 {
      let matrix = TestMatrices.matrix(kind, size)
      if let minor = TestMatrices.zeroRow(kind, size), size > 0 {
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: minor), "size \(size)") {
          try matrix.choleskyFactor()
        }
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: minor), "size \(size)") {
          try matrix.solve(Matrix(rows: size, columns: 1))
        }
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: minor), "size \(size)") {
          try matrix.inverseFactor()
        }
        continue
      }
      let factor = try matrix.choleskyFactor()
      #expect(factor.elements.allSatisfy { $0.isFinite })
      #expect(
        factor.elements.enumerated().allSatisfy { $0.offset % size <= $0.offset / size || $0.element == 0 })
      let back = factor.multiplied(by: factor.transposed)
      let ratio = MatrixTests.ratio(back, matrix, scale: MatrixTests.norm(matrix))
      #expect(ratio < 30, "\(kind), size \(size): L·Lᵀ off by \(ratio)")
      let right = matrix.multiplied(by: MatrixTests.random(size, 3, seed: 5))
      let solution = try matrix.solve(right)
      #expect(solution.elements.allSatisfy { $0.isFinite })
      let again = matrix.multiplied(by: solution)
      let residual = MatrixTests.ratio(
        again, right, scale: MatrixTests.norm(matrix) * MatrixTests.norm(solution))
      #expect(residual < 30, "\(kind), size \(size): solution off by \(residual)")
      let upper = try matrix.inverseFactor()
      #expect(
        upper.elements.enumerated().allSatisfy { $0.offset % size >= $0.offset / size || $0.element == 0 })
      // Lᵀ U = 1.
      let one = factor.transposed.multiplied(by: upper)
      let inverseOff = MatrixTests.ratio(
        one, .identity(size), scale: MatrixTests.norm(factor.transposed) * MatrixTests.norm(upper))
      #expect(inverseOff < 30, "\(kind), size \(size): inverse factor off by \(inverseOff)")
    }
  }

  /// A definite matrix, one diagonal element of it lowered by a little more than the square of its pivot.
  @Test("The failing minor is named exactly", arguments: [1, 2, 7, 40, 63, 64, 65, 128, 129, 200])
  func minors(size: Int) throws {
    let definite = TestMatrices.matrix(.wellConditioned, size)
    let factor = try definite.choleskyFactor()
    for minor in Set([1, 2, (size + 1) / 2, size - 1, size]) where 1...size ~= minor {
      let pivot = factor[minor - 1, minor - 1]
      var matrix = definite
      matrix[minor - 1, minor - 1] -= pivot * pivot * (1 + 1e-9)
      #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: minor)) {
        try matrix.choleskyFactor()
      }
      // A little more than the square, and the minor itself is definite.
      var leading = Matrix(rows: minor, columns: minor)
      for i in 0..<minor { for j in 0..<minor { leading[i, j] = matrix[i, j] } }
      leading[minor - 1, minor - 1] += pivot * pivot * 2e-9
      let raised = try leading.choleskyFactor()
      #expect(raised[minor - 1, minor - 1] > 0)
    }
  }

  @Test("Only the lower triangle is read; NaN is refused with its place") func places() throws {
    var matrix = Matrix(rows: [[4, .nan], [2, 5]])
    let factor = try matrix.choleskyFactor()
    #expect(factor.elements == [2, 0, 1, 2])
    matrix[1, 0] = .infinity
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try matrix.choleskyFactor() }
    let column = Matrix(rows: 3, columns: 1)
    #expect(throws: LinearAlgebraError.shapeMismatch(matrix.shape, column.shape)) { try matrix.solve(column) }
  }
}
