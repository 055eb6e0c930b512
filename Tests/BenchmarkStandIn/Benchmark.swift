/// Has the part of the benchmark package's interface that the benchmarks use, so that the tests can compile
/// and run them without it. Nothing is measured.
public final class Benchmark {
  public struct Configuration: Sendable {
    public enum Metric: Sendable { case wallClock }

    public init(metrics: [Metric], warmupIterations: Int, maxDuration: Duration, maxIterations: Int) {}
  }

  /// Part of the interface; it is not read.
  public static var defaultConfiguration: Configuration {
    get { .init(metrics: [], warmupIterations: 0, maxDuration: .zero, maxIterations: 0) }
    set {}
  }

  /// Every benchmark that was made, in that order. Only one test makes and reads them.
  nonisolated(unsafe) public private(set) static var all: [Benchmark] = []

  public let name: String
  private let body: (Benchmark) throws -> Void
  private var measured = 0

  @discardableResult
  public init(_ name: String, closure: @escaping (Benchmark) throws -> Void) {
    self.name = name
    body = closure
    Self.all.append(self)
  }

  /// Runs it once.
  ///
  /// - Returns: How often it measured.
  public func run() throws -> Int {
    try body(self)
    return measured
  }

  public func startMeasurement() {}
  public func stopMeasurement() { measured += 1 }
}

/// Keeps a result from being left out.
@inline(never) public func blackHole(_ value: some Any) {}
