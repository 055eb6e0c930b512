import AccountHealth
import Dispatch
import Forecasting
import Reporting
import SellerReports
import Workspace

/// Questions about files that were read, and what must hold for every answer.
enum Judgement {
  /// Each input is read and its rates are counted. The longer a question takes, the fewer inputs are asked.
  static func judge(_ paths: [String], under settings: Settings, chosen: Choice) {
    count(paths, under: settings)
    if chosen.isOne(of: 16), let answer = try? FilesAnswer(reading: paths, under: settings) {
      checkShown((try? answer.text(as: .table)) ?? "")
    }
    guard chosen.isOne(of: 32) else { return }
    do throws(Refusal) {
      let workspace = try Workspace(reading: paths, under: settings)
      let status = try workspace.status()
      for (_, now) in status.accounts.flatMap(\.nowcast.metrics) {
        precondition((0...1 + 1e-9).contains(now.chanceOffTarget), "a chance is 0…1")
      }
      show(status, of: workspace)
      if chosen.isOne(of: 512) { forecast(workspace) }
    } catch {
      checkShown("\(error)")
    }
  }

  /// What `headroom status` counts, without its fits.
  private static func count(_ paths: [String], under settings: Settings) {
    let rules = settings.rules.value
    let reader = OrderBookReader(
      marketplace: settings.marketplace, timeZone: { rules.timeZone(for: $0) },
      marketplaceName: { rules.marketplace(named: $0)?.name }, columns: settings.columns.flatMap(\.value))
    do throws(ReportError) {
      let book = try reader.read(paths)
      check(book)
      for account in book.accounts {
        guard let last = account.lastActivity else { continue }
        check(AccountStatus(account, rules: rules.rules(for: account.marketplace), asOf: last))
      }
    } catch {
      checkShown("\(error)")
    }
  }

  private static func check(_ book: OrderBook) {
    precondition(book.faults.count == min(book.faultCount, 1000), "faults are counted")
    for fault in book.faults { checkShown("\(fault)") }
    for note in book.notes { checkShown(note) }
    for entry in book.performance.flatMap(\.entries) {
      precondition(0...entry.count.orders ~= entry.count.bad, "bad orders are orders")
    }
  }

  private static func check(_ status: AccountStatus) {
    for rate in status.metrics {
      precondition(rate.count.bad >= 0 && rate.count.undecided >= 0, "counts are not negative")
      precondition(rate.count.bad + rate.count.undecided <= rate.count.orders, "bad orders are orders")
    }
  }

  private static func show(_ status: StatusAnswer, of workspace: Workspace) {
    checkShown((try? status.text(as: .table)) ?? "")
    _ = try? status.text(as: .csv)
    _ = try? status.text(as: .json)
    for metric in Metric.allCases {
      let question = ExplainQuestion(metric: metric, from: workspace.asOf - 30)
      guard let answer = try? workspace.explain(question) else { continue }
      checkShown((try? answer.text(as: .table)) ?? "")
    }
  }

  private static func forecast(_ workspace: Workspace) {
    guard workspace.accountCount <= 4 else { return }
    let question = ForecastQuestion(horizon: 14, run: .init(paths: 8, seed: 1, threads: 1))
    guard let answer = try? workspace.forecast(question) else { return }
    wait {
      do {
        for try await account in answer.accounts {
          for day in account.forecast.metrics.flatMap(\.days) {
            precondition((0...1).contains(day.offTarget.value), "a chance is 0…1")
          }
        }
      } catch {}
    }
  }

  /// Waits for the end of `body`, because the fuzzer itself cannot.
  static func wait(_ body: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task {
      await body()
      done.signal()
    }
    done.wait()
  }

  /// Text from files is escaped before it is shown.
  static func checkShown(_ text: String) {
    for scalar in text.unicodeScalars where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value {
      precondition(scalar == "\n", "a control character is shown")
    }
  }
}
