/// One column of a table for people: its head, its place on the line, and what it shows of a row.
struct TextColumn<Row> {
  enum Side { case left, right }

  let head: String
  let side: Side
  /// On a narrow terminal the columns with a number are left out, the lowest first.
  let leftOut: Int?
  /// On a narrow terminal this column is cut.
  let isFlexible: Bool
  /// Left out where no row says anything.
  let isDroppedIfEmpty: Bool
  let cell: (Row) -> String

  init(
    _ head: String, _ side: Side = .left, leftOut: Int? = nil, isFlexible: Bool = false,
    isDroppedIfEmpty: Bool = false, _ cell: @escaping (Row) -> String
  ) {
    self.head = head
    self.side = side
    self.leftOut = leftOut
    self.isFlexible = isFlexible
    self.isDroppedIfEmpty = isDroppedIfEmpty
    self.cell = cell
  }
}

extension TextTable {
  init<Row>(_ columns: [TextColumn<Row>], _ rows: some Sequence<Row>) {
    let places = columns.indices
    self.init(
      header: columns.map(\.head), right: Set(places.filter { columns[$0].side == .right }),
      optional: places.filter { columns[$0].leftOut != nil }
        .sorted { columns[$0].leftOut ?? 0 > columns[$1].leftOut ?? 0 },
      flexible: places.first { columns[$0].isFlexible },
      rows: rows.map { row in columns.map { $0.cell(row) } })
    for place in places.reversed() where columns[place].isDroppedIfEmpty { dropIfEmpty(place) }
  }
}
