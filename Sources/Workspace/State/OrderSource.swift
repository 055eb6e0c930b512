import Foundation
import SellerReports
import Synchronization

/// Where the orders of a workspace come from: files, or what was kept of them.
public struct OrderSource: Sendable {
  /// Whether it can be read only once, such as a pipe.
  let isReadOnce: Bool
  private let body: @Sendable (OrderBookReader) throws -> OrderBook

  /// - Parameter body: Makes the book with a reader under the settings of the workspace. It is called again
  ///   when the accounts that were left out are needed.
  public init(_ body: @escaping @Sendable (OrderBookReader) throws -> OrderBook) {
    isReadOnce = false
    self.body = body
  }

  /// - Parameter paths: Files; `-` is standard input.
  public init(files paths: [String]) {
    isReadOnce = Self.containsPipe(paths)
    body = { try $0.read(paths) }
  }

  /// Files that are read once for each choice of accounts and kept in memory, to be judged on several
  /// evenings.
  ///
  /// - Parameter paths: Files; `-` is standard input, of which only one choice can be read.
  public static func kept(files paths: [String]) -> OrderSource {
    let books = Mutex<[(accounts: [String], book: OrderBook)]>([])
    return OrderSource(isReadOnce: containsPipe(paths)) { reader in
      if let kept = books.withLock({ $0.first { $0.accounts == reader.accounts } }) { return kept.book }
      let book = try reader.read(paths)
      books.withLock { books in
        // The book of the first choice stays: the page begins with it.
        if books.count > mostKept { books.remove(at: 1) }
        books.append((reader.accounts, book))
      }
      return book
    }
  }

  private static let mostKept = 3

  private init(isReadOnce: Bool, body: @escaping @Sendable (OrderBookReader) throws -> OrderBook) {
    (self.isReadOnce, self.body) = (isReadOnce, body)
  }

  func book(_ reader: OrderBookReader) throws(Refusal) -> OrderBook {
    do {
      return try body(reader)
    } catch let error as ReportError {
      throw Refusal(.unreadable(error))
    } catch {
      throw Refusal(.unusable(FileError("\(error)")))
    }
  }

  private static func containsPipe(_ files: [String]) -> Bool {
    files.contains { path in
      let type =
        try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)[.type] as? FileAttributeType
      return path == "-" || type != .typeRegular
    }
  }
}
