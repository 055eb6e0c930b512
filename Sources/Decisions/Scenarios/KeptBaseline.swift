import Forecasting
import Simulation
import Synchronization

/// What an account does as things are, kept from one comparison to the next, so that only what a scenario
/// changes is simulated again.
///
/// It serves comparisons of the same account, models, enforcement, seed and number of paths. What they find
/// does not depend on it. Its memory is that of `BaselinePaths`.
public final class KeptBaseline: Sendable {
  struct Value: Sendable {
    /// By version of the models.
    var simulators: [[Simulator]]
    var paths: [BaselinePaths]
    var forecast: AccountForecast
  }

  private let value = Mutex<Value?>(nil)

  public init() {}

  /// `nil` until a comparison has run to its end.
  var known: Value? {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
