import AccountHealth
import Testing

@Suite("Where an order goes, and who carries it")
struct RegionTests {
  @Test(
    "A state of the USA or Canada, a British postal area, else the first digit of a postal code",
    arguments: [
      ("US", "CA", "90001-1234", "US-CA"), ("us", "California", nil, "US-CA"),
      ("US", "new york", "10001", "US-NY"), ("US", "D.C.", nil, "US-DC"), ("US", "Springfield", "62701", nil),
      ("US", nil, "62701", nil), ("CA", "ON", nil, "CA-ON"), ("CA", "TX", nil, nil),
      ("GB", "Greater London", "SW1A 1AA", "GB-SW"), ("UK", nil, "m1 1ae", "GB-M"),
      ("GB", "London", "XX1 1XX", nil),
      ("DE", "Bayern", "80331", "DE-8"), ("DE", nil, "1067", "DE-0"), ("DE", nil, "803", nil),
      ("NL", nil, "1012 AB", "NL-1"), ("JP", nil, "100-0001", "JP-1"), ("PL", nil, "00-001", "PL-0"),
      ("AU", nil, "800", "AU-0"), ("AE", "Dubai", "00000", nil), ("", "CA", nil, nil),
      ("Jane", "CA", "1", nil),
    ] as [(String, String?, String?, String?)])
  func address(country: String, state: String?, postalCode: String?, code: String?) {
    #expect(Order.Region(country: country, state: state, postalCode: postalCode)?.code == code)
  }

  @Test("Only a code of the list is read back; anything finer is none")
  func codes() {
    for code in ["US-CA", "GB-SW", "DE-8", "JP-0", "CA-QC"] { #expect(Order.Region(code)?.code == code) }
    for text in ["DE-80331", "US-Springfield", "GB-SW1A", "US-", "", "us-ca", "XX-1"] {
      #expect(Order.Region(text) == nil, "\(text)")
    }
  }

  @Test("An order keeps each of them beside the other")
  func both() {
    for carrier in [nil] + Order.Carrier.allCases {
      for region in [nil, Order.Region("US-AL"), Order.Region("TR-9")] {
        var order = Order(id: "1", purchased: Day(number: 20_000))
        (order.carrier, order.region) = (.ups, Order.Region("FR-7"))
        (order.region, order.carrier) = (region, carrier)
        #expect(order.region == region && order.carrier == carrier)
      }
    }
  }
}
