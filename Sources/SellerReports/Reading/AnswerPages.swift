/// The pages of orders that Amazon's Orders API answered. Each but the last one names a further page.
struct AnswerPages: Sendable, Hashable {
  private var further = 0
  private var last = 0

  mutating func add(namesFurther: Bool) {
    if namesFurther { further += 1 } else { last += 1 }
  }

  mutating func add(_ other: AnswerPages) {
    further += other.further
    last += other.last
  }

  /// What the user should know; `nil` if a last page is there, or no page.
  var note: String? {
    guard further > 0, last == 0 else { return nil }
    return
      "Orders API answers: \(further == 1 ? "the only page names" : "each of the \(further) pages names") a further one (nextToken), so orders are missing, and every rate is of a part of them. Ask for all pages, until one has no nextToken, and add them."
  }
}
