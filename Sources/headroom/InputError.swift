/// The error of input that cannot be used; the message says where and what to do.
struct InputError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
