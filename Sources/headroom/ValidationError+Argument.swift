import ArgumentParser

/// A value read from an argument; a fault in it is wrong usage.
func asArgument<Value>(_ value: @autoclosure () throws -> Value) throws -> Value {
  do {
    return try value()
  } catch {
    throw ValidationError("\(error)")
  }
}
