internal import COpenBLAS

public struct Matrix {
  public var elements: [Double]; let rows: Int
  public init(rows: [[Double]]) { elements = rows.flatMap { $0 }; self.rows = rows.count }
  struct NotPD: Error {}
  public func choleskyFactor() throws -> Matrix {
    var f = self
    var n = Int32(rows), l = Int32(max(rows, 1)), info: Int32 = 0
    dpotrf_("U", &n, &f.elements, &l, &info, 1)
    guard info == 0 else { throw NotPD() }
    for r in 0..<rows { for c in 0..<rows where c > r { f.elements[r * rows + c] = 0 } }
    return f
  }
}
public enum BLASThreads { public static func useOne() { openblas_set_num_threads(1) } }
public func gemm(
  rows m: Int, columns n: Int, inner k: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
  into c: UnsafeMutablePointer<Double>
) {
  cblas_dgemm(
    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(max(k, 1)), b,
    Int32(max(n, 1)), 0, c, Int32(max(n, 1)))
}
