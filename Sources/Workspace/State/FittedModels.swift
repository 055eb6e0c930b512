import Forecasting
import Synchronization

/// The models of one account as they were fitted last, and what it did as things are, so that several changes
/// to the same account are tried without either being made again. A fit depends only on the account and on
/// the key, so what is kept is what would be fitted.
final class FittedModels: Sendable {
  struct Key: Hashable {
    var account: String
    var marketplace: String
    var horizon: Int
    var seed: UInt64
    /// The number of paths where it is smaller than that of the versions of an account.
    var paths: Int

    init(_ subject: Subject, _ request: ForecastRequest) {
      (account, marketplace) = (subject.label, subject.marketplace)
      (horizon, seed) = (request.horizon, request.seed)
      paths = min(request.paths, AccountModels.defaultDraws)
    }
  }

  struct Fit: Sendable {
    var subject: Forecaster.Subject
    var models: AccountModels
    let baselines = KeptBaselines()
  }

  private let last = Mutex<(key: Key, fit: Fit)?>(nil)

  func fit(_ key: Key, _ make: () throws -> Fit) rethrows -> Fit {
    if let last = last.withLock({ $0 }), last.key == key { return last.fit }
    let fit = try make()
    last.withLock { $0 = (key, fit) }
    return fit
  }
}
