import AccountHealth
import Documents
import Forecasting
import Workspace

/// How long until a change is told from none: one row per account.
public enum DesignFile {
  typealias Row = DesignAnswer.Row

  static let columns: Columns<Row> = [
    Column("account") { .text($0.name) },
    Column("of") { .word($0.question.rate.rawValue) },
    Column("factor") { Cell($0.question.factor) },
    Column("orders_a_day") { Cell($0.plan?.ordersADay, digits: 2) },
    Column("bad_share") { Cell($0.plan?.badShare) },
    Column("days") { Cell($0.plan?.days) },
    Column("orders") { row in Cell(row.plan.flatMap { plan in plan.days.map { plan.orders($0) } }) },
    Column("split_days") { Cell($0.plan?.splitDays) },
    Column("split_orders") { row in
      Cell(row.plan.flatMap { plan in plan.splitDays.map { plan.orders($0) } })
    },
    Column("first") { row in row.plan?.isHalfSooner.map { .word($0 ? "half" : "all") } ?? .empty },
  ]
}

extension DesignAnswer.Plan {
  /// Orders in so many days.
  func orders(_ days: Int) -> Int { Int((ordersADay * Double(days)).rounded()) }
}

extension DesignAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    try DesignFile.columns.text(rows, as: format) {
      let pages = rows.map { row in
        ([Phrases.heading(row.name, row.marketplace, provenance.asOf)] + EffectWords.design(row)).map {
          TextWrap.wrapped($0, to: terminal.width)
        }.joined(separator: "\n")
      }
      return pages.joined(separator: "\n\n") + "\n"
    }
  }
}

extension EffectWords {
  static func design(_ row: DesignAnswer.Row) -> [String] {
    guard let plan = row.plan else {
      return [row.missing?.description ?? obstacle(.noOrders, row.question.rate)]
    }
    let (rate, size) = (row.question.rate, factor(row.question.factor))
    let pace = Decimals.fixed(plan.ordersADay, plan.ordersADay < 9.95 ? 1 : 0)
    let years = "two years are not enough"
    func told(_ days: Int?) -> String {
      days.map {
        "\(Phrases.count($0, "day", "days")) (\(Phrases.count(plan.orders($0), "order", "orders")))"
      }
        ?? years
    }
    let share = plan.badShare.map { ", \(Phrases.percent($0)) of them \(badWord(rate))" } ?? ""
    return [
      "A change of \(name(rate)) by \(size), told from none in 8 of 10 cases: \(told(plan.days)) from the change on, at "
        + "\(pace) orders a day\(share).",
      "If half of the orders change first, the other half stay as they are, such as one warehouse of two alike, and "
        + "the halves are compared with each other (effect compares each with its own past): "
        + "\(told(plan.splitDays)). \(advice(plan))",
      "Estimated: how the rate drifts, from your own days. Assumed: that it goes on so, that the change is complete at "
        + "once, and for the halves that they drift alike. A level that jumps for other reasons makes it longer.",
    ]
  }

  /// Whether half of the orders should change first.
  private static func advice(_ plan: DesignAnswer.Plan) -> String {
    switch plan.isHalfSooner {
    case true?: "That tells it sooner: change one half first if you can."
    case false?: "That does not tell it sooner: change all at once."
    case nil: "Neither tells it; only a larger effect or more orders would."
    }
  }

  private static func badWord(_ rate: StudiedRate) -> String {
    switch rate {
    case .lateShipment, .lateDelivery: "late"
    case .cancellation: "cancelled"
    case .tracking: "without valid tracking"
    case .defects: "with a defect"
    case .orders: ""
    }
  }
}
