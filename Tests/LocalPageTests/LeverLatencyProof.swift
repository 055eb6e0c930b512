import Foundation
import Glibc
import SellerReports
import Synthesis
import Testing
import Workspace

@testable import LocalPage

/// How long an answer to a lever takes, for sellers of 3, 60 and 300 orders a day. Nothing is asserted of the
/// wall clock.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil), .serialized)
struct LeverLatencyProof {
  /// Levers moved on one page, and pages opened.
  private static let (rounds, pages) = (20, 5)

  private struct Time {
    var wall: Double
    var cpu: Double

    static var now: Time {
      func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
      }
      return Time(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    static func median(_ times: [Time]) -> Time {
      Time(
        wall: times.map(\.wall).sorted()[times.count / 2], cpu: times.map(\.cpu).sorted()[times.count / 2])
    }
  }

  /// The example seller with another number of orders.
  private func orders(perDay mean: Int) throws -> OrderFile {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("notebooks-data/example/seller.yaml")
    let text = try String(contentsOf: path, encoding: .utf8).replacing("mean: 60", with: "mean: \(mean)")
    let seller = try SyntheticSeller(document: Array(text.utf8), file: "seller.yaml")
    return try OrderFile(
      OrdersFile.text(
        try seller.orders(seed: 2), account: seller.account, marketplace: seller.marketplace))
  }

  private func desk(_ file: OrderFile) throws -> Desk {
    var page = OpenPage.settings(of: [file.path])
    page.run.paths = nil
    return Desk(page, try Workspace(reading: page.orders(nil), under: page.settings))
  }

  /// Answers as the page shows them, without the connection.
  private func time(_ desk: Desk, _ query: String) async throws -> Time {
    let view = View(FormField.fields(of: query))
    let begun = Time.now
    try await Task(executorPreference: PageThreads.shared) {
      let section = try await ScenarioPages(desk: desk, view: view).section(isFull: view.isFull)
      #expect(try #require(section).html().contains("<svg"))
    }.value
    let end = Time.now
    return Time(wall: end.wall - begun.wall, cpu: end.cpu - begun.cpu)
  }

  /// A page whose ranking is given up, so that nothing else is computed.
  private func quiet(_ desk: Desk) async throws {
    let evening = try await desk.evening(View([]))
    try await evening.prepared.value
    evening.cancel()
    _ = await evening.full.result
  }

  @Test("The time of an answer, cold, of the first lever, of the next ones, and of all futures")
  func latency() async throws {
    print("orders a day, question, wall ms, CPU ms, median of")
    for mean in [3, 60, 300] {
      let file = try orders(perDay: mean)
      var times: [(name: String, times: [Time])] = [
        "while the page is made", "first lever", "first of 100,000 futures", "next of 100,000 futures",
        "next levers, late shipment", "next levers, orders", "next levers, defect, with an action",
      ].map { ($0, []) }
      func add(_ place: Int, _ desk: Desk, _ query: String) async throws {
        times[place].times.append(try await time(desk, query))
      }
      var last: Desk?
      for round in 0..<Self.pages {
        let cold = try desk(file)
        try await add(0, cold, "late_shipment=0.5")
        try await quiet(cold)
        let desk = try desk(file)
        last = desk
        try await quiet(desk)
        try await add(1, desk, "late_shipment=0.5")
        try await add(2, desk, "late_shipment=0.\(5 + round)&paths=all")
        try await add(3, desk, "orders=0.\(5 + round)&paths=all")
      }
      let desk = try #require(last)
      for round in 0..<Self.rounds {
        try await add(4, desk, "late_shipment=1.\(10 + round)")
        try await add(5, desk, "orders=1.\(10 + round)")
        try await add(6, desk, "action=extra_shift&defect=1.\(10 + round)")
      }
      for (name, times) in times {
        let median = Time.median(times)
        print(
          "\(mean), \(name), \(Int(median.wall * 1e3)), \(Int(median.cpu * 1e3)), \(times.count)")
      }
    }
  }
}
