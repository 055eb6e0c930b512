import AccountHealth
import Decisions
import Testing

@Suite("Objectives and goals of the command line")
struct ObjectiveTests {
  @Test(
    "The forms, with any blanks",
    arguments: [
      ("money", Objective.money(.central)), ("money(high)", .money(.high)),
      ("breach:cancellation_rate", .breach(.cancellation, days: 30)),
      ("deactivation", .deactivation(.central)),
      ("deactivation(high)", .deactivation(.high)),
      (" deactivation ( low ) ", .deactivation(.low)),
      ("p_breach(late_shipment_rate_30d,30d)", .breach(.lateShipment30, days: 30)),
      ("p_breach( cancellation_rate , 7d )", .breach(.cancellation, days: 7)),
      ("p_breach(valid_tracking_rate,730d)", .breach(.validTracking, days: 730)),
    ])
  func objective(text: String, expected: Objective) throws {
    #expect(try Objective(parsing: text) == expected)
  }

  @Test("A goal is a breach and a chance")
  func goal() throws {
    let expected = Goal(metric: .lateShipment30, days: 30, below: 0.05)
    #expect(try Goal(parsing: "p_breach(late_shipment_rate_30d,30d) < 0.05") == expected)
    #expect(try Goal(parsing: "p_breach(late_shipment_rate_30d,30d)<0.05") == expected)
  }

  @Test("A goal is also a return by a day, with a chance as a share or in percent")
  func back() throws {
    let day = try #require(Day(iso: "2026-12-10"))
    let expected = Goal(metric: .lateShipment30, backBy: day, with: 0.9)
    for text in [
      "back(late_shipment_rate_30d) by 2026-12-10 with 90 %",
      "back(late_shipment_rate_30d)by2026-12-10with0.9",
    ] {
      #expect(try Goal(parsing: text) == expected)
    }
    #expect(expected.days(after: day - 8) == 8 && expected.isMet(by: 0.9) && !expected.isMet(by: 0.89))
    for (text, found) in [
      ("back(late_shipment_rate_30d) by tomorrow with 90 %", "back(late"),
      ("back(late) by 2026-12-10 with 0.9", "'late'"),
      ("back(cancellation_rate) by 2026-02-30 with 0.9", "'2026-02-30'"),
      ("back(cancellation_rate) by 2026-12-10 with 90", "'90'"),
    ] {
      let error = #expect(throws: ArgumentError.self) { try Goal(parsing: text) }
      #expect(error?.description.contains(found) == true)
    }
  }

  static let metrics =
    "late_shipment_rate_30d, late_shipment_rate_10d, cancellation_rate, order_defect_rate, "
    + "order_defect_rate_fba, on_time_delivery_rate, valid_tracking_rate"

  static let forms =
    "deactivation, money, either with (low|central|high), breach:METRIC or p_breach(METRIC,DAYSd)"

  @Test(
    "What is wrong in an objective is named",
    arguments: [
      (
        "breach",
        "found 'breach', expected \(Self.forms). "
          + "An example is p_breach(late_shipment_rate_30d,30d)."
      ),
      (
        "p_breach(cancellation_rate)",
        "found 'p_breach(cancellation_rate)', expected \(Self.forms). "
          + "An example is p_breach(late_shipment_rate_30d,30d)."
      ),
      ("deactivation(worst)", "found 'worst', expected one of low, central, high."),
      ("money(most)", "found 'most', expected one of low, central, high."),
      (
        "p_breach(cancelation_rate,30d)",
        "found 'cancelation_rate', expected one of \(metrics). Did you mean 'cancellation_rate'?"
      ),
      (
        "p_breach(cancellation_rate,30)",
        "found '30', expected a number of days from 1d to 730d, such as 30d."
      ),
      (
        "p_breach(cancellation_rate,9223372036854775808d)",
        "found '9223372036854775808d', expected a number of days from 1d to 730d, such as 30d."
      ),
    ])
  func faults(text: String, message: String) {
    let error = #expect(throws: ArgumentError.self) { try Objective(parsing: text) }
    #expect(error?.description == message)
  }

  @Test(
    "What is wrong in a goal is named",
    arguments: [
      (
        "p_breach(cancellation_rate,30d)",
        "found 'p_breach(cancellation_rate,30d)', expected p_breach(METRIC,DAYSd) < CHANCE, back(METRIC) by "
          + "DATE with CHANCE, or earliest or earliest(METRIC). Examples are "
          + "'p_breach(late_shipment_rate_30d,30d) < 0.05', 'back(late_shipment_rate_30d) by 2026-12-10 with "
          + "90 %' and earliest."
      ),
      (
        "deactivation < 0.05",
        "found 'deactivation', expected p_breach(METRIC,DAYSd) < CHANCE. "
          + "An example is p_breach(late_shipment_rate_30d,30d)."
      ),
      (
        "p_breach(cancellation_rate,30d) < 1.5",
        "found '1.5', expected a chance between 0 and 1. Write it as a decimal such as 0.05, or as 5 %."
      ),
    ])
  func goalFaults(text: String, message: String) {
    let error = #expect(throws: ArgumentError.self) { try Goal(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("An aim is a goal, or the earliest day of one rate or of all")
  func aims() throws {
    #expect(try Aim(parsing: "earliest") == .earliest(nil))
    #expect(try Aim(parsing: " earliest( order_defect_rate ) ") == .earliest(.orderDefect))
    let goal = "p_breach(cancellation_rate,30d) < 0.05"
    #expect(try Aim(parsing: goal) == .goal(try Goal(parsing: goal)))
    let metric = #expect(throws: ArgumentError.self) { try Aim(parsing: "earliest(order_defects)") }
    #expect(metric?.description.hasPrefix("found 'order_defects', expected one of \(Self.metrics).") == true)
    let open = #expect(throws: ArgumentError.self) { try Aim(parsing: "earliest(order_defect_rate") }
    #expect(open?.expected == "earliest or earliest(METRIC)")
  }
}
