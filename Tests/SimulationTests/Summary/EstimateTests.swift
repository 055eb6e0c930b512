import Testing

@testable import Simulation

@Suite("The error of a chance, with several versions of a model")
struct EstimateTests {
  @Test("It is that of the mean of the versions, by hand, and never below that of the paths")
  func versions() {
    let whole = Estimate(hits: 300, paths: 1000)
    let versions = [100, 20, 180].map { Estimate(hits: $0, paths: 333) }
    let means = [100.0 / 333, 20.0 / 333, 180.0 / 333]
    let mean = means.reduce(0, +) / 3
    let by = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6).squareRoot()
    #expect(abs(whole.among(versions).standardError - by) < 1e-15 && by > whole.standardError)
    #expect(whole.among(versions).value == 0.3)
    let same = [Estimate](repeating: Estimate(hits: 100, paths: 333), count: 3)
    #expect(whole.among(same) == whole)
    #expect(whole.among([]) == whole && whole.among([versions[0]]) == whole)
  }
}
