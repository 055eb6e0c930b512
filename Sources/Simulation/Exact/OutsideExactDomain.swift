/// Why a model has no exact answer here, in one sentence that begins with the field's name in the file.
public struct OutsideExactDomain: Error, Hashable, CustomStringConvertible {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
