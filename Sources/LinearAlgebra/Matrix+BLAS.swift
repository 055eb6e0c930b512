internal import COpenBLAS

extension Matrix {
  /// The product: m×k · k×n gives m×n. Throws `shapeMismatch` if the k differ.
  public func multiplied(by other: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard columns == other.rows else { throw .shapeMismatch(shape, other.shape) }
    var product = Matrix(rows: rows, columns: other.columns)
    gemm(
      rows: rows, columns: other.columns, inner: columns, elements, other.elements, into: &product.elements)
    return product
  }

  /// selfᵀ · self, n×n for m×n, both triangles filled.
  public var gram: Matrix {
    var result = Matrix(rows: columns, columns: columns)
    guard rows > 0, columns > 0 else { return result }
    let (n, k) = (Int32(columns), Int32(rows))
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, n, k, 1, elements, n, 0, &result.elements, n)
    for row in 0..<columns { for column in 0..<row { result[column, row] = result[row, column] } }
    return result
  }

  /// L, lower, with `self = L · Lᵀ`, n×n; reads the lower triangle alone. LAPACK is column-major: it
  /// sees our lower triangle as its upper one, hence "U". A failure names the leading minor, from 1.
  public func choleskyFactor() throws(LinearAlgebraError) -> Matrix {
    guard rows == columns else { throw .notSquare(shape) }
    for row in 0..<rows {
      for column in 0...row where !self[row, column].isFinite { throw .notFinite(row: row, column: column) }
    }
    var factor = self
    var (n, stride, info) = (Int32(rows), Int32(max(rows, 1)), Int32(0))
    dpotrf_("U", &n, &factor.elements, &stride, &info, 1)
    guard info == 0 else { throw .notPositiveDefinite(leadingMinor: Int(info)) }
    for row in 0..<rows { for column in row + 1..<max(rows, row + 1) { factor[row, column] = 0 } }
    return factor
  }

  /// X with `self · X = right`, for a symmetric positive definite matrix of which the lower triangle is read.
  ///
  /// - Throws: `shapeMismatch`, or the errors of `choleskyFactor`.
  public func solve(_ right: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard rows == right.rows else { throw .shapeMismatch(shape, right.shape) }
    let factor = try choleskyFactor()
    var solution = right
    guard rows > 0, right.columns > 0 else { return solution }
    let (n, m) = (Int32(rows), Int32(right.columns))
    for transposition in [CblasNoTrans, CblasTrans] {
      cblas_dtrsm(
        CblasRowMajor, CblasLeft, CblasLower, transposition, CblasNonUnit, n, m, 1, factor.elements, n,
        &solution.elements, m)
    }
    return solution
  }
}

/// c ← a · b, all row-major and contiguous: m×k · k×n gives m×n. Overwrites `c`, which must not overlap the others.
public func gemm(
  rows m: Int, columns n: Int, inner k: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
  into c: UnsafeMutablePointer<Double>
) {
  guard m > 0, n > 0 else { return }
  cblas_dgemm(
    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k),
    1, a, Int32(max(k, 1)), b, Int32(n), 0, c, Int32(n))
}
