import AccountHealth

/// The columns of Amazon's order reports from which the region of an order is told. Nothing of their text is
/// kept: the rest of an address is never read.
struct AddressColumns {
  static let names = ["ship-country", "ship-state", "ship-postal-code"]
  private let country, state, postalCode: Int?

  init(_ header: Header) {
    country = header["ship-country"]
    state = header["ship-state"]
    postalCode = header["ship-postal-code"]
  }

  func region(_ row: RowReader) -> Order.Region? {
    guard let country = row.text(country) else { return nil }
    return Order.Region(country: country, state: row.text(state), postalCode: row.text(postalCode))
  }
}
