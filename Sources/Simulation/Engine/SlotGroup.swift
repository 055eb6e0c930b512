/// Tables that share a block of four random words, one word each.
struct SlotGroup: Sendable {
  struct Member: Sendable {
    /// Number of its word in the block.
    var word: Int
    /// Number of the table that its words or normals fill.
    var table: Int
    /// Its owner: an index of the model's outcomes, or of its metrics.
    var owner: Int
  }

  /// The slot of the block: those of its members divided by 4.
  var block: UInt32
  var members: [Member]
  /// The members that have innovations of their own.
  var drifting: [Member] = []

  /// Outcomes that follow each other in the model and share a block; a table is the number of its word.
  static func groups(of outcomes: [CompiledOutcome]) -> [SlotGroup] {
    groups(of: outcomes.map(\.slot)) { $0.word }.map { group in
      var group = group
      group.drifting = group.members.filter { outcomes[$0.owner].drifts }
      return group
    }
  }

  /// All metrics, one table each.
  static func groups(ofMetrics slots: [UInt32]) -> [SlotGroup] { groups(of: slots) { $0.owner } }

  private static func groups(of slots: [UInt32], _ table: (Member) -> Int) -> [SlotGroup] {
    var groups: [SlotGroup] = []
    for (index, slot) in slots.enumerated() {
      var member = Member(word: Int(slot & 3), table: 0, owner: index)
      member.table = table(member)
      if let last = groups.indices.last, groups[last].block == slot >> 2 {
        groups[last].members.append(member)
      } else {
        groups.append(SlotGroup(block: slot >> 2, members: [member]))
      }
    }
    return groups
  }
}
