import Testing

@Suite("What each file is, and what would improve the answer")
struct FilesCommandTests {
  private static let all =
    "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tbuyer-name\n"
    + (1...9).map {
      "900-000000\($0)-0000001\t2026-11-0\($0)T20:00:00+00:00\t2026-11-18T20:00:00+00:00\tShipped\tMerchant\tAmazon.com\tJane\n"
    }.joined()
  private static let report =
    "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tsales-channel\n"
    + (1...5).map {
      "900-000000\($0)-0000001\t1\t2026-11-0\($0)T20:00:00+00:00\t2026-11-0\($0 + 2)T20:00:00+00:00\tAmazon.com\n"
    }.joined()
  private static let labels =
    "Order - Number,Date - Label Create Date,Ship To - Name\n900-0000003-0000001,11/6/2026,Jane\n"
  private static let stock = "sku\tfnsku\tafn-fulfillable-quantity\nA\tX\t1\n"

  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.all, to: "all.txt")
    try folder.write(Self.report, to: "report.txt")
    try folder.write(Self.labels, to: "labels.csv")
    try folder.write(Self.stock, to: "stock.txt")
    return folder
  }

  private static let names = ["all.txt", "report.txt", "labels.csv", "stock.txt"]

  @Test("headroom files: kind, account, days, orders, what is shared and what is not read")
  func table() throws {
    let run = try CommandLineRun(["files"] + Self.names, in: folder())
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      run.output == """
        file        what it is                account     first day   last day    orders  shared
        all.txt     Amazon all-orders report  amazon.com  2026-11-01  2026-11-09       9       5
        report.txt  Amazon order report       amazon.com  2026-11-01  2026-11-05       5       5
        labels.csv  ShipStation shipments     –           2026-11-06  2026-11-06       1       1
        stock.txt   FBA inventory report      –           –           –                0       0
        shared: the most of its orders that any one of the other files has as well.

        all.txt
          brings channel
          shares 5 orders with report.txt
          shares 1 order with labels.csv
          not read: buyer-name

        report.txt
          brings ship_by
          shares 5 orders with all.txt
          shares 1 order with labels.csv

        labels.csv
          brings shipped_at
          shares 1 order with all.txt
          shares 1 order with report.txt
          understood: Order - Number as order number, Date - Label Create Date as day of the label
          not read: Ship To - Name

        stock.txt
          brings stock at Amazon for headroom loss and headroom removal: 1 unit of 1 SKU (1 sellable, 0
            unsellable, 0 reserved), without prices
          understood: sku as SKU, fnsku as Amazon's label, afn-fulfillable-quantity as units that can be
            sold

        """)
  }

  @Test("headroom files as CSV and JSON")
  func formats() throws {
    let folder = try folder()
    let csv = try CommandLineRun(["files"] + Self.names + ["--format", "csv"], in: folder)
    let lines = csv.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "file,kind,accounts,first_day,last_day,rows,orders,fields,columns_not_read,shared_orders,left_out")
    #expect(
      lines.dropFirst().first
        == "all.txt,Amazon all-orders report,amazon.com,2026-11-01,2026-11-09,9,9,channel,buyer-name,9 5 1 0,"
    )
    let json = try CommandLineRun(["files"] + Self.names + ["--format", "json"], in: folder)
    #expect(
      json.output.split(separator: "\n").dropFirst().first?.hasPrefix(
        "{\"accounts\":[\"amazon.com\"],\"columns\":[{\"meaning\":\"order-id\",\"name\":\"order-id\"}")
        == true)
    #expect(!(csv.output + json.output).contains("Jane"))
  }

  @Test(
    "A column file is an option of every command that reads files, and validate shows the first rows by it")
  func columns() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "columns: {order_id: Auftrag, purchased_at: Datum, ship_by: Frist, shipped_at: Versand}\ndates: dmy\n",
      to: "columns.yaml")
    let rows = (1...9).map { "A-\($0);0\($0).11.2026;1\($0).11.2026;0\($0).11.2026;Jane\n" }.joined()
    try folder.write("Auftrag;Datum;Frist;Versand;Kunde\n" + rows, to: "shop.csv")
    let status = try CommandLineRun(
      ["status", "shop.csv", "--columns", "columns.yaml", "--began", "2026-11-01", "--format", "csv", "-q"],
      in: folder)
    #expect(status.output.contains("amazon.com,late_shipment_rate_30d,2026-11-09,9,0,"), "\(status.errors)")
    let without = try CommandLineRun(["status", "shop.csv"], in: folder)
    #expect(
      without.status == 65 && without.errors.contains("found the columns 'Auftrag', 'Datum'"),
      "\(without.errors)")
    let valid = try CommandLineRun(["validate", "columns.yaml"], in: folder)
    #expect(valid.output == "columns.yaml: a valid column file of 1 table\n")
    let shown = try CommandLineRun(["validate", "shop.csv", "--columns", "columns.yaml"], in: folder)
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(
      shown.output == """
        shop.csv: table read by a column file, Auftrag as order_id, Datum as purchased_at, Frist as ship_by,
          Versand as shipped_at

        order_id  purchased_at  channel  ship_by     shipped_at  units
        A-1       2026-11-01    seller   2026-11-11  2026-11-01  1
        A-2       2026-11-02    seller   2026-11-12  2026-11-02  1
        A-3       2026-11-03    seller   2026-11-13  2026-11-03  1
        A-4       2026-11-04    seller   2026-11-14  2026-11-04  1
        A-5       2026-11-05    seller   2026-11-15  2026-11-05  1

        """)
    try folder.write("columns: {order_id: A, sent: B}\n", to: "bad.yaml")
    let commands: [(String, [String])] = [
      ("status", []), ("forecast", []), ("whatif", ["--set", "late_shipment=x0.6"]), ("rank", []),
      ("report", ["-o", "r.html"]), ("explain", ["--metric", "cancellation_rate", "--from", "2026-11-01"]),
      ("backtest", ["--from", "2026-11-01", "--to", "2026-11-05"]), ("files", []),
    ]
    for (command, more) in commands {
      let run = try CommandLineRun([command, "shop.csv", "--columns", "bad.yaml"] + more, in: folder)
      #expect(run.status == 65, "\(command): \(run.errors)")
      #expect(
        run.errors.contains("bad.yaml:1:24: columns.sent: found an unknown name"), "\(command): \(run.errors)"
      )
    }
  }

  @Test("status ends with the files that would improve it most, where they are, and why")
  func advice() throws {
    let folder = try folder()
    func last(_ files: String...) throws -> String {
      let run = try CommandLineRun(["status"] + files + ["-q"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return String(run.output.split(separator: "\n\n").last ?? "")
    }
    #expect(
      try last("all.txt", "report.txt", "labels.csv") == """
        These files would improve the answer most:
        Late shipment download (Seller Central → Performance → Account Health → Late Shipment Rate → View
          details → Download report). It decides late_shipment_rate_30d, late_shipment_rate_10d, of which
          these files leave some orders open.
        Order defect download (Seller Central → Performance → Account Health → Order Defect Rate → View
          details → Download report). Without it, order_defect_rate, order_defect_rate_fba are not shown.

        """)
    // Late shipments need two files, which are named together.
    try folder.write(
      "order_id,purchased_at,channel,cancelled_at,cancelled_by,defect\n1,2026-11-01,seller,,,\n",
      to: "few.csv")
    #expect(
      try last("few.csv") == """
        These files would improve the answer most:
        Order report with its date columns (Seller Central → Orders → Order Reports). Without it,
          late_shipment_rate_30d, late_shipment_rate_10d are not shown.
        Late shipment download (Seller Central → Performance → Account Health → Late Shipment Rate → View
          details → Download report). Without it, late_shipment_rate_30d, late_shipment_rate_10d are not
          shown.

        """)
    try folder.write(
      "order_id,purchased_at,channel,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,defect\n"
        + "1,2026-11-01,seller,2026-11-03,2026-11-02,2026-11-08,2026-11-06,valid,,,\n", to: "orders.csv")
    #expect(
      try last("orders.csv") == """
        This file would improve the answer most:
        V2 seller performance report (Selling Partner API, GET_V2_SELLER_PERFORMANCE_REPORT). It shows
          whether Amazon counts the same orders.

        """)
    // Deliveries are there, and not which orders were sent: a list of late ones does not say that.
    try folder.write(
      "order_id,purchased_at,channel,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,defect\n"
        + "1,2026-11-01,seller,2026-11-08,2026-11-06,valid,,,\n", to: "sent.csv")
    let sent = try last("sent.csv").replacing("\n  ", with: " ")
    #expect(
      sent.contains(
        "All-orders report (Seller Central → Reports → Fulfillment → All Orders). Without it, on_time_delivery_rate, valid_tracking_rate are not shown."
      ), "\(sent)")
  }
}
