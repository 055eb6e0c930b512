/// A day or none in four bytes instead of eight: an account holds a million orders with a dozen of them.
@propertyWrapper
public struct CompactDay: Sendable, Hashable {
  /// The smallest number stands for no day; no calendar reaches it.
  @usableFromInline var number: Int32

  @inlinable public init(wrappedValue: Day?) { number = wrappedValue?.number ?? .min }

  @inlinable public var wrappedValue: Day? {
    get { number == .min ? nil : Day(number: Int(number)) }
    set { number = newValue?.number ?? .min }
  }
}
