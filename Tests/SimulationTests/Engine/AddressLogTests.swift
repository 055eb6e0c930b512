import Testing

@testable import Simulation

/// Random numbers are addressed, not consumed, so the only danger is an address used for two things.
struct AddressLogTests {
  private struct Address: Comparable {
    var place: UInt64
    var word: UInt64

    static func < (left: Address, right: Address) -> Bool {
      (left.place, left.word) < (right.place, right.word)
    }
  }

  private final class Log {
    var addresses: [Address] = []
    init(capacity: Int) { addresses.reserveCapacity(capacity) }
  }

  @Test("Of 10⁷ words over paths, days, purposes and seeds none is drawn twice")
  func noAddressTwice() throws {
    let wanted = 10_000_000
    let log = Log(capacity: wanted + 1_000_000)
    for (run, stream) in [(0, 0), (1, 0), (1, 1)] {
      var model = LawModel.everything
      model.stream = stream
      var other = model.metrics[0]
      (other.name, other.counts, other.concentration) = ("order_defect_rate", .betaBinomial, 20)
      model.metrics.append(other)
      model.metrics[1].components = [.init(weight: 1), .init(weight: 2)]
      // Units are drawn for a plain share of promised orders.
      var units = model.metrics[1]
      (units.name, units.counts, units.concentration) = ("units", .binomial, nil)
      units.unitsPerOrder = [1, 2, 3, 7, 12].map { .init(units: $0, weight: 1 / Double($0)) }
      model.metrics.append(units)
      model.innovationCorrelation = (0..<5).map { row in (0..<5).map { row == $0 ? 1 : 0.2 } }
      let block = PathBlock(
        try CompiledModel(model), names: model.metrics.map(\.name), seed: 7 + UInt64(run))
      block.onDraw = { path, day, purpose, index, word in
        log.addresses.append(
          Address(
            place: UInt64(path) << 32 | UInt64(purpose),
            word: UInt64(run) << 60 | UInt64(day) << 34 | UInt64(index) << 2 | UInt64(word)))
      }
      var path: UInt32 = 0
      while log.addresses.count < wanted * (run + stream + 1) / 3 {
        block.run(first: path, counted: PathLanes.count)
        path += UInt32(PathLanes.count)
      }
    }
    #expect(log.addresses.count >= wanted)
    #expect(Set(log.addresses.lazy.map { $0.place & 0xFFFF_FFFF }).count >= 12)
    log.addresses.sort()
    let twice = zip(log.addresses, log.addresses.dropFirst()).first { $0 == $1 }
    #expect(twice == nil, "drawn twice: \(String(describing: twice))")
  }
}
