import AccountHealth
import Foundation
import Testing

@testable import Workspace

@Suite("Folders that are an account each")
struct PortfolioFoldersTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  private static func text(days: Int = 120, late: Int = 9) -> String {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<(days * 2) {
      let day = SellerFiles.first + number / 2
      text += "o-\(number),\(day),\(day + 1),\(day + (number % late == 0 ? 3 : 1))\n"
    }
    return text
  }

  private func folder(_ name: String, _ text: String) throws -> PortfolioFolders.Folder {
    .init(name: name, paths: [try files.file("\(name).csv", text)])
  }

  private static var question: PortfolioQuestion {
    var question = PortfolioQuestion()
    (question.run, question.ranked) = (.init(paths: 256, seed: 3, threads: 2), 0)
    return question
  }

  @Test("Each is as by itself on the last evening of all, and one that cannot be read is a row")
  func answer() async throws {
    let all = [
      try folder("north", Self.text()), try folder("south", Self.text(days: 118, late: 20)),
      try folder("west", ""),
    ]
    let folders = try #require(try PortfolioFolders(all, under: Settings()))
    #expect(folders.asOf == SellerFiles.first + 120)
    var told: [String] = []
    let found = try #require(
      try await folders.portfolio(Self.question, reason: { _ in "no" }) { folder, _, answer in
        told.append(folder.name)
        #expect(answer.assumptions.contains(.foldersApart))
      })
    #expect(told == ["north", "south"] && found.unread == ["west"])
    #expect(found.portfolio.accounts.map(\.account) == ["west", "north", "south"])
    var settings = Settings()
    settings.asOf = folders.asOf
    var question = Self.question
    question.unnamed = "south"
    let alone = try await Workspace(reading: all[1].paths, under: settings).portfolio(question).portfolio
    #expect(found.portfolio.accounts[2] == alone.accounts[0])
  }

  @Test("A folder is read when its turn comes, so that the orders of one are in memory")
  func turns() async throws {
    let all = [try folder("north", Self.text()), try folder("south", Self.text())]
    var settings = Settings()
    settings.asOf = SellerFiles.first + 120
    let folders = try #require(try PortfolioFolders(all, under: settings))
    let found = try #require(
      try await folders.portfolio(Self.question, reason: { _ in "no" }) { folder, _, _ in
        if folder.name == "north" { _ = try self.folder("south", Self.text(late: 2)) }
      })
    func late(_ name: String) -> Int? {
      found.portfolio.accounts.first { $0.account == name }?.rates.first { $0.metric == .lateShipment30 }?.bad
    }
    // Half of the orders of south are late by what was written after north was answered.
    let (north, south) = (try #require(late("north")), try #require(late("south")))
    #expect(north > 0 && south > 4 * north)
  }

  @Test("Folders whose files name their accounts, or of which only one can be read, are no accounts")
  func none() async throws {
    let named = PortfolioFolders.Folder(name: "a", paths: [try files.orders(account: "acme")])
    let plain = try folder("b", Self.text())
    #expect(try PortfolioFolders([plain, named], under: Settings()) == nil)
    #expect(try PortfolioFolders([plain, try folder("c", "")], under: Settings()) == nil)
  }

  @Test("Only the folders that are looked for are answered; a name that none has is a row")
  func wanted() async throws {
    let all = [try folder("north", Self.text()), try folder("south", Self.text())]
    var settings = Settings()
    settings.accounts = ["South", "east"]
    let folders = try #require(try PortfolioFolders(all, under: settings))
    let found = try #require(try await folders.portfolio(Self.question, reason: { _ in "no" }) { _, _, _ in })
    #expect(found.portfolio.accounts.map(\.account) == ["east", "south"])
    settings.accounts = ["east"]
    let nobody = try #require(try PortfolioFolders(all, under: settings))
    #expect(try await nobody.portfolio(Self.question, reason: { _ in "no" }) { _, _, _ in } == nil)
  }
}
