/// How long a rate, or a whole account, is off target on the same paths under two models.
public struct PairedExposure: Sendable, Hashable {
  public let name: String
  /// First day on target.
  public internal(set) var back: PairedPassage
  /// The same as a number of days, that of the horizon and one more where a path does not come back.
  public internal(set) var daysUntilBack: PairedCount
  /// Days off target within each of `MetricSummary.exposureSpans`.
  public internal(set) var daysOff: [PairedCount]

  init(name: String, horizon: Int, canDiffer: Bool) {
    self.name = name
    back = PairedPassage(name: name, horizon: horizon, canDiffer: canDiffer)
    daysUntilBack = PairedCount(canDiffer: canDiffer)
    daysOff = [PairedCount](repeating: PairedCount(canDiffer: canDiffer), count: 2)
  }

  /// Several equally likely versions of the same two models together.
  init(versions: [PairedExposure]) {
    name = versions[0].name
    back = PairedPassage(versions: versions.map(\.back))
    daysUntilBack = PairedCount(versions: versions.map(\.daysUntilBack))
    daysOff = versions[0].daysOff.indices.map { span in
      PairedCount(versions: versions.map { $0.daysOff[span] })
    }
  }

  /// The paths of one side: rows of lanes.
  struct Side {
    var returnDays: UnsafePointer<Int32>
    var daysUntilBack: UnsafePointer<Int32>
    var daysOff: [UnsafePointer<Int32>]
  }

  mutating func count(_ before: Side, _ after: Side, _ counted: Int) {
    back.count(before.returnDays, after.returnDays, counted)
    daysUntilBack.count(before.daysUntilBack, after.daysUntilBack, counted)
    for span in daysOff.indices { daysOff[span].count(before.daysOff[span], after.daysOff[span], counted) }
  }

  mutating func merge(_ other: PairedExposure) {
    back.merge(other.back)
    daysUntilBack.merge(other.daysUntilBack)
    for span in daysOff.indices { daysOff[span].merge(other.daysOff[span]) }
  }
}
