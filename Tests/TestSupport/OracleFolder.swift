import Foundation

/// The folder of the exact answers: `HEADROOM_ORACLES`, or `../shared/oracles` beside the project.
///
/// A suite that reads them is declared `.enabled(if: OracleFolder.has("file"))`, so that a missing file
/// is shown as a skipped suite, never as a pass.
public enum OracleFolder {
  public static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["HEADROOM_ORACLES"], !path.isEmpty {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return project.deletingLastPathComponent().appendingPathComponent("shared/oracles", isDirectory: true)
  }()

  public static func file(_ name: String) -> URL { url.appendingPathComponent(name) }
  public static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name).path) }

  /// The real orders beside the oracle folder, such as `olist-dev/orders.csv.gz`.
  public static func data(_ name: String) -> URL {
    url.deletingLastPathComponent().appendingPathComponent("data/" + name)
  }
  public static func hasData(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: data(name).path)
  }
}
