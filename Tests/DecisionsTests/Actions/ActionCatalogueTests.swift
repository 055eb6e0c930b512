import Documents
import Simulation
import Testing

@testable import Decisions

@Suite struct ActionCatalogueTests {
  private let catalogue = ActionCatalogue.builtIn

  private func action(_ name: String) throws -> Action { try #require(catalogue[name]) }

  @Test("31 actions, each with source, grade and something it changes")
  func complete() throws {
    #expect(
      catalogue.names == [
        "extra_shift", "weekend_dispatch", "weekend_declared", "handling_plus_1", "handling_plus_2",
        "auto_handling", "shipping_auto", "otdr_protected", "buy_shipping", "track_all", "carrier_upgrade",
        "auto_confirm", "stock_buffer", "stock_sync", "move_to_fba", "quality_check", "listing_accuracy",
        "answer_24h", "refund_first", "feedback_removal", "feedback_buyer_edit", "claim_appeal",
        "chargeback_represent", "vacation", "order_cap", "hard_cap", "price_rise", "dilute", "insurance",
        "appeal_ready", "aha_ready",
      ])
    for action in catalogue.actions {
      #expect(!action.metadata.source.isEmpty && action.metadata.grade != nil, "\(action.name)")
      #expect(!action.effects.isEmpty || action.structure != nil, "\(action.name)")
    }
  }

  @Test("What is read is what the file says")
  func values() throws {
    let shift = try action("extra_shift")
    #expect(shift.metadata.grade?.description == "A→D")
    #expect(shift.leadDays == 3...14 && shift.rampDays == 7 && shift.typicalLead == 9)
    #expect(shift.cause == "dispatch")
    #expect(shift.effects[0].quantiles == EffectQuantiles(p10: 0.25, p50: 0.6, p90: 0.9))
    #expect(shift.effects[0].target == .lateShipment && shift.effects[0].change == .odds)
    #expect(shift.effects[0].reachesPending)
    #expect(shift.costs == [Cost(.order, usd: 1...2)])
    #expect(try action("handling_plus_2").structure == .deadlineShift(.init(workingDays: 2, promiseDays: 2)))
    #expect(try action("auto_handling").effects[0].law.mean == 0)
    #expect(try action("auto_handling").effects[0].metrics == [.lateShipment30, .lateShipment10])
    #expect(try action("quality_check").effects[0].scope == .onTime)
    #expect(try action("feedback_removal").effects[1].channel == .amazon)
    #expect(try action("price_rise").effects[0].priceChange == 0.05)
    #expect(try action("hard_cap").structure == .orderCap(.init(multipleOfMean: 2, workingDays: nil)))
    guard case .pause(let pause)? = try action("vacation").structure else {
      Issue.record("vacation is a pause")
      return
    }
    #expect(pause.halfLifeDays == 7 && pause.returnLevel.p50 == 0.9)
  }

  @Test("No structural change or new deadline reaches an order already placed")
  func pending() {
    for action in catalogue.actions where action.structure != nil {
      if case .weekend(.dispatch)? = action.structure { continue }
      #expect(action.effects.allSatisfy { !$0.reachesPending }, "\(action.name)")
    }
  }

  @Test("The effect starts with the lead and grows in equal steps")
  func strength() throws {
    let shift = try action("extra_shift")
    #expect(
      [0, 8, 9, 10, 15, 16, 90].map { shift.strength(after: $0, lead: 9) * 7 } == [0, 0, 1, 2, 7, 7, 7])
    #expect(try action("track_all").strength(after: 4, lead: 4) == 1)
    #expect(try action("track_all").strength(after: 3, lead: 4) == 0)
  }

  @Test("A user's action of the same name replaces the built-in one")
  func replaced() throws {
    var mine = try action("extra_shift")
    mine.rampDays = 3
    let other = Action(metadata: Metadata(name: "other", title: "Other"), cause: "x", effects: [])
    let catalogue = catalogue.adding([other, mine])
    #expect(catalogue.names == self.catalogue.names + ["other"])
    #expect(catalogue["extra_shift"]?.rampDays == 3)
  }

  @Test("Costs are added up over the seller's units")
  func costs() throws {
    let basis = Cost.Basis(days: 70, orders: 1000, cases: 4, listings: 20, orderValue: 50)
    #expect(try action("extra_shift").cost(basis).usd == 1000...2000)
    // 22.5 to 45 for 4 to 8 hours, and 0 to 150, for ten weeks.
    #expect(try action("weekend_dispatch").cost(basis).usd == 900...5100)
    #expect(try action("listing_accuracy").cost(basis).usd == 200...1200)
    let refund = try action("refund_first").cost(basis).own
    #expect(abs(refund.lowerBound - 1.1 * 50 * 4) < 1e-9 && abs(refund.upperBound - 1.5 * 50 * 4) < 1e-9)
    #expect(try action("appeal_ready").cost(basis).usd == 75...300)
    let sync = try action("stock_sync").cost(basis).usd
    #expect(abs(sync.upperBound - 500 * 70 * 12 / 365) < 1e-9)
    #expect(try action("handling_plus_1").cost(basis) == .none)
  }

  @Test("The embedded file can be read as a user's file")
  func copied() throws {
    let file = try DecisionFile(document: ActionCatalogue.builtInBytes, file: "actions.yaml")
    #expect(ActionCatalogue(file.actions) == catalogue)
    #expect(try DecisionFile(document: Enforcement.builtInBytes, file: "e.yaml").enforcements == [.builtIn])
  }
}
