extension Header {
  /// Whether these are cells of data and no names: one is an address, a day, or the number of an order.
  static func isData(_ names: [String]) -> Bool {
    names.contains { name in
      name.contains("@") || AmazonOrderNumber.matches(name) || name.count(where: \.isNumber) > 5
        || name.contains(where: \.isNumber) && ReportDate(name) != nil
    }
  }
}

extension [TableColumn] {
  /// Without the names of columns that are not read where the line looks like one of data, since such names
  /// may be those of buyers.
  var withoutData: [TableColumn] {
    guard Header.isData(map(\.name)) else { return self }
    return map { $0.meaning == nil ? TableColumn(name: "(not shown)", meaning: nil) : $0 }
  }
}
