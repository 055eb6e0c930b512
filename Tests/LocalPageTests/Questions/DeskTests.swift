import AccountHealth
import Decisions
import Forecasting
import Foundation
import Synchronization
import Testing
import Workspace

@testable import LocalPage

extension ServedSuites {
  @Suite struct DeskTests {
    @Test("The newer question of a page ends the older one; other pages are left alone")
    func newest() async throws {
      // As the server asks.
      try await Task(executorPreference: PageThreads.shared) { try await Self.newest() }.value
    }

    private static func newest() async throws {
      let file = try OrderFile()
      var page = OpenPage.settings(of: [file.path])
      page.run.paths = 2_000_000
      let workspace = try Workspace(reading: page.orders(nil), under: page.settings)
      let desk = Desk(page, workspace)
      let evening = try await desk.evening(View([]))
      evening.cancel()
      func view(_ factor: String) -> View { View([.init(name: "late_shipment", value: factor)]) }
      let older = Task(executorPreference: PageThreads.shared) {
        try await desk.answer(view("0.5").change, of: view("0.5"), isFull: true, tab: "a")
      }
      try await PageClock.pause(.milliseconds(200))
      let newer = try await desk.answer(view("0.6").change, of: view("0.6"), isFull: false, tab: "a")
      #expect(newer.request.paths == PageSettings.coarsePaths)
      await #expect(throws: CancellationError.self) { try await older.value }
      let isComputed = Mutex(false)
      let progress = Workspace.Progress { _, _ in isComputed.withLock { $0 = true } }
      _ = try await desk.answer(view("0.6").change, of: view("0.6"), isFull: false, progress: progress)
      #expect(!isComputed.withLock { $0 }, "a known answer is not computed again")
      _ = try await desk.answer(view("0.7").change, of: view("0.7"), isFull: false, progress: progress)
      #expect(isComputed.withLock { $0 })
    }

    @Test("Eight questions are worked on at a time, and the ninth waits")
    func limit() async throws {
      final class Count: Sendable { let value = Mutex((now: 0, most: 0)) }
      let (limit, count) = (QuestionLimit(), Count())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<30 {
          group.addTask {
            try await limit.ask {
              count.value.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
              // Until the places have been taken once, so that a slow machine counts as many.
              while count.value.withLock({ $0.most }) < QuestionLimit.most {
                try await PageClock.pause(.milliseconds(5))
              }
              try await PageClock.pause(.milliseconds(20))
              count.value.withLock { $0.now -= 1 }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(count.value.withLock { $0.most } == QuestionLimit.most)
      await #expect(throws: CocoaError.self) { try await limit.ask { throw CocoaError(.featureUnsupported) } }
      #expect(try await limit.ask { 1 } == 1)
    }

    @Test("Of the same questions that wait for their turn one is computed")
    func shared() async throws {
      let file = try OrderFile()
      let page = OpenPage.settings(of: [file.path])
      let desk = Desk(page, try Workspace(reading: page.orders(nil), under: page.settings))
      try await desk.evening(View([])).prepared.value
      let held = (0..<QuestionLimit.most).map { _ in
        Task { try await desk.limit.ask { try await PageClock.pause(.seconds(60)) } }
      }
      func until(_ condition: () -> Bool) async throws {
        while !condition() { try await PageClock.pause(.milliseconds(5)) }
      }
      try await until { desk.limit.state.withLock(\.running) == QuestionLimit.most }
      final class Computed: Sendable { let numbers = Mutex<Set<Int>>([]) }
      let computed = Computed()
      let view = View([.init(name: "late_shipment", value: "0.5")])
      let asked = (0..<3).map { number in
        Task {
          let progress = Workspace.Progress { _, _ in computed.numbers.withLock { _ = $0.insert(number) } }
          return try await desk.answer(view.change, of: view, isFull: false, progress: progress)
        }
      }
      try await until { desk.limit.state.withLock(\.waiting.count) == 3 }
      held[0].cancel()
      for task in asked { #expect(try await task.value.request.paths == OpenPage.paths) }
      #expect(computed.numbers.withLock { $0.count } == 1)
      for task in held { task.cancel() }
    }

    @Test("Who waits is not overtaken by who comes later, and who gives up makes room")
    func turns() async throws {
      final class Order: Sendable { let names = Mutex<[Int]>([]) }
      let (limit, order) = (QuestionLimit(), Order())
      func until(_ condition: () -> Bool) async throws {
        while !condition() { try await PageClock.pause(.milliseconds(5)) }
      }
      func waiting() -> Int { limit.state.withLock(\.waiting.count) }
      let held = (0..<QuestionLimit.most).map { _ in
        Task { try await limit.ask { try await PageClock.pause(.seconds(60)) } }
      }
      try await until { limit.state.withLock(\.running) == QuestionLimit.most }
      var tasks: [Task<Void, any Error>] = []
      for number in 0..<6 {
        tasks.append(Task { try await limit.ask { order.names.withLock { $0.append(number) } } })
        try await until { waiting() == number + 1 }
      }
      tasks[2].cancel()
      try await until { waiting() == 5 }
      // One place is free, so they work one after the other.
      held[0].cancel()
      for (number, task) in tasks.enumerated() where number != 2 { try await task.value }
      await #expect(throws: CancellationError.self) { try await tasks[2].value }
      #expect(order.names.withLock { $0 } == [0, 1, 3, 4, 5])
      for task in held { task.cancel() }
    }

    @Test("A view reads back from its query")
    func view() {
      let query =
        "account=a+%26+b&as-of=2026-01-02&late_shipment=0.6&orders=12.5&action=x&action=y&from=2026-02-01&rate=order_defect_rate&budget=500&keep=defect%3D0.5"
      let view = View(FormField.fields(of: query))
      #expect(view.faults.isEmpty && view.kept.count == 1 && view.account == "a & b")
      #expect(View(FormField.fields(of: view.query)) == view)
      #expect(View(FormField.fields(of: "late_shipment=1&orders=1.0&from=")).change.isNone)
      #expect(
        View(FormField.fields(of: "orders=2&late_shipment=0.5")).change.settings.map(\.target) == [
          .lateShipment, .orders,
        ])
    }
  }
}
