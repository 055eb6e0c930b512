/// Outcomes that follow each other in the model and share a block of four words.
struct SlotGroup: Sendable {
  /// The slot of the block: those of its outcomes divided by 4.
  var block: UInt32
  /// Which word is whose.
  var members: [(outcome: Int, word: Int)]

  static func groups(of outcomes: [CompiledModel.Outcome]) -> [SlotGroup] {
    var groups: [SlotGroup] = []
    for (index, outcome) in outcomes.enumerated() {
      let member = (outcome: index, word: Int(outcome.slot & 3))
      if let last = groups.indices.last, groups[last].block == outcome.slot >> 2 {
        groups[last].members.append(member)
      } else {
        groups.append(SlotGroup(block: outcome.slot >> 2, members: [member]))
      }
    }
    return groups
  }
}
