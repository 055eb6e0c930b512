import Probability

/// Enforcement on the paths of one block: it notes severities as windows are counted, then walks each group.
final class EnforcementRun {
  typealias Bytes = SIMD16<UInt8>

  private struct Chances: BitwiseCopyable {
    var notice = 0.0, deactivated = 0.0, atDeadline = 0.0
  }

  /// One entry per metric: its group here and its rule; `nil` for a metric that no group judges.
  private let judges: [(group: Int, rule: LaneSeverity)?]
  /// One slot per group that has a metric here.
  private let slots: [UInt32]
  /// The places of these groups in the model.
  let groups: [Int]
  private let horizon: Int
  private let policies: Int
  /// groups × horizon × vectors: 0 on target … 3 severe.
  private let severities: Buffer<Bytes>
  /// groups × vectors: the first day with a severity; 0 where there is none.
  private let starts: Buffer<Int>
  /// policies × groups × severities 0…3.
  private let chances: Buffer<Chances>
  /// policies × groups × horizon.
  private let dayFactors: Buffer<Double>
  private let noticeDays: Buffer<Int32>
  /// policies × lanes: the deadline of the notice under way; 0 for none.
  private let deadlines: Buffer<Int32>
  /// policies × groups: the deadline of a notice that is open before day 1; 0 for none.
  private let openNotices: [Int32]
  /// One entry per group: whether any policy has such a notice.
  private let isNoticed: [Bool]
  /// groups × policies × lanes: the first day deactivated; 0 for none.
  private let first: Buffer<Int32>
  /// One entry per group: whether its days were taken from another run.
  private var isTaken: [Bool]
  private let factorsOfGroups: [[Double]]

  init(_ model: EnforcementModel, metrics: [String], horizon: Int) {
    self.horizon = horizon
    policies = model.policies.count
    let here = model.groups.indices.filter { group in
      model.groups[group].contains { metrics.contains($0.metric) }
    }
    groups = here
    judges = metrics.map { name in
      for (place, group) in here.enumerated() {
        for judgement in model.groups[group] where judgement.metric == name {
          return (place, LaneSeverity(judgement))
        }
      }
      return nil
    }
    slots = Purpose.slots(
      of: here.map { (model.groups[$0][0].metric, model.groups[$0][0].drawSlot) })
    severities = Buffer(here.count * horizon * PathLanes.vectors)
    starts = Buffer(here.count * PathLanes.vectors)
    chances = Buffer(
      model.policies.flatMap { policy in
        here.flatMap { group in
          [Chances(atDeadline: policy.deactivatedIfBack)]
            + policy.responses[group].map {
              Chances(
                notice: $0.notice, deactivated: $0.deactivated, atDeadline: $0.deactivatedAtDeadline)
            }
        }
      })
    dayFactors = Buffer(
      model.policies.flatMap { policy in
        here.flatMap { group in
          (0..<horizon).map { day in
            policy.dayFactors[day] * (policy.groupFactors.isEmpty ? 1 : policy.groupFactors[group][day])
          }
        }
      })
    noticeDays = Buffer(
      model.policies.map { Int32(clamping: min($0.noticeDays, SimulationModel.longestHorizon)) })
    openNotices = model.policies.flatMap { policy in
      here.map { policy.deadlines.isEmpty ? 0 : Int32(clamping: policy.deadlines[$0]) }
    }
    isNoticed = here.indices.map { group in
      model.policies.contains { !$0.deadlines.isEmpty && $0.deadlines[here[group]] > 0 }
    }
    deadlines = Buffer(policies * PathLanes.count)
    first = Buffer(here.count * policies * PathLanes.count)
    isTaken = here.map { _ in false }
    factorsOfGroups = model.policies.flatMap { policy in
      here.map { policy.groupFactors.isEmpty ? [] : policy.groupFactors[$0] }
    }
  }

  func begin() {
    severities.zero()
    starts.zero()
    first.zero()
    for group in isTaken.indices { isTaken[group] = false }
  }

  /// First day deactivated of each lane, one row per group; 0 where there is none.
  func days(_ policy: Int) -> [UnsafePointer<Int32>] {
    slots.indices.map { UnsafePointer(first.base + ($0 * policies + policy) * PathLanes.count) }
  }

  /// The first days deactivated of all groups and policies.
  var deactivationDays: UnsafeMutableBufferPointer<Int32> {
    UnsafeMutableBufferPointer(start: first.base, count: first.count)
  }

  /// The first day from `day` on at which a group of this run is on target; the day after the horizon where
  /// there is none.
  func onTarget(group place: Int, lane: Int, from day: Int) -> Int {
    let (vector, inside) = (lane / Lanes.count, lane % Lanes.count)
    var day = day
    while day <= horizon {
      if severities[(place * horizon + day - 1) * PathLanes.vectors + vector][inside] == 0 { break }
      day += 1
    }
    return day
  }

  /// Takes over the result of a metric's group from a run in which the same random numbers give the same
  /// result.
  func take(_ metric: Int, from other: EnforcementRun) {
    guard let group = judges[metric]?.group, !isTaken[group] else { return }
    let cells = horizon * PathLanes.vectors
    (severities.base + group * cells).update(from: other.severities.base + group * cells, count: cells)
    let (row, days) = (group * PathLanes.vectors, policies * PathLanes.count)
    (starts.base + row).update(from: other.starts.base + row, count: PathLanes.vectors)
    guard factorsOfGroups == other.factorsOfGroups else { return }
    (first.base + group * days).update(from: other.first.base + group * days, count: days)
    isTaken[group] = true
  }

  /// Notes how far beyond its limit a window is on each day of each path.
  func judge(_ block: PathBlock, _ layout: OutcomeLayout, window index: Int) {
    let metric = layout.windows[index].metric
    guard let rule = judges[metric]?.rule else { return }
    block.walk(layout, window: index) { today in
      for vector in 0..<PathLanes.vectors {
        let (bad, orders) = today.counts(vector)
        let values = rule.severities(bad: bad, orders: orders)
        if (values .> Lanes.Counts()).hasAny {
          raise(metric: metric, day: today.day, vector: vector, to: values)
        }
      }
    }
  }

  /// Raises the severities of a metric's group on `day` to at least `values`.
  @inline(__always)
  private func raise(metric: Int, day: Int, vector: Int, to values: Lanes.Counts) {
    guard let group = judges[metric]?.group else { return }
    let cell = (group * horizon + day - 1) * PathLanes.vectors + vector
    let bytes = Bytes(truncatingIfNeeded: values)
    severities[cell] = severities[cell].replacing(with: bytes, where: severities[cell] .< bytes)
    let place = group * PathLanes.vectors + vector
    if starts[place] == 0 || day < starts[place] { starts[place] = day }
  }

  /// Walks every group of every lane, day by day, with the random numbers of its own addresses.
  ///
  /// The order of a day is: deactivation without notice, the deadline of an older notice, a new notice where
  /// there is none. Nothing after a group's first deactivation is simulated. A group with a notice that is
  /// open before day 1 starts with its deadline.
  func walk(_ block: PathBlock, _ first: UInt32) {
    for group in slots.indices where !isTaken[group] {
      for vector in 0..<PathLanes.vectors {
        let start = isNoticed[group] ? 1 : starts[group * PathLanes.vectors + vector]
        guard start > 0 else { continue }
        walk(block, first, group: group, vector: vector, from: start)
      }
    }
  }

  private func walk(_ block: PathBlock, _ path: UInt32, group: Int, vector: Int, from start: Int) {
    let row = vector * Lanes.count
    let first = first.base + group * policies * PathLanes.count
    for policy in 0..<policies {
      let deadline = openNotices[policy * slots.count + group]
      for lane in row..<row + Lanes.count { deadlines[policy * PathLanes.count + lane] = deadline }
    }
    var isOpen = isNoticed[group]
    for day in start...horizon {
      let today = severities[(group * horizon + day - 1) * PathLanes.vectors + vector]
      guard isOpen || today != Bytes() else { continue }
      let words = block.block(path, vector, day: day, .enforcement, slot: slots[group])
      block.noteVector(path, vector, day: day, .enforcement, slot: slots[group], words: 3)
      let (direct, notice, outcome) = (words[0], words[1], words[2])
      isOpen = false
      for lane in 0..<Lanes.count {
        let severity = Int(today[lane])
        for policy in 0..<policies {
          let place = policy * PathLanes.count + row + lane
          let gone = first[place]
          if gone > 0, gone <= Int32(day) { continue }
          let deadline = deadlines[place]
          if severity == 0, deadline == 0 { continue }
          let chance = chances[(policy * slots.count + group) * 4 + severity]
          let factor = dayFactors[(policy * slots.count + group) * horizon + day - 1]
          var isGone = uniform(direct[lane]) < chance.deactivated * factor
          if !isGone, deadline == Int32(day) {
            isGone = uniform(outcome[lane]) < chance.atDeadline
            deadlines[place] = 0
          } else if !isGone, deadline == 0, uniform(notice[lane]) < chance.notice * factor {
            if noticeDays[policy] == 0 {
              isGone = uniform(outcome[lane]) < chance.atDeadline
            } else {
              deadlines[place] = Int32(day) + noticeDays[policy]
            }
          }
          if isGone { first[place] = Int32(day) } else if deadlines[place] > 0 { isOpen = true }
        }
      }
    }
  }
}
