import Glibc
import Probability

/// An intervention on the paths of one block.
final class InterventionRun {
  typealias Floats = Lanes.Floats

  /// Effects on one outcome.
  struct OutcomeEffects {
    /// Effects on new orders: on all of them, on those the driver spared, and on those it hit.
    var all: EffectLanes
    var spared: EffectLanes
    var hit: EffectLanes
    /// The effects of `all` that also reach what the outcome drives.
    var driving: EffectLanes
    /// Effects on orders already placed.
    var pending: EffectLanes
  }

  struct Removal {
    var intervention: Intervention.Removal
    /// One chance per lane.
    var chances: Buffer<Double>
    /// Place of its first order among those of all removals of the metric.
    var first: Int
  }

  /// All that may take bad orders of one metric off the record.
  struct Removals {
    var each: [Removal]
    /// Days of membership by number.
    var members: [Int]
    /// numbers × lanes: the day it is taken off, 0 for never.
    var days: Buffer<Int32>
  }

  let intervention: Intervention
  private let slots: [UInt32]
  /// draws × lanes.
  let uniforms: Buffer<Double>
  /// draws × vectors: the day of the first effect.
  let starts: Buffer<Floats>
  private let outcomes: [String: OutcomeEffects]
  let orders: EffectLanes
  let background: EffectLanes
  private let returns: Buffer<Double>
  private let removals: [String: Removals]

  init(_ intervention: Intervention) {
    let draws = intervention.draws
    self.intervention = intervention
    slots = draws.map { Purpose.hashedSlot(of: $0.name) }
    uniforms = Buffer(draws.count * PathLanes.count)
    starts = Buffer(draws.count * PathLanes.vectors)
    outcomes = intervention.outcomes.mapValues { effects in
      func lanes(_ isIncluded: (Intervention.Effect) -> Bool) -> EffectLanes {
        EffectLanes(effects.filter(isIncluded), draws)
      }
      return OutcomeEffects(
        all: lanes { $0.part == .all }, spared: lanes { $0.part == .spared },
        hit: lanes { $0.part == .hit },
        driving: lanes { $0.drives && $0.part == .all && $0.change != .share },
        pending: lanes { $0.reachesPending && $0.part == .all })
    }
    orders = EffectLanes(intervention.orders, draws)
    background = EffectLanes(intervention.background, draws)
    returns = Buffer(intervention.pauses.count * PathLanes.count)
    removals = intervention.removals.mapValues { removals in
      var first = 0
      let each = removals.map { removal in
        defer { first += removal.members.count }
        return Removal(intervention: removal, chances: Buffer(PathLanes.count), first: first)
      }
      let all = removals.flatMap(\.members)
      var members = [Int](repeating: 0, count: (all.map(\.number).max() ?? -1) + 1)
      for member in all { members[member.number] = member.day }
      return Removals(each: each, members: members, days: Buffer(members.count * PathLanes.count))
    }
  }

  subscript(outcome name: String) -> OutcomeEffects? { outcomes[name] }

  func removals(from name: String) -> Removals? { removals[name] }

  /// Draws the luck of the lanes of the block that starts at path `first`.
  func begin(seed: UInt64, first: UInt32) {
    for (index, draw) in intervention.draws.enumerated() {
      for vector in 0..<PathLanes.vectors {
        let words = Lanes.block(
          seed: seed, path: PathLanes.paths(first, vector), day: 0,
          purpose: Purpose.effect.address(stream: 0, slot: slots[index]), index: 0)
        var start = Floats()
        for lane in 0..<Lanes.count {
          uniforms[index * PathLanes.count + vector * Lanes.count + lane] = uniform(words[0][lane])
          let lead = Int(uniform(words[1][lane]) * Double(draw.leadDays.count))
          start[lane] = Float(draw.day + draw.leadDays.lowerBound + lead)
        }
        starts[index * PathLanes.vectors + vector] = start
      }
    }
    for effects in outcomes.values {
      for lanes in [effects.all, effects.spared, effects.hit, effects.driving, effects.pending] {
        lanes.begin(uniforms)
      }
    }
    orders.begin(uniforms)
    background.begin(uniforms)
    for (index, pause) in intervention.pauses.enumerated() {
      for lane in 0..<PathLanes.count {
        returns[index * PathLanes.count + lane] = pause.returnLevel.quantile(
          uniforms[pause.draw * PathLanes.count + lane])
      }
    }
    for removal in removals.values.flatMap(\.each) {
      for lane in 0..<PathLanes.count {
        removal.chances[lane] = removal.intervention.chance.quantile(
          uniforms[removal.intervention.draw * PathLanes.count + lane])
      }
    }
  }

  /// The first day of a draw's effect in a lane.
  func start(_ draw: Int, _ lane: Int) -> Int {
    Int(starts[draw * PathLanes.vectors + lane / Lanes.count][lane % Lanes.count])
  }

  /// Multiplies mean orders, days × lanes.
  func scale(_ means: Buffer<Floats>, horizon: Int) {
    if orders.scales {
      for day in 1...horizon {
        let row = means.base + (day - 1) * PathLanes.vectors
        for start in stride(from: 0, to: PathLanes.vectors, by: 4) {
          let factor = Lanes.exp(
            Four { orders.logMultiplier(day: day, vector: start + $0, starts: starts) })
          Four(row + start).with(factor) {
            ($0 * $1).lower(Floats(repeating: Float(SimulationModel.mostPerDay)))
          }
          .store(to: row + start)
        }
      }
    }
    let lanes = means.lanes(of: Float.self)
    for (index, pause) in intervention.pauses.enumerated() {
      for lane in 0..<PathLanes.count {
        let first = start(pause.draw, lane)
        let missing = 1 - returns[index * PathLanes.count + lane]
        for day in stride(from: first, through: horizon, by: 1) {
          let since = day - first - pause.days
          let share = since < 0 ? 0 : 1 - missing * exp2(-Double(since) / pause.halfLifeDays)
          lanes[(day - 1) * PathLanes.count + lane] *= Float(share)
        }
      }
    }
  }

  /// Cuts counts, days × lanes.
  func cap(_ counts: Buffer<Lanes.Counts>, horizon: Int) {
    for cap in intervention.caps {
      let most = Lanes.Counts(repeating: Int32(clamping: cap.orders))
      for day in 1...horizon {
        let today = Floats(repeating: Float(day))
        for vector in 0..<PathLanes.vectors {
          let cell = (day - 1) * PathLanes.vectors + vector
          let holds = starts[cap.draw * PathLanes.vectors + vector] .<= today
          counts[cell].replace(with: most, where: holds .& (counts[cell] .> most))
        }
      }
    }
  }
}
