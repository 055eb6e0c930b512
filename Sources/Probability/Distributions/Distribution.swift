/// A distribution to draw from. Its parameters are checked when it is made; drawing never fails.
public protocol Distribution: Sendable {
  associatedtype Value
  func sample(using generator: inout some RandomNumberGenerator) -> Value
  /// Overwrites every element with an independent draw of the same distribution.
  func fill(_ values: inout MutableSpan<Value>, using generator: inout some RandomNumberGenerator)
}

extension Distribution {
  @inlinable
  public func fill(_ values: inout MutableSpan<Value>, using generator: inout some RandomNumberGenerator) {
    for index in values.indices { values[index] = sample(using: &generator) }
  }
}
