/// The middle of one of 2³² equal cells: strictly between 0 and 1, from 2⁻³³ to 1 − 2⁻³³, and `1 − u` exact.
@inlinable public func uniform(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }

/// A multiple of 2⁻⁵³ in [0, 1): the upper 53 bits of `word`. Never 1.
@inlinable public func unitInterval(_ word: UInt64) -> Double { Double(word >> 11) * 0x1p-53 }

/// The middle of one of 2⁵² equal cells: strictly between 0 and 1, `1 − u` exact, for logarithms and
/// quantiles.
@inlinable public func openUnitInterval(_ word: UInt64) -> Double {
  (Double(word >> 12) + 0.5) * 0x1p-52
}
