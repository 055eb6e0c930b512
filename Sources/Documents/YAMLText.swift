/// Texts as they are written into a YAML file.
public enum YAMLText {
  /// A text in double quotes (YAML 1.2, section 5.7) that reads back as the same. Controls, marks of
  /// direction and separators are written out, so that a file shows all that is in it.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch (scalar, scalar.properties.generalCategory) {
      case ("\"", _), ("\\", _): result += "\\\(scalar)"
      case ("\n", _): result += "\\n"
      case (" ", _): result += " "
      case (_, .control), (_, .format), (_, .privateUse), (_, .unassigned), (_, .surrogate),
        (_, .lineSeparator), (_, .paragraphSeparator), (_, .spaceSeparator):
        let digits = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
