import ArgumentParser
import Reporting
import Store
import Workspace

/// A command whose errors become a line on standard error and an exit status.
protocol HeadroomCommand: AsyncParsableCommand {
  func execute() async throws
}

extension HeadroomCommand {
  func run() async throws {
    do {
      try await execute()
    } catch let error as OutputError {
      Diagnostics.error("\(error)")
      throw ExitStatus.cannotWrite
    } catch let error as ValidationError {
      try endAsWrongUsage(error)
    } catch let error as ExitCode {
      throw error
    } catch let refusal as Refusal {
      Diagnostics.list(refusal.faults)
      if let error = refusal.usageError { try endAsWrongUsage(error) }
      Diagnostics.error(refusal.text)
      throw ExitStatus.wrongInput
    } catch let error as FileError {
      Diagnostics.error("\(error)")
      throw ExitStatus.wrongInput
    } catch let error as InputError {
      Diagnostics.error("\(error)")
      throw ExitStatus.wrongInput
    } catch let error as StoreError {
      Diagnostics.error("\(error)")
      throw error.isOfWriting ? ExitStatus.cannotWrite : ExitStatus.wrongInput
    } catch {
      Diagnostics.error("\(error)")
      Diagnostics.error("This is a fault of headroom, not of your files. Please report it with this line.")
      throw ExitStatus.ourFault
    }
  }
}

extension HeadroomCommand {
  /// As the parser ends with wrong usage; thrown on, the error would end with the usage of the whole program.
  private func endAsWrongUsage(_ error: ValidationError) throws -> Never {
    Diagnostics.error("\(error)")
    let usage = Headroom.usageString(for: Self.self)
    // The words before the first option or argument, also of a command within a command.
    let words = usage.split(separator: " ").prefix { $0.first?.isLetter ?? false }
    Diagnostics.note("Usage: \(usage) See '\(words.joined(separator: " ")) --help'.")
    throw ExitStatus.wrongUsage
  }
}
