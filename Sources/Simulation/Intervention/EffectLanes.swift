import Glibc
import Probability

/// Effects on one quantity, laid out for the path loop: the full strength of each effect in each lane.
final class EffectLanes {
  typealias Floats = Lanes.Floats

  private struct Item: BitwiseCopyable {
    var draw: Int
    var cause: Int
    /// Days after the start of its draw.
    var delay: Float
    /// 1 over the days of its ramp.
    var slope: Float
  }

  private let effects: [Intervention.Effect]
  /// Odds and factors by cause, then shares, then levels.
  private let items: Buffer<Item>
  private let scaled: Int
  private let shared: Int
  /// items × vectors: log multiplier, share taken away, or the level.
  private let amounts: Buffer<Floats>

  var isEmpty: Bool { items.count == 0 }

  init(_ effects: [Intervention.Effect], _ draws: [Intervention.Draw]) {
    func of(_ changes: [Intervention.Change]) -> [Intervention.Effect] {
      effects.filter { changes.contains($0.change) }
    }
    var causes: [String] = []
    for effect in effects where !causes.contains(effect.cause) { causes.append(effect.cause) }
    func cause(_ effect: Intervention.Effect) -> Int { causes.firstIndex(of: effect.cause) ?? 0 }
    let scaling = of([.odds, .factor]).sorted { cause($0) < cause($1) }
    self.effects = scaling + of([.share]) + of([.level])
    scaled = scaling.count
    shared = scaled + of([.share]).count
    items = Buffer(
      self.effects.map { effect in
        Item(
          draw: effect.draw, cause: cause(effect), delay: Float(effect.delay),
          slope: 1 / Float(max(1, draws[effect.draw].rampDays)))
      })
    amounts = Buffer(items.count * PathLanes.vectors)
  }

  /// - Parameter uniforms: draws × lanes.
  func begin(_ uniforms: Buffer<Double>) {
    let amounts = amounts.lanes(of: Float.self)
    for (index, effect) in effects.enumerated() {
      let row = uniforms.base + effect.draw * PathLanes.count
      for lane in 0..<PathLanes.count {
        let value = effect.law.quantile(row[lane])
        amounts[index * PathLanes.count + lane] = Float(amount(effect, value))
      }
    }
  }

  private func amount(_ effect: Intervention.Effect, _ value: Double) -> Double {
    switch effect.change {
    case .odds, .factor: max(log(1 - effect.reach + effect.reach * value), -80)
    case .share: effect.reach * (1 - value)
    case .level: value
    }
  }

  /// 0 before the first effect, then up to 1.
  @inline(__always)
  private func strength(_ item: Item, _ day: Int, _ vector: Int, _ starts: Buffer<Floats>) -> Floats {
    let since =
      Floats(repeating: Float(day + 1) - item.delay) - starts[item.draw * PathLanes.vectors + vector]
    return (since * item.slope).upper(Floats()).lower(Floats(repeating: 1))
  }

  /// The log multiplier of `day`, 1…horizon, all causes together.
  @inline(__always)
  func logMultiplier(day: Int, vector: Int, starts: Buffer<Floats>) -> Floats {
    var (total, sum, strongest) = (Floats(), Floats(), Floats())
    for index in 0..<scaled {
      let item = items[index]
      let value = strength(item, day, vector, starts) * amounts[index * PathLanes.vectors + vector]
      sum += value
      let isStronger = (value * value) .> (strongest * strongest)
      strongest = strongest.replacing(with: value, where: isStronger)
      if index + 1 == scaled || items[index + 1].cause != item.cause {
        total += (sum + strongest) * 0.5
        (sum, strongest) = (Floats(), Floats())
      }
    }
    return total
  }

  /// What shares and levels leave of a probability.
  @inline(__always)
  func counted(_ probability: Floats, day: Int, vector: Int, starts: Buffer<Floats>) -> Floats {
    var p = probability
    for index in scaled..<shared {
      p *= 1 - strength(items[index], day, vector, starts) * amounts[index * PathLanes.vectors + vector]
    }
    for index in shared..<items.count {
      let level = amounts[index * PathLanes.vectors + vector].lower(p)
      p += strength(items[index], day, vector, starts) * (level - p)
    }
    return p
  }

  var scales: Bool { scaled > 0 }
  var counts: Bool { items.count > scaled }

  /// Probabilities of one row of a table: odds first, then what is counted.
  @inline(__always)
  func apply(to row: UnsafeMutablePointer<Floats>, day: Int, starts: Buffer<Floats>) {
    if scales {
      for start in stride(from: 0, to: PathLanes.vectors, by: 4) {
        let odds = Lanes.exp(Four { logMultiplier(day: day, vector: start + $0, starts: starts) })
        Four(row + start).with(odds) { $0 * $1 / ($0 * ($1 - 1) + 1) }.store(to: row + start)
      }
    }
    if counts {
      for vector in 0..<PathLanes.vectors {
        row[vector] = counted(row[vector], day: day, vector: vector, starts: starts)
      }
    }
  }
}
