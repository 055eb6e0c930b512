import Glibc
import Probability

/// Orders of one day of a tilted path, and the bad ones among them.
extension RarePath {
  /// The orders bought on a day, or promised for it, with their bad orders.
  func drawMember(_ day: Int) {
    let bought = drawOrders(day)
    if plan.isByPromise { split(bought, day) }
    let orders = plan.isByPromise ? promised[day] : bought
    if plan.sizes.isEmpty {
      totals[day] = totals[day - 1] + orders
      drawBad(orders, day)
    } else {
      drawUnits(orders, day)
    }
  }

  private func drawOrders(_ day: Int) -> Int {
    guard let volume = plan.volume else { return 0 }
    switch volume.process.distribution {
    case .fixed: return Int(volume.process.counts?[day] ?? 0)
    case .table: return drawTable(volume, day)
    case .poisson, .negativeBinomial:
      let mean = orderMean(volume, day)
      let shift = tilt.orders.shift(place(day))
      let size = volume.process.distribution == .poisson ? nil : volume.process.size
      let count = min(drawCount(mean, size, shift), Int(Int32.max) / SimulationModel.longestHorizon)
      if collects {
        draws.orders.append(
          .init(
            place: place(day), law: .negativeBinomial(mean: mean, size: size ?? .infinity),
            count: Double(count)))
      }
      return count
    }
  }

  /// A count of a table whose masses are multiplied by e to the shift times the standardized count.
  private func drawTable(_ volume: RarePlan.Volume, _ day: Int) -> Int {
    guard volume.tableSD > 0 else { return Int(volume.tableMean.rounded()) }
    let place = place(day)
    // Shares of many orders would take longer to tilt than the rest of the path.
    let isTilted = volume.table.count <= 64
    let shift = isTilted ? tilt.volumeDrift.shift(place) / volume.tableSD : 0
    let scale = exp(shift)
    var (total, factor) = (0.0, 1.0)
    for mass in volume.table {
      total += mass * factor
      factor *= scale
    }
    var (target, count) = (uniform() * total, 0)
    factor = 1
    for (index, mass) in volume.table.enumerated() {
      if mass > 0 { count = index }
      target -= mass * factor
      if target <= 0 { break }
      factor *= scale
    }
    if shift != 0 { logWeight += log(total) - shift * Double(count) }
    if collects {
      let value = (Double(count) - volume.tableMean) / volume.tableSD
      draws.volumeDrift.append(.init(place: place, scale: 1, value: value))
    }
    return count
  }

  /// A Poisson count, or a negative binomial one of `size`, whose log mean is shifted.
  @inline(__always)
  private func drawCount(_ mean: Double, _ size: Double?, _ shift: Double) -> Int {
    let tilted = shift == 0 ? mean : mean * exp(shift)
    let count: Int
    if let size {
      count = drawNegativeBinomial(tilted, size)
      if shift != 0 {
        // log of (q/q′)ʸ ((1 − q)/(1 − q′))ʳ, where q = mean/(mean + size).
        let ratio = log1p((tilted - mean) / (size + mean))
        logWeight += Double(count) * (ratio - shift) + size * ratio
      }
    } else {
      count = Poisson.draw(mean: tilted, using: &generator)
      if shift != 0 { logWeight += tilted - mean - shift * Double(count) }
    }
    return count
  }

  @inline(__always)
  private func drawNegativeBinomial(_ mean: Double, _ size: Double) -> Int {
    if mean < 10 { return Inversion.negativeBinomial(uniform(), mean: mean, size: size) }
    return Poisson.draw(mean: mean * Gamma.draw(shape: size, using: &generator) / size, using: &generator)
  }

  /// Sends the orders of a day to their promised days.
  private func split(_ orders: Int, _ day: Int) {
    var left = orders
    for (lag, chance) in plan.volume?.lags ?? [] {
      guard day + lag <= plan.days, left > 0 else { return }
      let taken = chance >= 1 ? left : Binomial.draw(trials: left, probability: chance, using: &generator)
      promised[day + lag] += taken
      left -= taken
    }
  }

  // MARK: Bad orders

  private func drawBad(_ orders: Int, _ day: Int) {
    let entries = plan.clock
    if entries.count == 1 {
      let entry = entries[0]
      guard day + entry.seen <= plan.days else { return }
      let bad = drawCount(of: orders, chance(on: day + entry.due) * entry.weight, day)
      add(bad, member: day, seen: day + entry.seen)
      return
    }
    var total = 0.0
    for entry in entries where day + entry.seen <= plan.days {
      total += entry.weight * chance(on: day + entry.due)
    }
    let bad = drawCount(of: orders, total, day)
    for _ in 0..<bad {
      var target = uniform() * total
      var place = day + (entries.last { day + $0.seen <= plan.days }?.seen ?? 0)
      for entry in entries where day + entry.seen <= plan.days {
        target -= entry.weight * chance(on: day + entry.due)
        if target <= 0 {
          place = day + entry.seen
          break
        }
      }
      add(1, member: day, seen: place)
    }
  }

  /// Bad orders of a day with a shift of their log-odds, or of the log of their mean.
  @inline(__always)
  private func drawCount(of orders: Int, _ chance: Double, _ day: Int) -> Int {
    let shift = tilt.bad.shift(place(day))
    let size = plan.counts == .negativeBinomial ? shape : nil
    let count: Int
    switch plan.counts {
    case .binomial: count = drawBinomial(orders, min(1, chance), shift)
    case .betaBinomial: count = drawBetaBinomial(orders, min(1, chance), shift)
    case .poisson, .negativeBinomial: count = drawCount(chance, size, shift)
    }
    if collects {
      let law: TiltDraws.Count.Law =
        plan.isShare
        ? .binomial(trials: Double(orders), chance: min(1, chance))
        : .negativeBinomial(mean: chance, size: size ?? .infinity)
      draws.bad.append(.init(place: place(day), law: law, count: Double(count)))
    }
    return count
  }

  /// Size or concentration of the law that the window's own rate has drawn.
  private var shape: Double { plan.rates[plan.rates.count - 1].shapes[laws[plan.rates.count - 1]] }

  @inline(__always)
  private func drawBinomial(_ trials: Int, _ p: Double, _ shift: Double) -> Int {
    guard trials > 0, p > 0 else { return 0 }
    guard shift != 0, p < 1 else { return Binomial.draw(trials: trials, probability: p, using: &generator) }
    let raised = expm1(shift)
    let scale = 1 + p * raised
    let count = Binomial.draw(trials: trials, probability: p * (1 + raised) / scale, using: &generator)
    logWeight += Double(trials) * log1p(p * raised) - shift * Double(count)
    return count
  }

  private func drawBetaBinomial(_ trials: Int, _ p: Double, _ shift: Double) -> Int {
    guard trials > 0, p > 0 else { return 0 }
    guard p < 1 else { return trials }
    let concentration = shape
    let tilted = shift == 0 ? p : p * exp(shift) / (1 + p * expm1(shift))
    let count = Inversion.betaBinomial(
      uniform(), trials: trials, alpha: tilted * concentration, beta: (1 - tilted) * concentration)
    if shift != 0 {
      func logPmf(_ p: Double) -> Double {
        (try? BetaBinomial(trials: trials, alpha: p * concentration, beta: (1 - p) * concentration))?
          .logPmf(count) ?? 0
      }
      logWeight += logPmf(p) - logPmf(tilted)
    }
    return count
  }

  /// Orders of each size and their bad ones; counts are units.
  private func drawUnits(_ orders: Int, _ day: Int) {
    var (left, units, bad) = (orders, 0, 0)
    let isSeen = day + 1 <= plan.days
    for size in plan.sizes {
      let sized =
        size.chance >= 1 ? left : Binomial.draw(trials: left, probability: size.chance, using: &generator)
      left -= sized
      units += sized * size.units
      if isSeen { bad += drawCount(of: sized, chance(on: day), day) * size.units }
    }
    units = min(units, Int(SimulationModel.mostPerDay))
    totals[day] = totals[day - 1] + units
    if isSeen { add(min(bad, units), member: day, seen: day + 1) }
  }

  // MARK: Open orders

  func drawPending(_ cohort: RarePlan.Cohort, _ day: Int) {
    var p =
      cohort.slope == 0
      ? logistic(cohort.offset) : logistic(cohort.offset + cohort.slope * logOdds[cohort.due])
    if let factor = plan.rates[plan.rates.count - 1].factor { p = min(1, p * factor[cohort.due - 1]) }
    p = min(1, p * cohort.shown)
    let bad = drawBinomial(cohort.orders, p, tilt.pending.shift(place(day)))
    if collects {
      draws.pending.append(
        .init(
          place: place(day), law: .binomial(trials: Double(cohort.orders), chance: p),
          count: Double(bad)))
    }
    if cohort.entries.count == 1 {
      add(bad * cohort.units, member: cohort.member, seen: cohort.entries[0].seen)
      return
    }
    for _ in 0..<bad {
      var target = uniform() * cohort.shown
      var place = cohort.entries.count - 1
      for (index, entry) in cohort.entries.enumerated() {
        target -= entry.weight
        if target <= 0 {
          place = index
          break
        }
      }
      add(cohort.units, member: cohort.member, seen: cohort.entries[place].seen)
    }
  }

  /// Adds bad orders that belong to day `member` and are seen from day `seen` on.
  @inline(__always)
  private func add(_ bad: Int, member: Int, seen: Int) {
    let from = max(member + plan.youngest, seen, 1)
    let to = member + plan.oldest
    guard bad > 0, from <= to, from <= plan.days else { return }
    change[from] += bad
    if to < plan.days { change[to + 1] -= bad }
  }
}
