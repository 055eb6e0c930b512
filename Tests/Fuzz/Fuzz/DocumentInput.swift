import AccountHealth
import Decisions
import Forecasting
import ModelFiles
import Reporting
import SellerReports
import Simulation
import Synthesis
import Workspace

/// Files that users write, and a use of those that are valid on the orders of one small seller.
enum DocumentInput {
  static func rules(_ bytes: [UInt8]) {
    guard let rules = valid({ try RuleSet(document: bytes, file: "r.yaml") }) else { return }
    var settings = Settings()
    settings.rules = Sourced(rules, name: "r.yaml", bytes: bytes)
    settings.marketplace = rules.marketplaceNames.first
    Judgement.judge([orders], under: settings, chosen: Choice(bytes))
  }

  static func events(_ bytes: [UInt8]) {
    guard let calendar = valid({ try SaleCalendar(document: bytes, file: "e.yaml") }),
      Choice(bytes).isOne(of: 8)
    else { return }
    var settings = Settings()
    settings.events = Sourced(calendar, name: "e.yaml", bytes: bytes)
    Judgement.judge([orders], under: settings, chosen: Choice(bytes))
  }

  static func priors(_ bytes: [UInt8]) {
    guard let priors = valid({ try Priors(document: bytes, file: "p.json") }) else { return }
    var settings = Settings()
    settings.priors = Sourced(priors, name: "p.json", bytes: bytes)
    Judgement.judge([orders], under: settings, chosen: Choice(bytes))
  }

  /// Actions, scenarios and enforcements. One of 16 valid files is tried on the orders.
  static func decisions(_ bytes: [UInt8]) {
    guard let file = valid({ try DecisionFile(document: bytes, file: "d.yaml") }),
      Choice(bytes).isOne(of: 16), let seller = try? Workspace(reading: [orders])
    else { return }
    let actions = file.actions.prefix(2).map(\.name)
    let changes: [WhatIfQuestion.Change] =
      file.scenarios.prefix(2).map { .scenario($0) } + [.of([], actions: actions, from: nil)]
    for change in changes {
      var question = WhatIfQuestion(change)
      question.catalogue = ActionCatalogue.builtIn.adding(file.actions)
      if let enforcement = file.enforcements.first {
        question.enforcement = Sourced(enforcement, name: "d.yaml", bytes: bytes)
      }
      question.horizon = 14
      question.run = .init(paths: 8, seed: 1, threads: 1)
      let asked = question
      Judgement.wait {
        guard let answer = try? await seller.whatIf(asked) else { return }
        Judgement.checkShown((try? answer.text(as: .table)) ?? "")
      }
    }
  }

  static func model(_ bytes: [UInt8]) {
    guard let model = valid({ try SimulationModel(document: bytes, file: "m.json") }),
      let simulator = try? Simulator(model), model.horizonDays <= 60, Choice(bytes).isOne(of: 4)
    else { return }
    let summary = simulator.run(paths: 4, seed: 1, threads: 1)
    precondition(summary.metrics.count == model.metrics.count, "every metric has a summary")
  }

  static func seller(_ bytes: [UInt8]) {
    guard let seller = valid({ try SyntheticSeller(document: bytes, file: "s.yaml") }),
      let simulator = try? Simulator(seller.model), seller.model.horizonDays <= 60
    else { return }
    // A valid seller may have millions of orders, which take their time.
    guard simulator.path(0, seed: 1).orders.reduce(0, { $0 + min($1, mostOrders) }) < mostOrders else {
      return
    }
    _ = try? seller.orders(seed: 1)
  }

  private static let mostOrders = 2000

  /// The value of a valid document. The faults of another are checked.
  private static func valid<Value>(_ read: () throws -> Value) -> Value? {
    do {
      return try read()
    } catch {
      Judgement.checkShown("\(error)")
      return nil
    }
  }

  /// Forty orders of forty days, each with a fate of its own.
  private static let orders: String = {
    var text = "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,tracking,defect,defect_at\n"
    let first = Day(number: 20_700)
    for number in 0..<40 {
      let day = first + number
      let (late, defect) = (number % 9 == 4, number % 13 == 5)
      text += "\(number),\(day),\(day + 2),\(day + (late ? 4 : 1)),\(day + 6),\(day + (late ? 8 : 4)),"
      text += "\(number % 7 == 3 ? "none" : "valid"),\(defect ? "a_to_z_claim,\(day + 10)" : ",")\n"
    }
    return InputFolder.file(9, Array(text.utf8))
  }()
}
