import Foundation
import Reporting

/// Converts SVG charts to PNG with `rsvg-convert`, if that is installed.
enum ChartPictures {
  private static let converter = "rsvg-convert"

  /// - Parameter names: The names of charts in `folder`, without their ending.
  /// - Returns: `false` if there is no converter.
  static func make(_ names: [String], in folder: String) throws -> Bool {
    guard let program = found() else { return false }
    for name in names {
      let path = (folder as NSString).appendingPathComponent(name)
      let file = try OutputFile.single(path: path + ".png")
      try file.append(bytes: picture(of: path + ".svg", program))
      try file.commit()
    }
    return true
  }

  private static func found() -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(converter) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func picture(of path: String, _ program: URL) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = ["--format", "png", "--", path]
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw OutputError(
        path: path + ".png", reason: "\(converter) ended with status \(process.terminationStatus)")
    }
    return data
  }
}
