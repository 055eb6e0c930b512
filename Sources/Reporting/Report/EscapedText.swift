import Mustache

/// Escapes scalar by scalar: a `<` with a combining mark after it is one `Character`, which is not `<`.
struct EscapedText: MustacheContentType {
  /// Makes the type known to templates, which name it `ESCAPED`.
  static func register() { MustacheContentTypes.register(EscapedText(), named: "ESCAPED") }

  func escapeText(_ text: String) -> String { SVGText.escaped(text) }
}
