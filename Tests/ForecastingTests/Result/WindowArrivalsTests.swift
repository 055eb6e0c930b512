import Forecasting
import Testing

/// How many days of new orders are in a window, by hand.
struct WindowArrivalsTests {
  @Test("By purchase the orders of a day enter at the youngest age and leave after the oldest")
  func purchases() {
    let arrivals = WindowArrivals(.lateShipment10, ages: 0...9, promiseLags: [0, 0, 0, 1], through: 30)
    #expect((0...30).map { arrivals.days(by: $0) } == (0...30).map { Double(min($0, 10)) })
    let defects = WindowArrivals(.orderDefect, ages: 14...73, promiseLags: nil, through: 90)
    #expect([14, 15, 16, 73, 74, 90].map { defects.days(by: $0) } == [0, 1, 2, 59, 60, 60])
  }

  @Test("By promised days none is in before its promise, and parts come in as they are promised")
  func promises() {
    let late = WindowArrivals(.onTimeDelivery, ages: 7...20, promiseLags: [0, 0, 0, 0, 0, 1], through: 40)
    // Placed on day 1, promised on day 6, and seven days old on day 13.
    #expect([11, 12, 13, 14, 26].map { late.days(by: $0) } == [0, 0, 1, 2, 14])
    let halves = WindowArrivals(.validTracking, ages: 0...29, promiseLags: [0.25, 0.25], through: 5)
    #expect([0, 1, 2, 3].map { halves.days(by: $0) } == [0, 0.5, 1.5, 2.5])
  }
}
