/// Rows that have fewer fields than the header, of which one does not look like its column: an export left
/// out empty cells in the middle, and the cells behind them moved to the left.
extension RowShape {
  /// The field of each column; `nil` for a column whose field is not told.
  ///
  /// Every way is considered in which columns without a field can be missing from the row. A column is told
  /// if every such way gives it the same field.
  ///
  /// - Parameter fields: Fewer than there are columns.
  /// - Complexity: O(columns · missing fields), of which at most 8 are told apart.
  func placesWithMissing(_ fields: [Cell]) -> [Int?] {
    guard columns.count - fields.count <= Self.mostSurplus else { return beginning(fields) }
    // A number or a word that is none may be the cell of a column that had only such ones so far.
    let plain = columns.map { $0 == .word || $0 == .number ? .text : $0 }
    return everyWay(columns, without: fields) ?? everyWay(plain, without: fields) ?? beginning(fields)
  }

  /// - Returns: `nil` if the columns cannot take the fields in any way.
  private func everyWay(_ columns: [Column], without fields: [Cell]) -> [Int?]? {
    let missing = columns.count - fields.count
    func takes(_ place: Int, _ gone: Int) -> Bool {
      fields.indices.contains(place - gone) && fields[place - gone].fits(columns[place])
    }
    /// Whether the columns from this one on can take the fields, after so many missing ones.
    var canEnd = [[Bool]](
      repeating: [Bool](repeating: false, count: missing + 1), count: columns.count + 1)
    canEnd[columns.count][missing] = true
    for place in columns.indices.reversed() {
      for gone in 0...missing {
        canEnd[place][gone] =
          takes(place, gone) && canEnd[place + 1][gone] || gone < missing && canEnd[place + 1][gone + 1]
      }
    }
    guard canEnd[0][0] else { return nil }
    var reached: Set<Int> = [0]
    return columns.indices.map { place in
      var (next, single, isMissing) = (Set<Int>(), [Int](), false)
      for gone in reached {
        if takes(place, gone), canEnd[place + 1][gone] {
          next.insert(gone)
          single.append(place - gone)
        }
        if gone < missing, canEnd[place + 1][gone + 1] {
          next.insert(gone + 1)
          isMissing = true
        }
      }
      reached = next
      guard !isMissing, let first = single.first else { return nil }
      return single.allSatisfy { fields[$0].text == fields[first].text } ? first : nil
    }
  }
}
