import Glibc
import Probability

/// How the account's own past orders ended, compared with what the prior expected of them while they were
/// open: shifts of the log-odds, and a slope against the account's own log-odds.
///
/// A state may have a shift that all its cells share: what few orders say of defects in a state is soon
/// believed of every cell of it. A cell has one of its own, and within it orders that were alike in
/// everything have another, so that an account with many orders finds its own hazards by day. The slope has a
/// normal prior around the one that is learnt from other sellers. Orders with log-odds x of the account bring
/// the information Σ p (1 − p) · (x − mean)². So an account whose own rate is mostly noise, or stays where it
/// is, keeps the slope of the prior.
struct OwnRecord: Sendable {
  /// What is known on an evening of an order that is open.
  struct Likeness: Hashable {
    var cell: Int
    var state = 0
    var daysLeft = 0
    var age = 0
    var workingDays = 0
    var isShippedLate = false
  }

  /// Past orders that were alike on one evening.
  private struct Row {
    var cell: Int
    var state: Int
    /// Index of the likeness.
    var likeness: Int
    /// By the prior.
    var logOdds: Double
    /// Log-odds of the account on the due day.
    var account: Double
    var orders = 0.0
    var bad = 0.0
    /// Those whose first evening in the cell it was.
    var first = 0.0
    var firstBad = 0.0
  }

  private struct Place: Hashable {
    var likeness: Int
    var evening: Int
  }

  private var rows: [Row] = []
  private var places: [Place: Int] = [:]
  private var likenesses: [Likeness: Int] = [:]
  private var stateShifts: [Int: Double] = [:]
  private var cellShifts: [Int: Double] = [:]
  /// Orders that were in each state at some time.
  private var inState: [Int: Double] = [:]
  /// By likeness.
  private var shifts: [Double] = []
  /// Bad orders, and the evenings on which they were open.
  private var badOrders = 0.0
  private var badEvenings = 0.0
  /// Mean of the account's log-odds over the rows.
  private(set) var centre = 0.0
  /// What the account's own orders add to the slope of the prior.
  private(set) var slope = 0.0
  /// The share of the slope that the account's own orders have determined, 0…1.
  private(set) var determined = 0.0

  private static let rounds = 8
  /// Standard deviation of the slope among accounts.
  private static let slopeSD = 0.3

  /// Adds one evening of one past order.
  ///
  /// - Parameters:
  ///   - evening: Days before the last known day. Orders that are alike on one evening have the same chance.
  ///   - isFirst: Whether the order was in no earlier evening of this cell.
  ///   - isFirstOfState: Whether it was in no earlier evening of this state.
  ///   - count: Evenings on which this order was open.
  ///   - account: Log-odds of the account on the order's due day, by other orders than this one.
  ///   - logOdds: By the prior; asked only for the first order of a row, as is `account`.
  mutating func add(
    _ likeness: Likeness, evening: Int = 0, isFirst: Bool = true, isFirstOfState: Bool = false,
    of count: Int = 1, endedBad: Bool,
    account: @autoclosure () -> Double, logOdds: @autoclosure () -> Double
  ) {
    let kind = likenesses[likeness] ?? likenesses.count
    if kind == likenesses.count { likenesses[likeness] = kind }
    let key = Place(likeness: kind, evening: evening)
    let place = places[key] ?? rows.count
    if place == rows.count {
      places[key] = place
      rows.append(
        Row(
          cell: likeness.cell, state: likeness.state, likeness: kind, logOdds: logOdds(), account: account()))
    }
    rows[place].orders += 1
    if isFirstOfState { inState[likeness.state, default: 0] += 1 }
    if isFirst { rows[place].first += 1 }
    guard endedBad else { return }
    badOrders += 1 / Double(count)
    badEvenings += 1
    rows[place].bad += 1
    if isFirst { rows[place].firstBad += 1 }
  }

  /// Orders, bad ones and those that were expected.
  private struct Sum {
    var orders = 0.0
    var bad = 0.0
    var expected = 0.0

    mutating func add(_ orders: Double, bad: Double, chance p: Double) {
      self.orders += orders
      self.bad += bad
      expected += orders * p
    }

    func scaled(by share: Double) -> Sum {
      Sum(orders: orders * share, bad: bad * share, expected: expected * share)
    }

    func shift(_ strength: Double) -> Double {
      log((bad + strength) / (expected + strength))
        - log((orders - bad + strength) / (orders - expected + strength))
    }
  }

  /// Computes shifts and slope in turn, which converge in a few rounds.
  ///
  /// - Parameters:
  ///   - strength: The weight of the prior against the orders of a cell, and of the cell against those that
  ///     are alike, in good orders and in bad orders.
  ///   - alike: Whether orders that are alike have a shift within their cell.
  ///   - byState: Whether the cells of a state share a shift. An order counts in it as one, however many
  ///     cells it was in.
  /// - Complexity: O(rows).
  mutating func settle(strength: Double, alike isFine: Bool = false, byState: Bool = false) {
    let total = rows.reduce(0) { $0 + $1.orders }
    guard total > 0 else { return }
    centre = rows.reduce(0) { $0 + $1.orders * $1.account } / total
    // An order says the same on each of its evenings. Its weight must not depend on how it ended: good ones
    // stay open for fewer evenings, and would count for more on each.
    let weight = badEvenings > 0 ? badOrders / badEvenings : 0
    shifts = [Double](repeating: 0, count: likenesses.count)
    let precision = 1 / (Self.slopeSD * Self.slopeSD)
    for _ in 0..<Self.rounds {
      /// The log-odds of a row by the prior and the account, without the shifts.
      func plain(_ row: Row) -> Double { row.logOdds + slope * (row.account - centre) }
      var states: [Int: Sum] = [:]
      for row in rows where byState && row.first > 0 {
        states[row.state, default: Sum()].add(row.first, bad: row.firstBad, chance: logistic(plain(row)))
      }
      for (state, sum) in states {
        stateShifts[state] = sum.scaled(by: (inState[state] ?? sum.orders) / sum.orders).shift(strength)
      }
      var cells: [Int: Sum] = [:]
      for row in rows where row.first > 0 {
        let p = logistic(plain(row) + (stateShifts[row.state] ?? 0))
        cells[row.cell, default: Sum()].add(row.first, bad: row.firstBad, chance: p)
      }
      cellShifts = cells.mapValues { $0.shift(strength) }
      func shifted(_ row: Row) -> Double {
        plain(row) + (stateShifts[row.state] ?? 0) + (cellShifts[row.cell] ?? 0)
      }
      var alike = [Sum](repeating: Sum(), count: isFine ? likenesses.count : 0)
      for row in rows where isFine {
        alike[row.likeness].add(row.orders, bad: row.bad, chance: logistic(shifted(row)))
      }
      if isFine { shifts = alike.map { $0.shift(strength) } }
      var (score, information) = (-precision * slope, precision)
      for row in rows {
        let x = row.account - centre
        let p = logistic(shifted(row) + shifts[row.likeness])
        score += weight * x * (row.bad - row.orders * p)
        information += weight * row.orders * p * (1 - p) * x * x
      }
      determined = 1 - precision / information
      let step = score / information
      slope += step
      if abs(step) < 1e-3 { break }
    }
  }

  /// The shift of the log-odds of an open order, by `settle`.
  ///
  /// - Parameter account: Log-odds of the account on the order's due day, as expected today.
  func shift(_ likeness: Likeness, account: Double = 0) -> Double {
    (stateShifts[likeness.state] ?? 0) + (cellShifts[likeness.cell] ?? 0)
      + (likenesses[likeness].map { shifts[$0] } ?? 0)
      + slope * (account - centre)
  }

  /// The slope of an open order's log-odds against those of a path, where the prior's are `account` and
  /// `shared`.
  func pathSlope(_ prior: OpenOrderPrior) -> Double {
    (1 - determined) * prior.pathSlope + determined * prior.account + slope
  }
}
