import Probability

/// What a random word is for: the third word of its address, which is (path, day, purpose, index).
///
/// The one registry of the project: whatever draws random numbers has its kind here, so no two of them meet.
/// The kind is the high byte, then come four bits of stream and twenty of slot. A metric owns its slot, so
/// adding another metric changes none of its draws. Four neighbouring slots share a block of four words, so
/// no word is thrown away.
public enum Purpose: UInt32, Sendable, CaseIterable {
  case component = 1, coefficient, orderLevel, orders, innovation, outcome, allocation, split, pending
  case pendingAllocation, enforcement, background, effect, removal, units
  /// A tilted path, which draws one word after the other.
  case rare
  /// How likely each of several actions is the best one.
  case bestShare = 32
  /// Orders that a seller's counts may stand for.
  case imputation = 33
  /// What becomes of an account after a deactivation: day is the number of the closure, from 0.
  case course = 34
  /// The cost of an action within its range.
  case cost = 35
  /// The violations of one future: day 0 has what happens, day 1 the daily chances of a low rating.
  case violation = 36
  /// The life of one order of a made-up seller: path and day are the order's day and number.
  case syntheticOrder = 240

  /// - Parameters:
  ///   - stream: That of the model, 0…15.
  ///   - slot: Below 2²⁰.
  public func address(stream: Int = 0, slot: UInt32 = 0) -> UInt32 {
    rawValue << 24 | UInt32(stream & 15) << 20 | (slot & 0xF_FFFF)
  }

  /// One slot for each owner: the given one, or a hash of its name where none is given or an earlier owner
  /// has it; the next free one where two hashes meet.
  static func slots(of owners: [(name: String, given: Int?)]) -> [UInt32] {
    var taken = Set<UInt32>()
    return owners.map { name, given in
      var slot: UInt32
      if let given, !taken.contains(UInt32(given)) {
        slot = UInt32(given)
      } else {
        slot = hashedSlot(of: name)
      }
      while !taken.insert(slot).inserted { slot += 1 }
      return slot
    }
  }

  /// FNV-1a, beyond the slots that a model may give.
  static func hashedSlot(of name: String) -> UInt32 {
    16 + stableHash(name) % 0xF_0000
  }
}
