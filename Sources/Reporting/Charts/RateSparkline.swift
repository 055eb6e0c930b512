import AccountHealth
import Workspace

/// A rate of the last four weeks against its limit, as a picture for a line of text: up is worse, the dashed
/// line in the middle is the limit, and the top is twice the limit or more.
///
/// The text beside it says the same, so it is hidden from those who cannot see it.
struct RateSparkline {
  private static let (width, height) = (72.0, 22.0)

  var rate: PortfolioAccount.Rate

  /// `nil` without orders on any evening.
  func svg() -> String? {
    let limit = rate.metric.isGoodShare ? 1 - rate.limit : rate.limit
    guard limit > 0, rate.trend.contains(where: { $0 != nil }) else { return nil }
    let step = (Self.width - 6) / Double(max(1, rate.trend.count - 1))
    let places = rate.trend.enumerated().map { index, share -> (x: Double, y: Double)? in
      share.map { share in
        let bad = rate.metric.isGoodShare ? 1 - share : share
        return (3 + Double(index) * step, Self.height - 2 - (Self.height - 4) * min(2, bad / limit) / 2)
      }
    }
    var path = ""
    var isDrawing = false
    for place in places {
      guard let place else {
        isDrawing = false
        continue
      }
      path += "\(isDrawing ? "L" : "M")\(Self.short(place.x)) \(Self.short(place.y))"
      isDrawing = true
    }
    let middle = Self.short(Self.height / 2)
    let off = "<rect class=\"off\" width=\"\(Int(Self.width))\" height=\"\(middle)\"/>"
    let dot = places.last.flatMap { $0 }.map {
      "<circle class=\"\(rate.state.isOffTarget ? "first" : "now-dot")\" cx=\"\(Self.short($0.x))\" cy=\"\(Self.short($0.y))\" r=\"2.6\"/>"
    }
    return
      "<svg class=\"chart spark\" viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" aria-hidden=\"true\">"
      + off
      + "<path class=\"limit\" d=\"M0 \(middle)H\(Int(Self.width))\"/><path class=\"past\" d=\"\(path)\"/>"
      + (dot ?? "") + "</svg>"
  }

  private static func short(_ value: Double) -> String { Decimals.short(value, 1) }
}
