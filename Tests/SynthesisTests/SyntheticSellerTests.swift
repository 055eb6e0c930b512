import AccountHealth
import Documents
import Simulation
import Synthesis
import Testing

/// The wording is tested in full, because people read it.
@Suite("Synthetic sellers")
struct SyntheticSellerTests {
  private func read(_ text: String) throws(DocumentError) -> SyntheticSeller {
    try SyntheticSeller(document: Array(text.utf8), file: "s.yaml")
  }

  /// The faults of the example with some texts replaced.
  private func faults(_ changes: [(old: String, new: String)]) -> [String] {
    var text = SellerExample.text
    for change in changes {
      #expect(text.contains(change.old))
      text = text.replacing(change.old, with: change.new)
    }
    do throws(DocumentError) {
      _ = try read(text)
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test("Every field is read")
  func reading() throws {
    let seller = try read(SellerExample.text)
    #expect(seller.account == "demo" && seller.currency == "USD" && seller.start == Day(iso: "2026-01-01"))
    #expect(seller.amazonShare == 0.2 && seller.buyerCancellation == 0.05 && seller.isClosedOnWeekends)
    #expect(seller.weekdayFactors?.first == 1.5 && seller.defectOddsWhenLate == 8)
    #expect(
      seller.episodes == [.init(metric: "late_shipment_rate_30d", fromDay: 5, toDay: 8, odds: 4)])
    #expect(seller.shipByLags == [.init(days: 1, weight: 1), .init(days: 2, weight: 2)])
    #expect(seller.lateDeliveryLags.count == 2 && seller.items.map(\.price) == [10, 25.5])
    #expect(seller.model.horizonDays == 20 && seller.model.metrics.count == 5)
  }

  @Test("The same seed gives the same orders, and each order has a possible life")
  func orders() throws {
    let seller = try read(SellerExample.text)
    let orders = try seller.orders(seed: 7)
    #expect(try seller.orders(seed: 7) == orders)
    #expect(try seller.orders(seed: 8) != orders)
    #expect(orders.count > 100 && Set(orders.map(\.id)).count == orders.count)
    let days = try #require(DayRange(from: seller.start, through: seller.start + 19))
    for order in orders {
      #expect(order.purchased >= days.first && order.purchased <= days.last)
      #expect((order.shipBy?.weekday ?? 0) < 5, "closed on weekends")
      for day in [order.shipped, order.delivered, order.cancelled, order.defectRecorded].compactMap({ $0 }) {
        #expect(day >= order.purchased && day <= days.last)
      }
      #expect(["A", "B"].contains(order.sku))
    }
    #expect(orders.contains { $0.channel == .amazon } && orders.contains { $0.cancelledBy == .seller })
  }

  @Test("Everything that cannot be read is named with its line")
  func unreadable() {
    #expect(
      faults([
        ("start: 2026-01-01", "start: 1 January"), ("amazon_share: 0.2", "amazon_share: some"),
        ("horizon_days: 20", "horizon_days: 20000"), ("{days: 1, weight: 3}", "{days: 4000, weight: 3}"),
        ("items:\n", "colour: red\nitems:\n"),
      ]) == [
        "s.yaml:5:8: start: found '1 January', expected a day that exists, such as 2026-12-01. "
          + "Write year-month-day.",
        "s.yaml:6:15: amazon_share: found 'some', expected a number. Write a decimal number with a point.",
        "s.yaml:12:17: model.horizon_days: found '20000', expected a whole number from 1 to 3660. "
          + "Write digits only.",
        "s.yaml:26:29: late_delivery_lags[0].days: found '4000', expected a whole number from 0 to 3650. "
          + "Write digits only.",
        "s.yaml:30:1: colour: found an unknown name, expected one of version, account, marketplace, currency, "
          + "start, model, ship_by_lags, late_by_lags, promise_lags, transit_lags, late_delivery_lags, "
          + "cancellation_lags, defect_lags, items, weekday_factors, episodes, amazon_share, "
          + "closed_on_weekends, buyer_cancellation, defect_odds_when_late. "
          + "Correct the spelling or remove it.",
      ])
  }

  @Test("Everything that makes no sense is named with its line")
  func meaningless() {
    let metrics =
      "late_shipment_rate_30d, cancellation_rate, order_defect_rate, on_time_delivery_rate, valid_tracking_rate"
    #expect(
      faults([
        ("start: 2026-01-01", "start: 9999-12-31"), ("amazon_share: 0.2", "amazon_share: 2"),
        ("[1.5, 1, 1, 1, 1, 0.5, 0.5]", "[1e308, 1, 1, 1, 1, 1, 1]"),
        ("{metric: late_shipment_rate_30d, from_day: 5", "{metric: lateness, from_day: 9"),
        ("price: 10,", "price: 1e308,"), ("defect_odds_when_late: 8", "defect_odds_when_late: 0"),
      ]) == [
        "s.yaml:5:8: start: found 9999-12-31, expected a day from 1970-01-01 to 2199-12-31.",
        "s.yaml:6:15: amazon_share: found 2.0, expected a share 0…1.",
        "s.yaml:9:18: weekday_factors: found 7 numbers, expected 7 numbers 0…100, Monday first.",
        "s.yaml:21:5: episodes[0]: found days 9…8, expected days in order, from 1.",
        "s.yaml:21:14: episodes[0].metric: found 'lateness', expected one of \(metrics).",
        "s.yaml:29:24: defect_odds_when_late: found 0.0, expected a number above 0 and at most 1000000.",
        "s.yaml:31:34: items[0].price: found 1e+308, expected a price 0…1000000.",
      ])
  }

  @Test(
    "More orders than fit are refused before they are made")
  func tooMany() throws {
    func error(mean: Int) throws -> ModelError? {
      let seller = try read(SellerExample.text.replacing("mean: 12", with: "mean: \(mean)"))
      return #expect(throws: ModelError.self) { try seller.orders(seed: 1) }
    }
    let many = try error(mean: 300_000)
    #expect(many?.field == "model.orders" && many?.expected == "at most 2000000")
    // 1.5 times as many on Mondays.
    let day = try error(mean: 400_000)
    #expect(day?.field.hasPrefix("model.orders.mean") == true && day?.expected == "numbers 0…500,000")
  }
}
