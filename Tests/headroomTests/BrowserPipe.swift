import Foundation
import Glibc
import Testing

/// A browser that is driven through a pipe (Chrome DevTools Protocol), for pages that need cookies, keys and
/// answers of a server.
final class BrowserPipe {
  private let process = Process()
  private let folder: ScratchFolder
  private let writer: Int32
  private let reader: Int32
  private var bytes: [UInt8] = []
  private var last = 0
  private var session: String?
  /// What the page reported as an error.
  private(set) var errors: [String] = []

  struct Failure: Error { var text: String }

  init(_ browser: String) throws {
    folder = try ScratchFolder()
    let (inward, outward) = (folder.path + "/in", folder.path + "/out")
    guard mkfifo(inward, 0o600) == 0, mkfifo(outward, 0o600) == 0 else { throw POSIXError(.EIO) }
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      "-c",
      "exec \(browser) --headless=new --no-sandbox --disable-gpu --disable-extensions --no-first-run --hide-scrollbars --user-data-dir=\(folder.path)/profile --remote-debugging-pipe 3<\(inward) 4>\(outward)",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    writer = Glibc.open(inward, O_WRONLY | O_CLOEXEC)
    reader = Glibc.open(outward, O_RDONLY | O_CLOEXEC)
    try openTab()
  }

  deinit {
    Glibc.close(writer)
    Glibc.close(reader)
    process.terminate()
    process.waitUntilExit()
  }

  /// Opens a further tab, which then is the one that is driven.
  func openTab() throws {
    session = nil
    let target = try #require(try send("Target.createTarget", ["url": "about:blank"])["targetId"])
    session =
      try send("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log"] { try send("\(domain).enable") }
  }

  func open(_ address: String) throws {
    try send("Page.navigate", ["url": address])
    try wait("document.readyState=='complete'")
  }

  func show(width: Int, isDark: Bool = false) throws {
    try send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500])
    try send(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
  }

  func press(_ key: String, _ code: Int, times: Int = 1) throws {
    for _ in 0..<times {
      for type in ["keyDown", "keyUp"] {
        try send(
          "Input.dispatchKeyEvent",
          [
            "type": type, "key": key, "code": key, "windowsVirtualKeyCode": code,
            "text": key == "Enter" ? "\r" : "",
          ])
      }
    }
  }

  /// The value of an expression, after waiting for it if it is a promise.
  @discardableResult
  func value(_ expression: String) throws -> Any? {
    let answer = try send(
      "Runtime.evaluate", ["expression": expression, "returnByValue": true, "awaitPromise": true])
    if let thrown = answer["exceptionDetails"] { throw Failure(text: "\(thrown)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  func wait(_ condition: String, seconds: Double = 40) throws {
    let end = Date() + seconds
    while Date() < end {
      if (try? value(condition)) as? Bool == true { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw Failure(text: "not within \(seconds) s: \(condition)")
  }

  @discardableResult
  private func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    last += 1
    var message: [String: Any] = ["id": last, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    var out = [UInt8](try JSONSerialization.data(withJSONObject: message)) + [0]
    while !out.isEmpty {
      let count = Glibc.write(writer, out, out.count)
      guard count > 0 else { throw Failure(text: "the browser is gone") }
      out.removeFirst(count)
    }
    while true {
      let answer = try next()
      if answer["id"] as? Int == last {
        if let error = answer["error"] { throw Failure(text: "\(method): \(error)") }
        return answer["result"] as? [String: Any] ?? [:]
      }
      note(answer)
    }
  }

  private func note(_ event: [String: Any]) {
    let parameters = event["params"] as? [String: Any] ?? [:]
    switch event["method"] as? String {
    case "Runtime.exceptionThrown": errors.append("\(parameters)")
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      if entry["level"] as? String == "error" { errors.append("\(entry["text"] ?? "")") }
    default: break
    }
  }

  private func next() throws -> [String: Any] {
    while true {
      if let end = bytes.firstIndex(of: 0) {
        defer { bytes.removeFirst(end + 1) }
        return try JSONSerialization.jsonObject(with: Data(bytes[..<end])) as? [String: Any] ?? [:]
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = Glibc.read(reader, &buffer, buffer.count)
      guard count > 0 else { throw Failure(text: "the browser is gone") }
      bytes += buffer[..<count]
    }
  }
}
