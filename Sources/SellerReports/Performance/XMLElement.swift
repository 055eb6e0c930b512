/// An element of an XML text: its local name, its own text and its children. Attributes are not kept.
struct XMLElement {
  var name: String
  var text = ""
  var children: [XMLElement] = []

  /// The first child of this name, in any case.
  subscript(name: String) -> XMLElement? {
    children.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The text without white space around it; nil if it is empty.
  var value: String? {
    let trimmed = text.drop { $0.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return String(trimmed[...last])
  }

  /// Visits the element itself and all elements below it, in the order of the file.
  func forEach(_ body: (XMLElement) -> Void) {
    body(self)
    for child in children { child.forEach(body) }
  }
}
