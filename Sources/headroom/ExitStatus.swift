import ArgumentParser

/// What the shell is told: sysexits numbers, 0 for done.
enum ExitStatus {
  static let wrongUsage = ExitCode(64)
  static let wrongInput = ExitCode(65)
  static let ourFault = ExitCode(70)
  static let cannotWrite = ExitCode(74)
}
