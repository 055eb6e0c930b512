import ArgumentParser
import Foundation
import Store

/// Where the store is.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store to use; that of HEADROOM_STORE, or the one in your data folder, when absent.",
      valueName: "file"),
    completion: .file())
  var store: String?

  var path: String { store ?? Store.defaultPath() }

  /// Whether a command without files is to read the store: it was named, or there is one.
  var isMeant: Bool { store != nil || FileManager.default.fileExists(atPath: path) }
}
