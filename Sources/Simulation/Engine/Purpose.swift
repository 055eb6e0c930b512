/// What a random word is for: the third word of its address, kind in the high byte, slot in the rest.
///
/// Addresses are (path, day, purpose, index). A metric owns its slot by its name, so adding another metric
/// changes none of its draws; slots share a block of four words in fours, so none is thrown away.
enum Purpose: UInt32 {
  case component = 1, coefficient, orderLevel, orders, innovation, outcome, allocation, split, pending
  case pendingAllocation, enforcement, background, effect, removal

  /// - Parameters: the stream of the model, 0…15, and a slot below 2²⁰.
  func address(stream: Int, slot: UInt32 = 0) -> UInt32 {
    rawValue << 24 | UInt32(stream & 15) << 20 | (slot & 0xF_FFFF)
  }

  private static let fixedSlots: [String: UInt32] = [
    "late_shipment_rate": 0, "late_shipment_rate_30d": 0, "cancellation_rate": 1, "order_defect_rate": 2,
    "on_time_delivery_rate": 3, "valid_tracking_rate": 4, "order_defect_rate_fba": 5,
    // The other window of the same outcomes: fitted alone, it draws what they draw.
    "late_shipment_rate_10d": 0,
  ]

  /// One slot for each name: fixed for the metrics we know, FNV-1a of the name for others and for the second of
  /// two that share a fixed one; the next free one where two meet.
  static func slots(of names: [String]) -> [UInt32] {
    var taken = Set<UInt32>()
    return names.map { name in
      var slot: UInt32
      if let fixed = fixedSlots[name], !taken.contains(fixed) {
        slot = fixed
      } else {
        slot = hashedSlot(of: name)
      }
      while !taken.insert(slot).inserted { slot += 1 }
      return slot
    }
  }

  /// FNV-1a, beyond the fixed ones.
  static func hashedSlot(of name: String) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return 16 + hash % 0xF_0000
  }
}
