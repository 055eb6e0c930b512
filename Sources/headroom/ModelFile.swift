import Foundation
import Simulation
import Workspace
import Yams

/// Models and sellers from JSON or YAML; a fault names its file and field, or the line of bad syntax.
enum ModelFile {
  static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    let file = try SmallFile(path: path)
    let (name, bytes) = (file.name, file.bytes)
    let first = bytes.first { !" \t\r\n\u{FEFF}".utf8.contains($0) }
    do {
      if first == UInt8(ascii: "{") {
        if let fault = syntaxFault(Data(bytes)) {
          throw InputError("\(name): not valid JSON: \(fault) Look at that place and the line before it.")
        }
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
      let field = place(context.codingPath)
      guard let valid = validValues[context.codingPath.last?.stringValue ?? ""] else {
        return (field.isEmpty ? "" : field + ": ") + context.debugDescription
      }
      return "\(field): found another word, expected one of \(valid.joined(separator: ", "))."
    @unknown default: return "\(error)"
    }
  }

  /// The words that a field may hold.
  private static let validValues: [String: [String]] = [
    "distribution": OrderProcess.Distribution.allCases.map(\.rawValue),
    "counts": MetricModel.Counts.allCases.map(\.rawValue),
    "membership": MetricModel.Membership.allCases.map(\.rawValue),
  ]

  /// Where and why a text is not JSON; `nil` for one that is.
  private static func syntaxFault(_ data: Data) -> String? {
    do {
      _ = try JSONSerialization.jsonObject(with: data)
      return nil
    } catch {
      return (error as NSError).userInfo["NSDebugDescription"] as? String ?? "\(error)"
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
