import Foundation
import LinearAlgebra

/// The symmetric positive definite test matrices of LAPACK's dchkpo (dlatb4, path PO): E. Anderson et al.,
/// *LAPACK Users' Guide*, 3rd edition, SIAM 1999; J. J. Dongarra et al., LAPACK Working Note 41, table 5.
enum TestMatrices {
  enum Kind: Int, CaseIterable, Sendable {
    case diagonal = 1
    case wellConditioned
    case firstRowZero
    case lastRowZero
    case middleRowZero
    /// Condition √(0.1/ε).
    case illConditioned
    /// Condition 0.1/ε.
    case veryIllConditioned
    case nearUnderflow
    case nearOverflow
  }

  /// LAPACK's ε is half an ulp of 1; its small number is a quarter of the smallest normal one over ε.
  static let epsilon = 0x1p-53
  static let small = 0.25 * (Double.leastNormalMagnitude / epsilon)

  /// The minor, from 1, at which the factorization of a matrix with a zero row and column must fail.
  static func zeroRow(_ kind: Kind, _ size: Int) -> Int? {
    switch kind {
    case .firstRowZero: 1
    case .lastRowZero: size
    case .middleRowZero: size / 2 + 1
    default: nil
    }
  }

  /// Q D Qᵀ, both triangles filled: Q a product of three reflections, D geometric from 1 to the inverse of
  /// the condition, as dlatms mode 3.
  static func matrix(_ kind: Kind, _ size: Int) -> Matrix {
    let condition =
      switch kind {
      case .illConditioned: (0.1 / epsilon).squareRoot()
      case .veryIllConditioned: 0.1 / epsilon
      default: 2.0
      }
    let scale = kind == .nearUnderflow ? small : kind == .nearOverflow ? 1 / small : 1
    let eigenvalues = (0..<size).map { pow(condition, size > 1 ? -Double($0) / Double(size - 1) : 0) }
    // Row i of Q D, times Q's columns.
    let turn = kind == .diagonal ? Matrix.identity(size) : orthogonal[size]
    var scaled = turn
    scaled.elements = turn.elements.enumerated().map { $0.element * eigenvalues[$0.offset % size] }
    var result = scaled.multiplied(by: turn.transposed)
    var elements = result.elements.map { $0 * scale }
    for i in 0..<size { for j in 0..<i { elements[j * size + i] = elements[i * size + j] } }
    result.elements = elements
    if let row = zeroRow(kind, size) {
      for k in 0..<size {
        result[row - 1, k] = 0
        result[k, row - 1] = 0
      }
    }
    return result
  }

  /// One matrix for each size from 0 to 200.
  private static let orthogonal: [Matrix] = (0...200).map { size in
    var product = Matrix.identity(size)
    for seed in [17, 18, 19] as [UInt64] {
      let v = MatrixTests.random(size, 1, seed: seed).elements
      let square = v.reduce(0) { $0 + $1 * $1 }
      // Q ← Q − 2 (Q v) vᵀ / vᵀv.
      var elements = product.elements
      for i in 0..<size {
        var dot = 0.0
        for j in 0..<size { dot += elements[i * size + j] * v[j] }
        for j in 0..<size { elements[i * size + j] -= 2 * dot * v[j] / square }
      }
      product.elements = elements
    }
    return product
  }
}
