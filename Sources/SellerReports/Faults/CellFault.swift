/// What is wrong with a cell, before file and line are known.
struct CellFault: Error {
  /// From 0.
  var column: Int
  var field: String
  var found: String
  var expected: String
  var remedy: String
}
