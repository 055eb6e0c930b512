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
      seed: seed, path: PathLanes.paths(first, vector), day: UInt32(truncatingIfNeeded: day),
      purpose: purpose.address(stream: model.stream, slot: slot), index: UInt32(truncatingIfNeeded: index))
  }

  /// Words 0…3 of an address for all lanes, one row per word; the first `used` are noted as drawn.
  func fillWords(
    _ first: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, used: Int = 4
  ) {
    let rows = rows.words.base
    for vector in 0..<PathLanes.vectors {
      let four = block(first, vector, day: day, purpose, slot: slot, index: index)
      for word in 0..<4 { rows[word * PathLanes.vectors + vector] = four[word] }
    }
    if onDraw != nil {
      for word in 0..<used { note(first, day: day, purpose, slot: slot, index: index, word: word) }
    }
  }

  /// Uniforms of the bad orders: one table per word, one row per day.
  func drawWords(_ group: SlotGroup, _ first: UInt32) {
    let (words, table) = (words.base, table)
    for day in 0..<horizon {
      for vector in 0..<PathLanes.vectors {
        let four = block(first, vector, day: day + 1, .outcome, slot: group.block)
        let cell = day * PathLanes.vectors + vector
        for word in 0..<4 { words[word * table + cell] = four[word] }
      }
    }
    noteRows(first, .outcome, group.block, group.members)
  }

  /// Innovations of the outcomes that drift, unless they are correlated.
  func drawNormals(_ group: SlotGroup, _ first: UInt32) {
    if model.correlationFactor == nil { fillNormals(first, group.block, group.drifting) }
  }

  /// Innovations of all metrics, one table each.
  func drawCorrelatedNormals(_ first: UInt32) {
    for group in correlated { fillNormals(first, group.block, group.members) }
  }

  private func fillNormals(_ first: UInt32, _ slot: UInt32, _ members: [SlotGroup.Member]) {
    if members.isEmpty { return }
    let (normals, table) = (normals.base, table)
    let words = UnsafeMutableRawPointer(normals).assumingMemoryBound(to: Words.self)
    members.withUnsafeBufferPointer { members in
      for day in 0..<horizon {
        for vector in 0..<PathLanes.vectors {
          let four = block(first, vector, day: day + 1, .innovation, slot: slot)
          let cell = day * PathLanes.vectors + vector
          for member in members { words[member.table * table + cell] = four[member.word] }
        }
      }
      // A loop of its own keeps the constants of the quantile in registers.
      for member in members {
        for cell in stride(from: member.table * table, to: (member.table + 1) * table, by: 4) {
          Lanes.normalQuantile(Four(words + cell)).store(to: normals + cell)
        }
      }
    }
    noteRows(first, .innovation, slot, members)
  }

  private func noteRows(
    _ first: UInt32, _ purpose: Purpose, _ slot: UInt32, _ members: [SlotGroup.Member]
  ) {
    guard onDraw != nil else { return }
    for day in 1...horizon {
      for member in members { note(first, day: day, purpose, slot: slot, index: 0, word: member.word) }
    }
  }

  /// A word of every lane is drawn.
  func note(_ first: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, word: Int) {
    for lane in 0..<PathLanes.count {
      note(path: first &+ UInt32(lane), day: day, purpose, slot: slot, index: index, word: word)
    }
  }

  /// The first words of the lanes of one vector are drawn.
  func noteVector(
    _ first: UInt32, _ vector: Int, day: Int, _ purpose: Purpose, slot: UInt32, words: Int
  ) {
    guard onDraw != nil else { return }
    for lane in 0..<Lanes.count {
      let path = first &+ UInt32(truncatingIfNeeded: vector * Lanes.count + lane)
      for word in 0..<words { note(path: path, day: day, purpose, slot: slot, index: 0, word: word) }
    }
  }

  func note(path: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, word: Int) {
    onDraw?(
      path, UInt32(truncatingIfNeeded: day), purpose.address(stream: model.stream, slot: slot),
      UInt32(truncatingIfNeeded: index), word)
  }
}
