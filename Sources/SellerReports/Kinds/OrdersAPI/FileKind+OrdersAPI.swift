extension FileKind {
  /// Answers of Amazon's Orders API as programs save them, of version 0 or 2026-01-01: pages, single orders,
  /// lists of either, one per line.
  static let ordersAPI = FileKind(
    "Orders API answers",
    .document { head in
      guard head.syntax == .json else { return false }
      return head.contains("\"AmazonOrderId\"", "\"amazon_order_id\"")
        || head.contains("\"orderId\"", "\"order_id\"")
          && head.contains(
            "\"fulfillmentStatus\"", "\"salesChannel\"", "\"orderItems\"", "\"createdTime\"",
            "\"lastUpdatedTime\"",
            "\"fulfillment_status\"", "\"sales_channel\"", "\"order_items\"", "\"created_time\"")
        || head.contains("\"Orders\"", "\"orders\"") && head.contains("\"CreatedBefore\"", "\"pagination\"")
    }
  ) { file, reading throws(ReportError) in
    try reading.ordersAPI(file)
  }
}

extension Reading {
  /// Reads the orders of a file and joins them with those of other files.
  fileprivate mutating func ordersAPI(_ file: OpenFile) throws(ReportError) {
    var answers = OrdersAPIAnswers(name: file.name, number: file.number, settings: settings)
    var walker = OrdersAPIWalker(file.text)
    try walker.walk { order, place throws(ReportError) in try answers.take(order, at: place) }
    pages.add(walker.pages)
    for fault in walker.faults { book.add(fault) }
    for fault in answers.faults { book.add(fault) }
    seen.formUnion(answers.seen)
    stores.formUnion(answers.seen)
    guard answers.count > 0 else {
      throw ReportError(
        file.name, "answers of the Orders API without any order. Ask it for a period with orders.",
        .empty)
    }
    for sentence in answers.notes { note(file.name, sentence) }
    book.inputs.append(file.input(rows: answers.count, orders: answers.orders))
    if let evening = answers.evening {
      merge.add(
        answers.tables, number: file.number,
        OrderJoin.File(name: file.name, kind: file.kind, fields: answers.fields, evening: evening))
    }
  }
}
