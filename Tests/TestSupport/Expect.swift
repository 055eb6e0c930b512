import Testing

/// Expects `estimate` within 5 standard errors of `truth`. A correct estimator fails for about one seed
/// in 1.7 million; after a failure look for the bias, do not pick another seed.
public func expect(
  _ estimate: Double, near truth: Double, standardError: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let z = (estimate - truth) / standardError
  #expect(abs(z) < 5, "\(estimate) is \(z) errors from \(truth)", sourceLocation: sourceLocation)
}
