import ArgumentParser
import Reporting

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
