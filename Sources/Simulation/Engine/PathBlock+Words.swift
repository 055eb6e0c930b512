import Probability

/// Random words by their address, rows of lanes at a time.
extension PathBlock {
  /// The paths of a vector's lanes.
  @inline(__always)
  static func paths(_ first: UInt32, _ vector: Int) -> Words {
    Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      &+ Words(repeating: first &+ UInt32(truncatingIfNeeded: vector * Lanes.count))
  }

  @inline(__always)
  func block(
    _ first: UInt32, _ vector: Int, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int = 0
  ) -> Lanes.Block {
    Lanes.block(
      seed: seed, path: Self.paths(first, vector), day: UInt32(truncatingIfNeeded: day),
      purpose: purpose.address(stream: model.stream, slot: slot), index: UInt32(truncatingIfNeeded: index))
  }

  /// Words 0…3 of an address for all lanes, a row each; the first `used` are noted as drawn.
  func fillWords(
    _ first: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, used: Int = 4
  ) {
    let rows = rows.words.base
    for vector in 0..<Self.vectors {
      let four = block(first, vector, day: day, purpose, slot: slot, index: index)
      for word in 0..<4 { rows[word * Self.vectors + vector] = four[word] }
    }
    if onDraw != nil {
      for word in 0..<used { note(first, day: day, purpose, slot: slot, index: index, word: word) }
    }
  }

  /// Bad orders' uniforms: a table a word, the day's row in each.
  func drawWords(_ group: SlotGroup, _ first: UInt32) {
    let (words, table) = (words.base, table)
    for day in 0..<horizon {
      for vector in 0..<Self.vectors {
        let four = block(first, vector, day: day + 1, .outcome, slot: group.block)
        let cell = day * Self.vectors + vector
        for word in 0..<4 { words[word * table + cell] = four[word] }
      }
    }
    noteRows(first, .outcome, group.block, group.members.map(\.word))
  }

  /// Innovations of the outcomes that drift, unless they are correlated.
  func drawNormals(_ group: SlotGroup, _ first: UInt32) {
    guard model.correlationFactor == nil else { return }
    let drifting = group.members.filter { layouts[$0.outcome].drifts }.map { (word: $0.word, table: $0.word) }
    fillNormals(first, group.block, drifting)
  }

  /// Innovations of all metrics, a table a metric.
  func drawCorrelatedNormals(_ first: UInt32) {
    guard model.correlationFactor != nil else { return }
    var row = 0
    while row < model.slots.count {
      let block = model.slots[row] >> 2
      var members: [(word: Int, table: Int)] = []
      while row < model.slots.count, model.slots[row] >> 2 == block {
        members.append((Int(model.slots[row] & 3), row))
        row += 1
      }
      fillNormals(first, block, members)
    }
  }

  private func fillNormals(_ first: UInt32, _ slot: UInt32, _ members: [(word: Int, table: Int)]) {
    if members.isEmpty { return }
    let (normals, table) = (normals.base, table)
    members.withUnsafeBufferPointer { members in
      for day in 0..<horizon {
        for vector in 0..<Self.vectors {
          let four = block(first, vector, day: day + 1, .innovation, slot: slot)
          let drawn = Lanes.normalQuantile(Four { four[$0] })
          let cell = day * Self.vectors + vector
          for member in members { normals[member.table * table + cell] = drawn[member.word] }
        }
      }
    }
    noteRows(first, .innovation, slot, members.map(\.word))
  }

  private func noteRows(_ first: UInt32, _ purpose: Purpose, _ slot: UInt32, _ words: [Int]) {
    guard onDraw != nil else { return }
    for day in 1...horizon {
      for word in words { note(first, day: day, purpose, slot: slot, index: 0, word: word) }
    }
  }

  /// A word of every lane is drawn.
  func note(_ first: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, word: Int) {
    for lane in 0..<Self.lanes {
      note(path: first &+ UInt32(lane), day: day, purpose, slot: slot, index: index, word: word)
    }
  }

  func note(path: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, word: Int) {
    onDraw?(
      path, UInt32(truncatingIfNeeded: day), purpose.address(stream: model.stream, slot: slot),
      UInt32(truncatingIfNeeded: index), word)
  }
}
