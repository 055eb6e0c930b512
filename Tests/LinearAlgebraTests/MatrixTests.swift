import Foundation
import LinearAlgebra
import Testing

@Suite("Matrices") struct MatrixTests {
  /// Deterministic entries in −1…1.
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var matrix = Matrix(rows: rows, columns: columns)
    matrix.elements = (0..<rows * columns).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(Int64(bitPattern: state) >> 11) * 0x1p-52
    }
    return matrix
  }

  /// The largest row sum of absolute values.
  static func norm(_ matrix: Matrix) -> Double {
    let (elements, columns) = (matrix.elements, matrix.columns)
    var largest = 0.0
    for row in 0..<matrix.rows {
      var sum = 0.0
      for index in row * columns..<(row + 1) * columns { sum += abs(elements[index]) }
      largest = max(largest, sum)
    }
    return largest
  }

  static func difference(_ left: Matrix, _ right: Matrix) -> Matrix {
    var result = left
    result.elements = zip(left.elements, right.elements).map { $0 - $1 }
    return result
  }

  /// ‖found − truth‖ / (n ‖scale‖ ε), LAPACK's own test ratio, expected below 30.
  static func ratio(_ found: Matrix, _ truth: Matrix, scale: Double) -> Double {
    norm(difference(found, truth)) / max(scale, .leastNormalMagnitude)
      / (Double(max(truth.rows, 1)) * 0x1p-52)
  }

  private func slowProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
    var c = [Double](repeating: 0, count: a.rows * b.columns)
    let (left, right) = (a.elements, b.elements)
    for i in 0..<a.rows {
      for k in 0..<a.columns {
        let factor = left[i * a.columns + k]
        for j in 0..<b.columns { c[i * b.columns + j] += factor * right[k * b.columns + j] }
      }
    }
    var product = Matrix(rows: a.rows, columns: b.columns)
    product.elements = c
    return product
  }

  @Test("Products of every size from 0 to 200") func products() {
    BLASThreads.useOne()
    for size in 0...200 {
      for inner in Set([0, 1, size / 2, size + 3]) where size % 10 == 0 || inner == size + 3 {
        let (a, b) = (Self.random(size, inner, seed: 1), Self.random(inner, size, seed: 2))
        let product = a.multiplied(by: b)
        let off = Self.ratio(product, slowProduct(a, b), scale: Self.norm(a) * Self.norm(b))
        #expect(off < 30, "\(a.shape) · \(b.shape): \(off)")
      }
    }
  }

  @Test("Subscripts and rows") func rows() {
    let matrix = Matrix(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(matrix.shape.description == "2×3" && matrix[1, 0] == 4)
    #expect(Matrix(rows: []).shape.description == "0×0")
  }

  @Test("Errors in full") func errors() {
    let wide = Matrix(rows: 2, columns: 3)
    #expect(throws: LinearAlgebraError.notSquare(wide.shape)) { try wide.choleskyFactor() }
    #expect(throws: LinearAlgebraError.notSquare(wide.shape)) { try wide.inverseFactor() }
    #expect(
      LinearAlgebraError.shapeMismatch(wide.shape, wide.shape).description
        == "The shapes 2×3 and 2×3 do not fit.")
    #expect(
      LinearAlgebraError.notSquare(wide.shape).description == "The matrix is 2×3, expected a square one.")
    #expect(
      LinearAlgebraError.notPositiveDefinite(leadingMinor: 3).description
        == "The matrix is not positive definite: its leading minor of order 3 is not above 0.")
    #expect(
      LinearAlgebraError.notFinite(row: 1, column: 0).description
        == "The element in row 1, column 0 is not a finite number.")
  }

  @Test("A product by pointers, also of empty matrices") func pointers() {
    var c = [7.0, 7, 7, 7]
    gemm(rows: 2, columns: 2, inner: 2, [1, 2, 3, 4], [0, 1, 1, 0], into: &c)
    #expect(c == [2, 1, 4, 3])
    gemm(rows: 2, columns: 2, inner: 0, [], [], into: &c)
    #expect(c == [0, 0, 0, 0])
    gemm(rows: 0, columns: 2, inner: 2, [], [1, 1, 1, 1], into: &c)
    #expect(c == [0, 0, 0, 0])
  }

  @Test("8 threads of 10⁴ calls equal the serial result") func threads() async throws {
    BLASThreads.useOne()
    let sizes = [1, 3, 8, 20]
    let left = sizes.map { Self.random($0, $0 + 1, seed: UInt64($0)) }
    let right = sizes.map { Self.random($0 + 1, $0, seed: UInt64($0 + 99)) }
    let definite = right.map { $0.transposed.multiplied(by: $0) }
    let serial = zip(left, right).map { $0.multiplied(by: $1) }
    let factors = try definite.map { try $0.choleskyFactor() }
    let solutions = try zip(definite, right).map { try $0.solve($1.transposed) }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var wrong = 0
          for call in 0..<10_000 {
            let which = call / 3 % sizes.count
            let (a, b) = (left[which], right[which])
            switch call % 3 {
            case 0: if a.multiplied(by: b) != serial[which] { wrong += 1 }
            case 1: if try definite[which].choleskyFactor() != factors[which] { wrong += 1 }
            default: if try definite[which].solve(b.transposed) != solutions[which] { wrong += 1 }
            }
          }
          return wrong
        }
      }
      for try await wrong in group { #expect(wrong == 0) }
    }
  }
}
