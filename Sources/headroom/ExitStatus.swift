import ArgumentParser

/// The exit status of the program: sysexits numbers, 0 for done.
enum ExitStatus {
  static let wrongUsage = ExitCode(64)
  static let wrongInput = ExitCode(65)
  static let ourFault = ExitCode(70)
  static let cannotWrite = ExitCode(74)
}
