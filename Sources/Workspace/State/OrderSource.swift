import Foundation
import SellerReports

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
