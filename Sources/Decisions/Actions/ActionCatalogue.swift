/// The actions to choose from, in order, each name once.
public struct ActionCatalogue: Sendable, Hashable {
  public private(set) var actions: [Action]

  public init(_ actions: [Action] = []) { self.actions = [].adding(actions) }

  public subscript(name: String) -> Action? { actions.first { $0.name == name } }
  public var names: [String] { actions.map(\.name) }

  /// These and `others`; one of the same name is replaced where it stands.
  public func adding(_ others: [Action]) -> ActionCatalogue { ActionCatalogue(actions + others) }

  /// The bytes of the embedded file, to be copied and edited.
  public static var builtInBytes: [UInt8] { PackageResources.actions_yaml }

  /// The 31 actions Headroom comes with.
  public static let builtIn: ActionCatalogue = {
    let result = DecisionFileReader.read(
      builtInBytes, file: "built-in actions", catalogue: { ActionCatalogue() })
    switch result {
    case .success(let file): return ActionCatalogue(file.actions)
    case .failure(let error): preconditionFailure("the embedded actions are wrong:\n\(error)")
    }
  }()
}

extension [Action] {
  fileprivate func adding(_ others: [Action]) -> [Action] {
    others.reduce(into: self) { result, action in
      if let index = result.firstIndex(where: { $0.name == action.name }) {
        result[index] = action
      } else {
        result.append(action)
      }
    }
  }
}
