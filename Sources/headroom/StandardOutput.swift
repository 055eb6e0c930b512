import Glibc
import Reporting

/// The data output of a command. A full disk behind a redirection is an error, not a shorter file.
enum StandardOutput {
  static func line(_ text: String) throws(OutputError) { try write(text + "\n") }

  static func write(_ text: String) throws(OutputError) {
    var text = text
    let reason: Int32 = text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let written =
          bytes.baseAddress.map { Glibc.write(STDOUT_FILENO, $0 + start, bytes.count - start) } ?? 0
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        start += written
      }
      return 0
    }
    // Nobody reads any more, but that is no reason to stop if files are still to be written.
    guard reason == 0 || reason == EPIPE else {
      throw OutputError(path: "standard output", reason: String(cString: strerror(reason)))
    }
  }
}
