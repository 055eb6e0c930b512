import Forecasting

extension Workspace {
  /// An account as the forecaster takes it, with the priors of its own.
  func forecasterSubject(_ subject: Subject, threads: Int) throws -> Forecaster.Subject {
    var own = subject.forecasterSubject
    if let learning, let account = subject.account {
      own.priors = try learning.priors(of: account.name, on: subject.asOf, threads: threads)
    }
    return own
  }

  /// The sellers in the files that the priors are learnt from; `nil` if they are not.
  var learntFrom: LearntPriors.Source? { learning?.source(on: state.asOf) }
}
