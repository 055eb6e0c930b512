import ArgumentParser
import Reporting
import Simulation

/// What the shell is told: sysexits numbers, 0 for done.
enum ExitStatus {
  static let wrongUsage = ExitCode(64)
  static let wrongInput = ExitCode(65)
  static let ourFault = ExitCode(70)
  static let cannotWrite = ExitCode(74)
}

/// The user's input cannot be used; the message says where and what to do.
struct InputError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// A command whose errors become a line on standard error and an exit status.
protocol HeadroomCommand: ParsableCommand {
  func execute() throws
}

extension HeadroomCommand {
  func run() throws {
    do {
      try execute()
    } catch let error as OutputError {
      Diagnostics.error("\(error)")
      throw ExitStatus.cannotWrite
    } catch let error as ValidationError {
      throw error
    } catch let error as ExitCode {
      throw error
    } catch let error as InputError {
      Diagnostics.error("\(error)")
      throw ExitStatus.wrongInput
    } catch {
      Diagnostics.error("\(error)")
      Diagnostics.error("This is a fault of headroom, not of your files. Please report it with this line.")
      throw ExitStatus.ourFault
    }
  }
}
