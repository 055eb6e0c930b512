/// A block of paths and, where a run asks for it, what enforcement makes of them.
struct EnforcedBlock {
  let paths: PathBlock
  var enforcement: EnforcementRun?

  /// Simulates paths `first` ..< `first` + lanes, counts the first `counted` of them, and walks them all.
  func run(first: UInt32, counted: Int) {
    guard let enforcement else { return paths.run(first: first, counted: counted) }
    enforcement.begin()
    paths.run(first: first, counted: counted) { enforcement.judge(paths, $0, window: $1) }
    enforcement.walk(paths, first)
  }

  /// Simulates the paths that `baseline`, which has the same model, has just simulated. What is not touched
  /// is taken from there.
  func run(first: UInt32, counted: Int, after baseline: EnforcedBlock, touched: [Bool]) {
    guard let enforcement, let other = baseline.enforcement else {
      return paths.run(first: first, counted: counted, after: baseline.paths, touched: touched)
    }
    enforcement.begin()
    paths.run(first: first, counted: counted, after: baseline.paths, touched: touched) {
      enforcement.judge(paths, $0, window: $1)
    }
    for (index, layout) in paths.layouts.enumerated() where !touched[index] {
      for window in layout.windows { enforcement.take(window.metric, from: other) }
    }
    enforcement.walk(paths, first)
  }
}
