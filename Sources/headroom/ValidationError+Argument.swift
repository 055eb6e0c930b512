import ArgumentParser

/// A value read from an argument; what is wrong with it is wrong usage.
func asArgument<Value>(_ value: @autoclosure () throws -> Value) throws -> Value {
  do {
    return try value()
  } catch {
    throw ValidationError("\(error)")
  }
}
