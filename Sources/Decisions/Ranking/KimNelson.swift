import Glibc

/// A fully sequential choice among systems observed with common random numbers, in which ties remain ties.
///
/// It uses the screening of S.-H. Kim and B. L. Nelson, "A fully sequential procedure for indifference-zone
/// selection in simulation", *ACM TOMACS* 11 (2001) 251–273, with their constant c = 1. After a first stage
/// of n₀ observations of every system, the sum of the differences of two systems over r observations is
/// compared with a closing triangle of half-height max(0, η(n₀ − 1) S²/d − d r/2). Here S² is the variance of
/// their difference in the first stage, η = ½((2α′)^(−2/(n₀−1)) − 1), and d is the difference to be detected.
/// The observations of one replication may depend on one another in any way. Replications are independent,
/// and their differences are normal, as those of means of many paths nearly are.
///
/// Their procedure distinguishes −δ from δ and so gives every tie a winner. Here, for each ordered pair, the
/// difference minus δ/2 is followed with d = δ/2. This distinguishes "no better" from "better by δ", and each
/// answer is wrong with chance at most α′ = α/(2(k − 1)). Hence, with chance at least 1 − α, a system better
/// than all others by δ or more is the winner, and if the best systems are equal, none of them is. This
/// certainty about ties costs about five times as many observations as their procedure at a difference of δ.
public struct KimNelson: Sendable {
  /// The confidence 1 − α, between 0.5 and 1.
  public let confidence: Double
  /// The smallest difference δ that matters, in the unit of the observations; above 0.
  public let indifference: Double
  /// The observations n₀ of the first stage, at least 2.
  public let firstStage: Int
  /// The replications after which it stops undecided, at least n₀.
  public let mostReplications: Int

  public init(confidence: Double, indifference: Double, firstStage: Int = 20, mostReplications: Int) {
    precondition(confidence > 0.5 && confidence < 1 && indifference > 0 && indifference.isFinite)
    precondition(firstStage >= 2 && mostReplications >= firstStage)
    self.confidence = confidence
    self.indifference = indifference
    self.firstStage = firstStage
    self.mostReplications = mostReplications
  }

  /// The result. Larger observations are better.
  public struct Outcome: Sendable, Hashable {
    public enum Verdict: Sendable, Hashable {
      /// This system is better than every other.
      case winner(Int)
      /// None of these was found better than another: their differences are below δ, or zero.
      case tie([Int])
      /// The replications ran out; these were still competing.
      case undecided([Int])
    }

    public var verdict: Verdict
    /// The mean of each system over the replications that it took part in.
    public var means: [Double]
    public var replications: [Int]
  }

  /// Runs until every two competing systems are distinguished or called equal.
  ///
  /// - Parameters:
  ///   - systems: k ≥ 1.
  ///   - batch: Replications per call of `observe`. A system leaves only at the end of a batch. Any size
  ///     keeps the guarantee.
  ///   - observe: Takes the numbers of the systems still competing and a range of replications. Returns one
  ///     list per replication with one number per system, in that order. Replication r must be the same for
  ///     every system.
  /// - Complexity: O(k²) per replication.
  public func run(
    systems: Int, batch: Int = 1,
    observe: (_ competing: [Int], _ replications: Range<Int>) throws -> [[Double]]
  ) rethrows -> Outcome {
    precondition(systems > 0 && batch > 0)
    var screen = Screen(systems: systems, procedure: self)
    var first: [[Double]] = []
    while screen.replications < mostReplications {
      let start = screen.replications
      let end = min(start < firstStage ? firstStage : start + batch, mostReplications)
      let rows = try observe(screen.competing, start..<end)
      precondition(rows.count == end - start, "one list a replication")
      for row in rows { screen.add(row) }
      if start < firstStage {
        first += rows
        screen.setVariances(first)
      }
      screen.close()
      if screen.isDecided { break }
    }
    let verdict: Outcome.Verdict =
      screen.competing.count == 1
      ? .winner(screen.competing[0])
      : screen.isDecided ? .tie(screen.competing) : .undecided(screen.competing)
    return Outcome(verdict: verdict, means: screen.means, replications: screen.counts)
  }

  /// The error chance α′ of one ordered pair.
  func pairError(systems: Int) -> Double { (1 - confidence) / Double(2 * max(systems - 1, 1)) }

  /// The factor η(n₀ − 1)/d; multiplied by S² it is the height of the triangle.
  func height(systems: Int) -> Double {
    let degrees = Double(firstStage - 1)
    let eta = 0.5 * (pow(2 * pairError(systems: systems), -2 / degrees) - 1)
    return eta * degrees / (indifference / 2)
  }
}

extension KimNelson {
  /// The sums, and what is already decided about each pair.
  fileprivate struct Screen {
    private let systems: Int, shift: Double, scale: Double
    private(set) var competing: [Int]
    private(set) var replications = 0
    private(set) var counts: [Int]
    private var sums: [Double]
    /// At row i, column j: the triangle of the pair, and whether i was found not to be better than j.
    private var heights: [Double]
    private var isNoBetter: [Bool]

    init(systems: Int, procedure: KimNelson) {
      self.systems = systems
      shift = procedure.indifference / 2
      scale = procedure.height(systems: systems)
      competing = Array(0..<systems)
      counts = Array(repeating: 0, count: systems)
      sums = Array(repeating: 0, count: systems)
      heights = Array(repeating: 0, count: systems * systems)
      isNoBetter = Array(repeating: false, count: systems * systems)
    }

    var means: [Double] { zip(sums, counts).map { $0 / Double(max($1, 1)) } }

    mutating func add(_ row: [Double]) {
      precondition(row.count == competing.count, "one number a competing system")
      for (system, value) in zip(competing, row) {
        sums[system] += value
        counts[system] += 1
      }
      replications += 1
    }

    /// Uses the variances of all differences in the first stage, with divisor n₀ − 1.
    mutating func setVariances(_ rows: [[Double]]) {
      let n = Double(rows.count)
      for i in 0..<systems {
        for j in 0..<systems where j != i {
          let mean = rows.reduce(0) { $0 + $1[i] - $1[j] } / n
          let squares = rows.reduce(0) { sum, row in
            let deviation = row[i] - row[j] - mean
            return sum + deviation * deviation
          }
          heights[i * systems + j] = scale * squares / (n - 1)
        }
      }
    }

    /// Decides what the sums have left open, and removes beaten systems.
    mutating func close() {
      let r = Double(replications)
      var beaten: Set<Int> = []
      for i in competing {
        for j in competing where j != i && !isNoBetter[i * systems + j] {
          let walk = sums[i] - sums[j] - r * shift
          let half = max(0, heights[i * systems + j] - shift / 2 * r)
          if walk > half {
            beaten.insert(j)
          } else if walk < -half || half == 0 {
            isNoBetter[i * systems + j] = true
          }
        }
      }
      competing.removeAll(where: beaten.contains)
    }

    var isDecided: Bool {
      competing.allSatisfy { i in competing.allSatisfy { $0 == i || isNoBetter[i * systems + $0] } }
    }
  }
}
