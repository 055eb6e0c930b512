import Testing

@testable import SellerReports

@Suite("Any bytes give an answer or an error, and never a trap or an endless run")
struct FuzzTests {
  private static let seeds: [String] = [
    """
    order_id,purchased_at,account,marketplace,channel,ship_by,tracking,defect,defect_at,units,amount,sku,updated_at
    1,2026-01-01T10:00:00Z,a,amazon.de,seller,2026-01-03,valid,,,2,19.90,"a ""b"", c",2026-01-04
    1,2026-01-01T10:00:00+01:00,a,amazon.de,amazon,,none,chargeback,2026-01-09,1,"1,5",'=x,
    "2",2026-03-08T09:59:59-08:00,,,,,invalid,,,,,,2026-01-04T00:00
    """,
    "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tquantity\n"
      + "1\t2026-11-02T08:04:21+00:00\t2026-11-03T22:07:59+00:00\tCancelled\tAmazon\tAmazon.de\t2\n"
      + "2\t2026-11-02T08:04:21+00:00\t\tShipped\tMerchant\tNon-Amazon\t1\r\n",
    "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tsales-channel\tquantity-purchased\titem-price\t"
      + "is-buyer-requested-cancellation\n1\t1\t2026-11-02T08:04:21+00:00\t2026-11-05T07:59:59+00:00\tAmazon.de\t2\t"
      + "19.90\ttrue\n1\t2\t2026-11-02T08:04:21+00:00\t\t\t1\t5\tfalse\r\n",
    """
    {"accountStatuses":[{"marketplaceId":"ATVPDKIKX0DER","status":"NORMAL"}],"performanceMetrics":[{"marketplaceId":
    "ATVPDKIKX0DER","lateShipmentRate":{"reportingDateRange":{"reportingDateFrom":"2026-10-21T00:00:00Z",
    "reportingDateTo":"2026-11-19T23:59:59Z"},"status":"GOOD","targetValue":0.04,"targetCondition":"LESS_THAN",
    "orderCount":812,"lateShipmentCount":19},"validTrackingRate":{"shipmentCount":1e3,"validTrackingCount":-1}}]}
    """,
  ]
  private static let pieces: [[UInt8]] = [
    [0x22], [0x2C], [0x0A], [0x0D], [0x0D, 0x0A], [0x09], [0], [0xFF], [0xC3], [0xE2, 0x80, 0xA8],
    Array("''=".utf8),
    Array("9999999999".utf8), Array("2026-12-31T23:59:60+18:59".utf8), Array("0001-01-01T00:00Z".utf8),
    Array("-".utf8), Array("1e400".utf8), Array("{\"count\":".utf8), Array("[".utf8), [0xEF, 0xBB, 0xBF],
    [0x1F, 0x8B],
  ]

  /// Reads the bytes, and checks what must hold for any bytes.
  private func read(_ bytes: [UInt8]) {
    guard let book = try? Seller.reader().read(bytes, name: "fuzz") else { return }
    for order in book.orders {
      #expect((order.defect == nil) == (order.defectRecorded == nil))
      #expect(!order.id.isEmpty && order.units >= 0)
    }
    for entry in book.performance.flatMap(\.entries) {
      #expect(0...entry.count.orders ~= entry.count.bad)
    }
    #expect(book.faults.count == min(book.faultCount, 1000))
  }

  @Test("Random bytes, bare, after a header and in gzip", arguments: 0..<4)
  func randomBytes(kind: Int) {
    var dice = Dice(seed: 43 + UInt64(kind))
    for _ in 0..<1000 {
      let bytes = (0..<dice.below(400)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      switch kind {
      case 0: read(bytes)
      case 1: read(Array("order_id,purchased_at,sku\n".utf8) + bytes)
      case 2: read(Array("amazon-order-id\tpurchase-date\tsku\n".utf8) + bytes)
      default: read([0x1F, 0x8B, 8, 0] + bytes)
      }
    }
  }

  @Test("Good files with bytes changed, left out, doubled and inserted, plain and in gzip", arguments: 0..<4)
  func mutations(seed: Int) {
    var dice = Dice(seed: 60 + UInt64(seed))
    let original = Array(Self.seeds[seed].utf8)
    read(original)
    for round in 0..<1500 {
      var bytes = original
      for _ in 0...dice.below(6) where !bytes.isEmpty {
        let place = dice.below(bytes.count)
        let end = min(bytes.count, place + 1 + dice.below(20))
        switch dice.below(5) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: dice.below(bytes.count))
        case 3: bytes.insert(contentsOf: Self.pieces[dice.below(Self.pieces.count)], at: place)
        default: bytes.replaceSubrange(place..<end, with: Self.pieces[dice.below(Self.pieces.count)])
        }
      }
      guard round % 3 == 0 else {
        read(bytes)
        continue
      }
      var packed = Gzip.file(bytes)
      if round % 2 == 0 { packed[dice.below(packed.count)] ^= 1 << UInt8(dice.below(8)) }
      read(Array(packed.prefix(round % 5 == 0 ? dice.below(packed.count) : packed.count)))
    }
  }

  @Test("The same book and the same errors through a file as from memory")
  func throughFiles() throws {
    var dice = Dice(seed: 70)
    for _ in 0..<200 {
      var bytes = Array(Self.seeds[dice.below(4)].utf8)
      for _ in 0..<3 { bytes[dice.below(bytes.count)] = UInt8(truncatingIfNeeded: dice.next()) }
      func said(_ body: () throws -> OrderBook) -> String {
        do { return "\(try body())" } catch { return "\(error)" }
      }
      #expect(
        said { try Seller.book(bytes, name: "fuzz") }
          == said { try Seller.reader().read(bytes, name: "fuzz") })
    }
  }
}
