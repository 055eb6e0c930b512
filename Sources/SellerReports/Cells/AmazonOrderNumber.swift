/// The form of Amazon's order numbers: `900-0000001-0000001`.
enum AmazonOrderNumber {
  static func matches(_ text: String) -> Bool {
    let parts = OrderNumber.cleaned(text).utf8.split(
      separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.count) == [3, 7, 7] else { return false }
    return parts.dropFirst().allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
      && parts[0].allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      }
  }
}
