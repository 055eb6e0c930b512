import Documents

/// A rule file that cannot be used, with everything that is wrong in it.
public struct RuleSetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// In the order of the file; never empty.
  public var faults: [DocumentFault]

  public init(faults: [DocumentFault]) { self.faults = faults }

  /// One line a fault.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
