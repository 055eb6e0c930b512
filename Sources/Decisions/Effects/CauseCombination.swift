import Glibc

/// How the multipliers of several actions join.
public enum CauseCombination {
  /// Multipliers that mend the same orders: the strongest times the square root of each of the others.
  ///
  /// The strongest is the farthest from 1 on the log scale; 1 for none. Different causes multiply. This is the
  /// default of the catalogue, an assumption: an order that is on time for one reason gains nothing from a second.
  public static func combined(sameCause multipliers: [Double]) -> Double {
    guard
      let strongest = multipliers.indices.max(by: { distance(multipliers[$0]) < distance(multipliers[$1]) })
    else { return 1 }
    return multipliers.indices.reduce(1) { product, index in
      product * (index == strongest ? multipliers[index] : multipliers[index].squareRoot())
    }
  }

  /// All multipliers of one target, each with the cause it mends.
  public static func combined(_ multipliers: [(cause: String, value: Double)]) -> Double {
    var byCause: [(cause: String, values: [Double])] = []
    for (cause, value) in multipliers {
      if let index = byCause.firstIndex(where: { $0.cause == cause }) {
        byCause[index].values.append(value)
      } else {
        byCause.append((cause, [value]))
      }
    }
    return byCause.reduce(1) { $0 * combined(sameCause: $1.values) }
  }

  private static func distance(_ multiplier: Double) -> Double { abs(log(multiplier)) }
}
