internal import COpenBLAS

extension Matrix {
  /// L, lower, with `self = L · Lᵀ`, n×n; only the lower triangle is read. LAPACK is column-major: it sees
  /// our lower triangle as its upper one, hence "U". A failure names the leading minor, from 1.
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

  /// X with `self · X = right`, for a symmetric positive definite matrix; only its lower triangle is read.
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

  /// U, upper, with `self⁻¹ = U · Uᵀ`, for a symmetric positive definite matrix: if z is standard normal, the
  /// covariance of U · z is the inverse.
  ///
  /// - Throws: The errors of `choleskyFactor`.
  public func inverseFactor() throws(LinearAlgebraError) -> Matrix {
    let factor = try choleskyFactor()
    var inverse = Matrix(rows: rows, columns: rows)
    for index in 0..<rows { inverse[index, index] = 1 }
    guard rows > 0 else { return inverse }
    let n = Int32(rows)
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, n, n, 1, factor.elements, n,
      &inverse.elements, n)
    return inverse
  }
}

/// c ← a · b, all row-major and contiguous: m×k · k×n gives m×n. Overwrites `c`, which must not overlap the
/// others.
public func gemm(
  rows m: Int, columns n: Int, inner k: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
  into c: UnsafeMutablePointer<Double>
) {
  guard m > 0, n > 0 else { return }
  cblas_dgemm(
    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k),
    1, a, Int32(max(k, 1)), b, Int32(n), 0, c, Int32(n))
}
