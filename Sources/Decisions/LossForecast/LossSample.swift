import Glibc
import Simulation

/// The losses of the paths of a run, most of which are 0, by version of the account's models.
struct LossSample {
  /// The losses above 0 of one version.
  private var losses: [[Double]]
  private var paths: [Int]

  init(versions: Int, paths: [Int]) {
    losses = Array(repeating: [], count: versions)
    self.paths = paths
  }

  mutating func append(_ loss: Double, version: Int) { losses[version].append(loss) }

  private static let level = 0.95

  private func estimate(_ law: ([Double], Int) -> Estimate) -> Estimate {
    let all = law(losses.flatMap { $0 }, paths.reduce(0, +))
    let used = losses.indices.filter { paths[$0] > 0 }
    return all.among(used.map { law(losses[$0], paths[$0]) })
  }

  /// The mean over all paths.
  var mean: Estimate { estimate(Self.mean) }

  /// The mean over the paths with a loss; `nil` without any.
  var meanOfHits: Estimate? {
    let all = losses.flatMap { $0 }
    return all.isEmpty ? nil : Self.mean(all, all.count)
  }

  /// The 95 % point. Its error is half the distance of the order statistics one standard error of the rank
  /// away on either side (P. Glasserman, *Monte Carlo Methods in Financial Engineering*, 2003, section 9.1).
  var valueAtRisk: Estimate {
    estimate { losses, paths in
      let sorted = losses.sorted()
      let n = Double(paths)
      func order(_ rank: Double) -> Double {
        // Rank 1 is the smallest loss of all paths; those without a loss come first.
        let place = Int(rank.rounded(.up)) - (paths - sorted.count) - 1
        return place < 0 || sorted.isEmpty ? 0 : sorted[min(place, sorted.count - 1)]
      }
      let reach = (n * Self.level * (1 - Self.level)).squareRoot()
      let (low, high) = (order(n * Self.level - reach), order(min(n, n * Self.level + reach)))
      return Estimate(value: order(n * Self.level), standardError: (high - low) / 2)
    }
  }

  /// The mean of the worst 5 %: q + E[(L − q)⁺]/0.05 at the 95 % point q (R. T. Rockafellar and S. Uryasev,
  /// *Journal of Risk* 2 (2000) 21–41).
  var tail: Estimate {
    estimate { losses, paths in
      let sorted = losses.sorted()
      let place = Int((Double(paths) * Self.level).rounded(.up)) - (paths - sorted.count) - 1
      let q = place < 0 || sorted.isEmpty ? 0 : sorted[min(place, sorted.count - 1)]
      let beyond = Self.mean(sorted.map { max(0, $0 - q) }, paths)
      return Estimate(
        value: q + beyond.value / (1 - Self.level), standardError: beyond.standardError / (1 - Self.level))
    }
  }

  private static func mean(_ values: [Double], _ paths: Int) -> Estimate {
    let n = Double(max(1, paths))
    let mean = values.reduce(0, +) / n
    let variance = max(0, values.reduce(0) { $0 + $1 * $1 } / n - mean * mean)
    return Estimate(value: mean, standardError: (variance / n).squareRoot())
  }
}
