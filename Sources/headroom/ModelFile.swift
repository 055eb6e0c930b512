import Foundation
import Simulation
import Yams

/// Models and sellers from JSON or YAML; a fault names its file and field, or the line of bad syntax.
enum ModelFile {
  static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    let bytes = try RuleFile.bytes(path)
    let name = path == "-" ? "standard input" : (path as NSString).lastPathComponent
    let first = bytes.first { !" \t\r\n\u{FEFF}".utf8.contains($0) }
    do {
      if first == UInt8(ascii: "{") {
        return try JSONDecoder().decode(type, from: Data(bytes))
      }
      return try YAMLDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw InputError("\(name): " + describe(error))
    } catch let error as YamlError {
      throw InputError("\(name): \(error)".trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  /// Runs `body` and turns a model's fault into one of the file.
  static func checked<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ModelError {
      throw InputError("\((path as NSString).lastPathComponent): \(error)")
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.reduce("") { text, key in
        if let index = key.intValue { return text + "[\(index)]" }
        return text.isEmpty ? key.stringValue : text + "." + key.stringValue
      }
    }
    switch error {
    case .keyNotFound(let key, let context):
      let field = place(context.codingPath + [key])
      return "\(field): found nothing, expected this field. Add it."
    case .typeMismatch(let type, let context):
      return "\(place(context.codingPath)): found another kind of value, expected \(plain(type))."
    case .valueNotFound(let type, let context):
      return "\(place(context.codingPath)): found null, expected \(plain(type))."
    case .dataCorrupted(let context):
      let cause = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
      let field = place(context.codingPath)
      return (field.isEmpty ? "" : field + ": ") + (cause ?? context.debugDescription)
    @unknown default: return "\(error)"
    }
  }

  private static func plain(_ type: Any.Type) -> String {
    switch type {
    case is Double.Type, is Float.Type: "a number"
    case is Int.Type: "a whole number"
    case is String.Type: "text"
    case is Bool.Type: "true or false"
    case is [Any].Type: "a list"
    default:
      "\(type)".hasPrefix("Array") ? "a list" : "\(type)".hasPrefix("Dictionary") ? "fields" : "\(type)"
    }
  }
}
