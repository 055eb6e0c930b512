import Probability

/// Random words by their address, rows of lanes at a time.
extension PathBlock {
  @inline(__always)
  func block(
    _ first: UInt32, _ vector: Int, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int = 0
  ) -> Lanes.Block {
    Lanes.block(
      seed: seed, path: PathLanes.paths(first, vector), day: UInt32(truncatingIfNeeded: day),
      purpose: purpose.address(stream: model.stream, slot: slot), index: UInt32(truncatingIfNeeded: index))
  }

  /// Blocks of two vectors in step.
  @inline(__always)
  func blocks(
    _ first: UInt32, _ vector: Int, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int = 0
  ) -> (Lanes.Block, Lanes.Block) {
    Lanes.blocks(
      seed: seed, paths: (PathLanes.paths(first, vector), PathLanes.paths(first, vector + 1)),
      day: UInt32(truncatingIfNeeded: day), purpose: purpose.address(stream: model.stream, slot: slot),
      index: UInt32(truncatingIfNeeded: index))
  }

  /// Words 0…3 of an address for all lanes, one row per word; the first `used` are noted as drawn.
  func fillWords(
    _ first: UInt32, day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int, used: Int = 4
  ) {
    let rows = rows.words.base
    for vector in stride(from: 0, to: PathLanes.vectors, by: 2) {
      let (one, two) = blocks(first, vector, day: day, purpose, slot: slot, index: index)
      for word in 0..<4 {
        rows[word * PathLanes.vectors + vector] = one[word]
        rows[word * PathLanes.vectors + vector + 1] = two[word]
      }
    }
    if onDraw != nil {
      for word in 0..<used { note(first, day: day, purpose, slot: slot, index: index, word: word) }
    }
  }

  /// Uniforms of the bad orders: one table per word, one row per day.
  func drawWords(_ group: SlotGroup, _ first: UInt32) {
    let (words, table) = (words.base, table)
    // Days inside: what depends on the path alone is done once.
    for vector in stride(from: 0, to: PathLanes.vectors, by: 2) {
      for day in 0..<horizon {
        let (one, two) = blocks(first, vector, day: day + 1, .outcome, slot: group.block)
        let cells = words + day * PathLanes.vectors + vector
        for word in 0..<4 { (cells[word * table], cells[word * table + 1]) = (one[word], two[word]) }
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
      for vector in stride(from: 0, to: PathLanes.vectors, by: 2) {
        for day in 0..<horizon {
          let (one, two) = blocks(first, vector, day: day + 1, .innovation, slot: slot)
          let cells = words + day * PathLanes.vectors + vector
          for member in members {
            cells[member.table * table] = one[member.word]
            cells[member.table * table + 1] = two[member.word]
          }
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
