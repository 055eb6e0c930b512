import Decisions
import TestSupport
import Testing

/// What is built in can be printed, and what is printed is a valid file.
struct ShowCommandTests {
  @Test(
    "Every document is valid input",
    arguments: ["actions", "enforcement", "events", "fees", "loss", "priors", "rules", "scenario"])
  func documents(name: String) throws {
    let folder = try ScratchFolder()
    let shown = try CommandLineRun(["show", name], in: folder)
    #expect(shown.status == 0 && shown.errors.isEmpty, "\(shown.errors)")
    try folder.write(shown.output, to: name == "priors" ? "mine.json" : "mine.yaml")
    let check = try CommandLineRun(["validate", name == "priors" ? "mine.json" : "mine.yaml"], in: folder)
    #expect(check.status == 0 && check.output.contains("valid"), "\(check.errors)")
  }

  @Test("Each action can be printed by itself")
  func actions() throws {
    for name in ActionCatalogue.builtIn.names {
      let text = try #require(ActionCatalogue.builtInText(of: name))
      let file = try DecisionFile(document: Array(text.utf8), file: "a.yaml")
      #expect(file.actions == [try #require(ActionCatalogue.builtIn[name])])
    }
    #expect(ActionCatalogue.builtInText(of: "extra") == nil)
  }

  @Test("A name that does not exist is wrong usage, with the usage of this command")
  func unknown() throws {
    let folder = try ScratchFolder()
    let run = try CommandLineRun(["show", "action", "extra_shft"], in: folder)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains("Did you mean 'extra_shift'?"), "\(run.errors)")
    #expect(run.errors.contains("Usage: headroom show <document>"), "\(run.errors)")
  }
}
