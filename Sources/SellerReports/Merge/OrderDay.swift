import AccountHealth

/// A day in the life of an order.
enum OrderDay: CaseIterable {
  case purchased, shipBy, shipped, deliverBy, delivered, cancelled, defectRecorded

  /// What is not known where this day is not.
  var field: OrderFields {
    switch self {
    case .purchased: []
    case .shipBy: .shipBy
    case .shipped: .shipped
    case .deliverBy: .deliverBy
    case .delivered: .delivered
    case .cancelled: .cancelled
    case .defectRecorded: .defect
    }
  }

  /// Whether it is a promise, and no fact.
  var isDeadline: Bool { self == .shipBy || self == .deliverBy }
}

extension Day {
  /// Before every day.
  static let distantPast = Day(number: Int(Int32.min))
}

extension Order {
  /// The first day that is known of it, its purchase apart.
  var firstDay: Day? {
    OrderDay.allCases.lazy.filter { $0 != .purchased }.compactMap { self[$0] }.min()
  }

  subscript(day: OrderDay) -> Day? {
    get {
      switch day {
      case .purchased: purchased
      case .shipBy: shipBy
      case .shipped: shipped
      case .deliverBy: deliverBy
      case .delivered: delivered
      case .cancelled: cancelled
      case .defectRecorded: defectRecorded
      }
    }
    set {
      switch day {
      case .purchased: purchased = newValue ?? purchased
      case .shipBy: shipBy = newValue
      case .shipped: shipped = newValue
      case .deliverBy: deliverBy = newValue
      case .delivered: delivered = newValue
      case .cancelled: cancelled = newValue
      case .defectRecorded: defectRecorded = newValue
      }
    }
  }
}
