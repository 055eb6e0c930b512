import Foundation
import Testing

@testable import SellerReports

@Suite("What stops a file, word for word")
struct FatalErrorTests {
  private static let good = "order_id,purchased_at\n1,2026-01-01\n"

  private func stop(_ path: String) -> String? {
    do throws(ReportError) {
      _ = try Seller.reader().read([path])
      return nil
    } catch {
      return error.description
    }
  }

  @Test("No such file, a folder, a file that must not be read, no name at all")
  func paths() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Array(Self.good.utf8), "orders.csv")
    #expect(
      stop(folder.path + "/none.csv")
        == "\(folder.path)/none.csv: no such file. Check the name and the folder.")
    #expect(stop(file + "/x") == "\(file)/x: no such file. Check the name and the folder.")
    #expect(stop(folder.path) == "\(folder.path): a folder, expected a file. Name the files in it.")
    #expect(stop("") == ": no such file. Check the name and the folder.")
    #expect(stop("no\u{1B}[1m.csv") == "no\\u{1b}[1m.csv: no such file. Check the name and the folder.")
    if geteuid() != 0 {
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
      #expect(stop(file) == "\(file): cannot be read (Permission denied). Check its permissions.")
    }
  }

  @Test("Empty, white space, only a header")
  func empty() throws {
    #expect(try Seller.error("") == "orders.csv: an empty file. Export or download it again.")
    #expect(
      try Seller.error("\u{FEFF}\r\n \n")
        == "orders.csv: nothing but white space. Export or download it again.")
    #expect(
      try Seller.error("order_id,purchased_at\n\n")
        == "orders.csv: 0 rows under the header. Export it again with orders in it.")
    #expect(
      try Seller.error("amazon-order-id\tpurchase-date")
        == "orders.csv: 0 rows under the header. Export it again with orders in it.")
  }

  @Test(
    "Files that are no text of a kind that is read")
  func otherKinds() throws {
    let binary = "orders.csv: a binary file, expected text. Export orders as CSV or tab-separated text."
    #expect(try Seller.error([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1]) == binary)
    #expect(try Seller.error((1...31).map { $0 }) == binary)
    for (bytes, what) in Self.otherDocuments {
      #expect(try Seller.error(bytes)?.hasPrefix("orders.csv: \(what)") == true, "\(what)")
    }
    #expect(
      try Seller.error("<report/>", name: "v1.xml")
        == "v1.xml: an XML or HTML file that is no seller performance report. Download the V2 seller performance report (JSON)."
    )
    #expect(
      try Seller.error("Date\tRating\tComments\tYour Response\tOrder ID\tRater Email")
        == "orders.csv: feedback report, 0 rows. It is about orders that it does not list. Give it together with the all-orders report, and for the whole rate the order defect download."
    )
    #expect(
      try Seller.error("Order ID\tOrder date\tReturn request date\tA-to-Z Claim")
        == "orders.csv: returns report, 0 rows. It is about orders that it does not list. Give it together with the all-orders report, and for the whole rate the order defect download."
    )
  }

  /// Documents that are saved instead of a report.
  private static let otherDocuments: [([UInt8], String)] = [
    ([0x50, 0x4B, 3, 4] + Array("....[Content_Types].xml".utf8), "an Excel workbook (.xlsx)"),
    ([0x50, 0x4B, 3, 4] + Array("....orders.csv".utf8), "a ZIP archive"),
    (
      [0x50, 0x4B, 3, 4] + Array("....mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8),
      "an OpenDocument table (.ods)"
    ),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "an old Office file such as .xls"),
    (Array("%PDF-1.7\n%\u{E2}".utf8), "a PDF, which has no rows"),
    (Array("<!DOCTYPE html>\n<html><head><title>Amazon Sign-In</title>".utf8), "a web page that was saved"),
    (Array("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr>".utf8), "a table in HTML"),
    (
      Array("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".utf8),
      "a table in HTML or XML"
    ),
  ]

  @Test(
    "Beside a good file such a document, broken JSON, a broken gzip file or an open quote is left out, and named"
  )
  func leftOut() throws {
    let packed = Gzip.file(Array((Self.good + String(repeating: "1,2026-01-01\n", count: 99)).utf8))
    var broken = packed
    broken[packed.count - 6] ^= 1
    let damaged: [([UInt8], String)] =
      Self.otherDocuments + [
        (Array("[{\"AmazonOrderId\": \"900-0000001-0000001\", ".utf8), "not valid JSON"),
        (Array("[none of this is JSON".utf8), "not valid JSON"),
        (broken, "the gzip data are damaged"), (Array(packed.prefix(20)), "the gzip file is cut off"),
        (Array((Self.good + "2,\"2026-01-02\n").utf8), "3: field 2 opens a quote"),
      ]
    for (bytes, what) in damaged {
      let folder = try TemporaryFolder()
      let paths = [
        try folder.write(bytes, "bad.csv"), try folder.write(Array(Self.good.utf8), "good.csv"),
      ]
      for reader in [Seller.reader(), Seller.reader(marketplace: nil)] {
        for files in [paths, paths.reversed()] {
          let book = try reader.read(files)
          #expect(book.orders.map(\.id) == ["1"], "\(what)")
          #expect(book.leftOut.count == 1 && book.leftOut[0].description.contains(what), "\(what)")
        }
        let kept = try reader.keep(paths)
        #expect(kept.files.count == 1 && kept.leftOut.count == 1, "\(what)")
      }
      #expect(throws: ReportError.self) { try Seller.reader().read([paths[0]]) }
    }
    // A missing file is a mistake of the command line.
    let folder = try TemporaryFolder()
    let good = try folder.write(Array(Self.good.utf8), "good.csv")
    #expect(throws: ReportError.self) { try Seller.reader().read([good, folder.path + "/none.csv"]) }
  }

  @Test("A line in square brackets above a table is no JSON")
  func bracketedLine() throws {
    let book = try Seller.book("[Orders of June, 3 rows]\n\norder_id,purchased_at\n1,2026-01-01\n")
    #expect(book.orders.map(\.id) == ["1"])
    #expect(try Seller.error("[1, 2]")?.contains("JSON of no kind that is read") == true)
  }

  @Test("A table of the seller's own is shown with its columns and the beginning of a column file")
  func skeleton() throws {
    let table =
      "Belegnummer;Kunde;Belegdatum;Versanddatum;Betrag\nAB-1001;Max Muster;01.10.2026;03.10.2026;9,90\n"
      + "AB-1002;Eva Muster;02.10.2026;04.10.2026;9,90\n"
    let error = try #require(try Seller.error(table, name: "erp.csv"))
    #expect(
      error.hasPrefix(
        "erp.csv:1: order_id: found the columns 'Belegnummer', 'Kunde', 'Belegdatum', 'Versanddatum', 'Betrag', expected"
      ))
    let line =
      "columns: {order_id: \"Belegnummer\", purchased_at: \"Belegdatum\", shipped_at: \"Versanddatum\"}"
    #expect(error.contains("say --columns columns.yaml: \(line) ."))
    #expect(!error.contains("Muster"))
    // The line is a column file that reads the table.
    let maps = try ColumnMap.maps(document: Array(line.utf8), file: "columns.yaml")
    let folder = try TemporaryFolder()
    let book = try OrderBookReader(
      marketplace: "amazon.de", timeZone: { _ in nil }, marketplaceName: { $0 }, columns: maps
    ).read([try folder.write(Array(table.utf8), "erp.csv")])
    #expect(book.orders.map(\.id) == ["AB-1001", "AB-1002"])
    #expect(book.orders.map { $0.shipped?.description } == ["2026-10-03", "2026-10-04"])
    // A first row of data is not shown.
    let data = try #require(try Seller.error("Max Muster;Am Tag 3;AB-1\nEva Muster;01.10.2026;AB-2\n"))
    #expect(!data.contains("Muster"))
  }

  @Test("Headers that lack a column, repeat one or are separated otherwise")
  func headers() throws {
    #expect(
      try Seller.error("order,purchased_at\n1,2026-01-01")
        == "orders.csv:1: order_id: found the columns 'order', 'purchased_at', expected one named order_id. Add it, or name it so in the header, or say with --columns which column is which."
    )
    #expect(
      try Seller.error("\norder_id,date\n1,2026-01-01")
        == "orders.csv:2: purchased_at: found the columns 'order_id', 'date', expected one named purchased_at. If a column has the day of purchase, name it so; no other day will do, or say with --columns which column is which."
    )
    #expect(
      try Seller.error("number,date\n1,2026-01-01")
        == "orders.csv:1: order_id: found the columns 'number', 'date', expected a header with order_id and purchased_at, or a report of Amazon. If it is a table of your own, save the next line as columns.yaml, correct it, and say --columns columns.yaml: columns: {order_id: \"number\", purchased_at: \"date\"} . It may also name channel, ship_by, shipped_at, deliver_by, delivered_at, tracking, cancelled_at, cancelled_by, defect."
    )
    #expect(
      try Seller.error("amazon-order-id\tsku\n1\tA")
        == "orders.csv:1: purchase-date: found the columns 'amazon-order-id', 'sku', expected one named purchase-date. Download the report again, unchanged."
    )
    #expect(
      try Seller.error("order_id,purchased_at,Ship By,ship_by\n1,2026-01-01,,")
        == "orders.csv:1: the column 'ship_by' appears twice. Keep the right one.")
    #expect(try Seller.error("order_id,purchased_at,note,note\n1,2026-01-01,,") == nil)
  }

  @Test("A quote that is never closed, a NUL, a long line, many columns")
  func limits() throws {
    #expect(
      try Seller.error(Self.good + "2,\"2026-01-02\n3,2026-01-03\n")
        == "orders.csv:3: field 2 opens a quote that is never closed. Export the file again, or close it.")
    let longLine =
      "orders.csv:3: a line of more than 1048576 bytes, or a quote that is never closed. Export the file again."
    for quote in ["", "\""] {
      let line = quote + String(repeating: "x", count: 2 << 20) + quote
      #expect(try Seller.error(Self.good + line + "\n4,2026-01-01\n") == longLine)
      #expect(
        try Seller.error(Self.good + "\"" + String(repeating: "row,2026-01-01\n", count: 400_000)) == longLine
      )
    }
    let rows = String(repeating: "7,2026-01-01\n", count: 10_000)
    #expect(
      try Seller.error(Array((Self.good + rows).utf8) + [0])
        == "orders.csv:10003: a NUL byte: this is not a text file. Export it as CSV or tab-separated text.")
    let columns = (3...1024).map { "c\($0)" }.joined(separator: ",")
    #expect(try Seller.error("order_id,purchased_at,\(columns)\n1,2026-01-01") == nil)
    #expect(
      try Seller.error("order_id,purchased_at,\(columns),c1025\n1,2026-01-01")
        == "orders.csv:1: more than 1024 columns. Is this an order file?")
  }

  @Test("An account that is in none of the files")
  func unknownAccount() throws {
    let text = "order_id,purchased_at,account\n1,2026-01-01,b\n2,2026-01-01,a\n"
    #expect(
      try Seller.error(text, account: "c")?.hasSuffix(
        "/orders.csv: account: found no rows of 'c', expected one of 'a', 'b'. Check --account.") == true)
    let many = "order_id,purchased_at,account\n" + (0..<2000).map { "1,2026-01-01,\(1000 + $0)\n" }.joined()
    #expect(
      try Seller.error(many, account: "c")?.hasSuffix(
        "expected one of '1000', '1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1009' and 1990 more. Check --account."
      ) == true)
  }
}

@Suite("Gzip")
struct GzipTests {
  private static let text =
    "order_id,purchased_at\n" + (0..<20_000).map { "order \($0),2026-01-01\n" }.joined()
  private static let file = Gzip.file(Array(text.utf8))

  @Test("One member, several members, zeros after the last")
  func members() throws {
    #expect(try Seller.book(Self.file).orders.count == 20_000)
    let halves =
      Gzip.file(Array(Self.text.utf8.prefix(77_777))) + Gzip.file(Array(Self.text.utf8.dropFirst(77_777)))
    #expect(try Seller.book(halves).orders.count == 20_000)
    let book = try Seller.book(Self.file + [0, 0, 0])
    #expect(book.orders.count == 20_000)
  }

  @Test("The hash is that of the bytes on disk")
  func hash() throws {
    // sha256sum of what `printf 'order_id,purchased_at\n1,2026-01-01\n'` writes.
    let book = try Seller.book("order_id,purchased_at\n1,2026-01-01\n")
    #expect(book.inputs.map(\.sha256) == ["f7acc09411c47f48cc49e4aeb7af140529c7a5ef14721900630eb56f56edb370"])
  }

  @Test("Cut off: says how many rows were read before")
  func cut() throws {
    let said =
      "orders.csv: the gzip file is cut off: it ends in the middle of its data. Download or copy it again."
    #expect(try Seller.error(Array(Self.file.prefix(5))) == said)
    #expect(try Seller.error(Array(Self.file.prefix(20))) == said)
    let small = Gzip.file(Array(Self.text.utf8.prefix(2000)))
    #expect(
      try Seller.error(Array(small.dropLast(8)))
        == said + " 99 rows had been read before it; none of them is used.")
    let message = try #require(try Seller.error(Array(Self.file.prefix(300_000))))
    let rows = try #require(message.dropFirst(said.count + 1).split(separator: " ").first.flatMap { Int($0) })
    #expect(message == said + " \(rows) rows had been read before it; none of them is used.")
    #expect(rows == 13_524)
  }

  @Test("Damaged: a wrong checksum, a broken block, trash from the start")
  func damaged() throws {
    let said = "orders.csv: the gzip data are damaged. Download or copy the file again."
    var bytes = Self.file
    bytes[bytes.count - 6] ^= 1
    #expect(try Seller.error(bytes) == said + " 20000 rows had been read before it; none of them is used.")
    var block = Self.file
    block[10 + 5 + 65_535] = 0xFF
    #expect(try Seller.error(block)?.hasPrefix(said + " 3028 rows") == true)
    #expect(try Seller.error([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 0xFF, 0xFF]) == said)
  }
}
