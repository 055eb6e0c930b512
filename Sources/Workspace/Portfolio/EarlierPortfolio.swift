import AccountHealth
import Documents
import Foundation
import SellerReports

/// The accounts that an earlier run of a portfolio wrote.
public struct EarlierPortfolio: Sendable {
  /// The name of the file with one account per line.
  public static let fileName = "portfolio.ndjson"

  public let accounts: [PortfolioAccount]
  private let places: [Key: Int]

  private struct Key: Hashable {
    var account: String
    var marketplace: String
  }

  /// - Parameter accounts: Of two with one name and marketplace the later one counts.
  public init(_ accounts: [PortfolioAccount]) {
    self.accounts = accounts
    places = Dictionary(
      accounts.enumerated().map { (Key(account: $1.account, marketplace: $1.marketplace), $0) }
    ) { $1 }
  }

  /// Reads the lines of a file.
  ///
  /// - Parameters:
  ///   - data: The lines of portfolio.ndjson.
  ///   - file: Its name in errors.
  /// - Throws: `FileError` that names the first line that is not an account.
  public init(_ data: Data, file: String) throws(FileError) {
    var accounts: [PortfolioAccount] = []
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    for (number, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      do {
        accounts.append(try decoder.decode(PortfolioAccount.self, from: Data(line)))
      } catch {
        throw FileError(
          "\(TerminalText.escaped(file)):\(number + 1): found a line that is not an account of a portfolio, expected the \(Self.fileName) that headroom portfolio wrote. Name its folder."
        )
      }
    }
    self.init(accounts)
  }

  /// The account of this name in this marketplace.
  public subscript(account: String, marketplace: String) -> PortfolioAccount? {
    places[Key(account: account, marketplace: marketplace)].map { accounts[$0] }
  }

  /// Only those accounts that are meant by one of these names; all if there are none.
  ///
  /// - Complexity: O(accounts · names).
  public func only(_ names: [String]) -> EarlierPortfolio {
    guard !names.isEmpty else { return self }
    return EarlierPortfolio(
      accounts.filter { one in
        names.contains { one.isMeant(by: $0) }
      })
  }

  /// The latest evening of its accounts; `nil` without any.
  public var asOf: Day? { accounts.map(\.asOf.day).max() }
}
