import Foundation

/// The file of a form, `multipart/form-data` (RFC 7578), in a request whose size is limited already.
enum UploadedFile {
  /// - Parameter field: The name of the field.
  /// - Returns: The bytes of the file; `nil` if the form has none or is damaged.
  static func bytes(of field: String, in request: Request) -> [UInt8]? {
    guard let type = request["content-type"], type.lowercased().hasPrefix("multipart/form-data"),
      let boundary = boundary(type)
    else { return nil }
    let mark = Array("--\(boundary)".utf8)
    var rest = request.body[...]
    while let begin = rest.firstRange(of: mark) {
      rest = rest[begin.upperBound...]
      guard let head = rest.firstRange(of: Array("\r\n\r\n".utf8)),
        let end = rest[head.upperBound...].firstRange(of: Array("\r\n".utf8) + mark)
      else { return nil }
      let lines = String(decoding: rest[..<head.lowerBound], as: UTF8.self).lowercased()
      if lines.contains("content-disposition:"), lines.contains("name=\"\(field)\"") {
        return Array(rest[head.upperBound..<end.lowerBound])
      }
      rest = rest[(end.lowerBound + 2)...]
    }
    return nil
  }

  /// At most 70 characters, RFC 2046, section 5.1.1.
  private static func boundary(_ type: String) -> String? {
    guard let range = type.range(of: "boundary=") else { return nil }
    let text = type[range.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
    return (1...70).contains(text.utf8.count) ? text : nil
  }
}
