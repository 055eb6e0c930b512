import Probability

/// Whether the bad orders of a group are more than chance gives it, within blocks of days.
///
/// Given each block's orders, bad orders and group, the bad orders of the group are a sum of independent
/// hypergeometric counts if the group means nothing. So neither a rate that moves from week to week nor a
/// group that sells in some weeks only is taken for an effect. For one block it is the exact test of R. A.
/// Fisher, *The logic of inductive inference*, J. Roy. Statist. Soc. 98 (1935) 39–82; for several, that of D.
/// R. Cox, *Analysis of Binary Data* (1970), section 5.3. One-sided, with the whole chance of the observed
/// count: its level holds exactly, unlike that of the mid-p.
enum BlockTest {
  /// Orders, bad orders and the group's part of one block.
  struct Block {
    var orders = 0
    var bad = 0
    var group = 0
    var groupBad = 0
  }

  /// - Returns: The chance of as many bad orders in the group or more, and the least that these sizes could
  ///   have given.
  /// - Complexity: O((bad orders that the group can have)²) at most.
  static func chance(_ blocks: some Sequence<Block>) -> (chance: Double, least: Double) {
    var sum = CountSum()
    var bad = 0
    for block in blocks {
      bad += block.groupBad
      guard
        let law = try? Hypergeometric(population: block.orders, marked: block.group, draws: block.bad)
      else { continue }
      let support = law.support
      sum.add(first: support.lowerBound, masses: support.count == 1 ? [1] : support.map(law.pmf))
    }
    return (sum.atLeast(bad), sum.atLeast(sum.last))
  }
}
