import AccountHealth
import Reporting
import Testing

@Suite("Orders written as canonical CSV")
struct OrdersFileTests {
  @Test("Every column, what is not known empty, foreign text made safe")
  func rows() {
    let day = SampleForecasts.asOf
    var full = Order(id: "=1", purchased: day)
    full.shipBy = day + 1
    full.shipped = day + 2
    full.deliverBy = day + 5
    full.delivered = day + 6
    full.tracking = .valid
    full.cancelled = day + 8
    full.cancelledBy = .buyer
    full.defect = .aToZClaim
    full.defectRecorded = day + 9
    full.units = 2
    full.amount = 12.5
    full.currency = "USD"
    full.sku = "a,b"
    full.category = "toys"
    var bare = Order(id: "2", purchased: day)
    bare.channel = .amazon
    #expect(
      OrdersFile.text([full, bare], account: "acme", marketplace: "amazon.com") == """
        account,order_id,purchased_at,marketplace,channel,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,defect,defect_at,units,amount,currency,sku,category
        acme,'=1,2026-11-23,amazon.com,seller,2026-11-24,2026-11-25,2026-11-28,2026-11-29,valid,2026-12-01,buyer,a_to_z_claim,2026-12-02,2,12.50,USD,"a,b",toys
        acme,2,2026-11-23,amazon.com,amazon,,,,,,,,,,1,,,,

        """)
  }
}
