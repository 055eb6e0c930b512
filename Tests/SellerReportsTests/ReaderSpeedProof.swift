import Foundation
import Testing

@testable import SellerReports

/// How fast rows are split and read beside Python's csv module on the same file, in processor time of one
/// run. A ratio says the same on a fast and on a slow machine.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil), .serialized)
struct ReaderSpeedProof {
  private static let rows = 1_000_000

  @Test(
    "1,000,000 rows are split in half the time of Python's csv or less, and read in three times it and 260 MB"
  )
  func split() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/orders.csv"
    try SampleOrders.write(Self.rows, to: path)
    let size = try #require(
      try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    let clock = ContinuousClock()
    var begun = clock.now
    var used = Self.processorSeconds
    var fields = 0
    let source = try TextSource(ByteSource(path: path))
    let reader = DelimitedReader(source, TableShape(delimiter: 0x2C, quotes: true, offset: 0, line: 1))
    while let row = try reader.next() { fields += row.count }
    let split = Self.processorSeconds - used
    let splitWall = begun.duration(to: clock.now)
    #expect(fields == 19 * (Self.rows + 1))
    let megabytes = Double(size) / 1e6
    let speed = megabytes / split
    print(
      "ReaderSpeedProof: \(Int(megabytes)) MB, split \(Int(speed)) MB/s (wall \(Int(megabytes / Self.seconds(splitWall))))"
    )
    let python = try python(path)

    Self.forgetPeak()
    let resident = Self.megabytes("VmRSS:") ?? 0
    (begun, used) = (clock.now, Self.processorSeconds)
    let book = try Seller.reader().read([path])
    let whole = Self.processorSeconds - used
    let wholeWall = Self.seconds(begun.duration(to: clock.now))
    let peak = Self.peakMegabytes
    print(
      String(
        format: "ReaderSpeedProof: whole read of %d orders %.2f s (wall %.2f), at most %@ MB of memory",
        book.accounts.reduce(0) { $0 + $1.orders.count }, whole, wholeWall, peak.map { "\($0)" } ?? "?"))
    // The program itself takes 40 MB beside it.
    if let peak { #expect(peak - resident < 260) }
    #expect(book.faultCount == 0)
    #expect(book.orders.count == Self.rows)
    guard let python else { return print("ReaderSpeedProof: no python3 to compare with") }
    print(
      String(
        format: "ReaderSpeedProof: python3 csv %.2f s; splitting takes %.2f of it, reading %.2f times it",
        python,
        split / python, whole / python))
    #expect(split < python / 2)
    #expect(whole < 3 * python)
  }

  /// The processor time of Python's csv module for the file; `nil` without Python.
  private func python(_ path: String) throws -> Double? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import csv,sys,time; s=time.process_time(); n=sum(len(r) for r in csv.reader(open(sys.argv[1],newline='')));"
        + " print(time.process_time()-s)", path,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return process.terminationStatus == 0 ? Double(text.dropLast()) : nil
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  /// The largest resident memory of this process so far, the tests themselves included; nil where Linux does
  /// not say.
  private static var peakMegabytes: Int? { megabytes("VmHWM:") }

  /// A line of the state of this process, in MB.
  private static func megabytes(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { return nil }
    return kilobytes * 1024 / 1_000_000
  }

  /// Resets the peak, because other proofs may have run before (proc(5), clear_refs).
  private static func forgetPeak() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    file.write(Data("5".utf8))
    file.closeFile()
  }

  /// The processor time of this thread, on which all of the reading runs; other proofs run on other threads.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Orders with all 19 columns filled, the same for every run.
enum SampleOrders {
  private static let header =
    "order_id,purchased_at,account,marketplace,channel,ship_by,shipped_at,deliver_by,delivered_at,tracking,"
    + "cancelled_at,cancelled_by,defect,defect_at,units,amount,currency,sku,category\n"

  static func write(_ rows: Int, to path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    var dice = Dice(seed: 71)
    var text = header
    let days = (0..<32).map { "2026-01-\($0 < 9 ? "0" : "")\(min($0 + 1, 31))T10:11:12Z" }
    for row in 0..<rows {
      let day = row * 20 / rows
      let (late, defect) = (dice.below(3), dice.below(100) == 0)
      text +=
        "900-\(1_000_000 + row)-\(1_000_000 + dice.below(9_000_000)),\(days[day]),shop one,amazon.com,seller,"
        + "\(days[day + 2]),\(days[day + 1 + late]),\(days[day + 6]),\(days[day + 5]),valid,,,"
        + (defect ? "a_to_z_claim,\(days[day + 9])," : ",,")
        + "\(1 + dice.below(3)),\(dice.below(100)).99,USD,SKU-\(10_000 + dice.below(5000))-LONGER-NAME,"
        + (row % 10 == 0 ? "\"Home, \"\"Garden\"\"\"\n" : "Shoes\n")
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}
