import ArgumentParser
import Workspace

/// The exit status of monitoring plugins.
enum CheckExit {
  static let unknown = ExitCode(3)

  static func code(_ level: CheckAnswer.Level) -> ExitCode {
    switch level {
    case .fine: .success
    case .warning: ExitCode(1)
    case .critical: ExitCode(2)
    case .unknown: unknown
    }
  }
}
