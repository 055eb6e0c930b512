import Documents
import Foundation
import Testing

/// A portfolio as a browser shows it, of accounts whose names would be markup if they could.
@Suite struct PortfolioBrowserTests {
  private struct Answer: Decodable {
    var frame: String
    var faults: [String]
    var width: Int
  }

  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let names = [
    "<script>pwned=1</script>\"&'\u{202E}" + String(repeating: "M", count: 90),
    "</script><img src=x onerror=pwned=1>",
    "{{{data}}}", "quiet", "=2+3", "shop-10", "shop-2",
  ]

  private static func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let idle = HostileTexts.orders(account: "idle-7").replacing("2026-", with: "2024-")
    let files = names.enumerated().map { HostileTexts.orders(account: $1) } + [idle]
    let header = files[0].prefix { $0 != "\n" }
    try folder.write(
      header + "\n" + files.map { $0.drop { $0 != "\n" }.dropFirst() }.joined(), to: "orders.csv")
    let run = try CommandLineRun(
      ["portfolio", "orders.csv", "-o", "out", "--seed", "1", "--paths", "256", "-q"], in: folder)
    try #require(run.status == 0, "\(run.errors)")
    return folder
  }

  private static func shown(_ path: String, in folder: ScratchFolder) throws -> String {
    let browser = try #require(browser)
    return try CommandLineRun(
      shell: "\(browser) --headless=new --no-sandbox --disable-gpu --disable-extensions --no-first-run "
        + "--user-data-dir=profile --window-size=1400,1000 --virtual-time-budget=20000 --dump-dom "
        + "file://\(folder.path)/\(path)", in: folder
    ).output
  }

  @Test(
    "No overflow, contrast of 4.5, no text as markup, nothing loaded; search and sort find what they should",
    .enabled(if: browser != nil, "no chromium here"))
  func inABrowser() throws {
    let folder = try Self.folder()
    let page = String(decoding: try folder.bytes("out/portfolio.html"), as: UTF8.self)
    let shown = Self.names.map(TerminalText.escaped)
    let texts = String(decoding: try JSONEncoder().encode(shown), as: UTF8.self).replacing(
      "<", with: "\\u003c")
    let dark = page.replacing("@media (prefers-color-scheme:dark)", with: "@media all")
    let frames = [("wide", page, 1280), ("narrow", page, 390), ("dark", dark, 1280)]
    for (name, page, _) in frames {
      try folder.write(try Self.probed(page, name, texts), to: "\(name).html")
    }
    try folder.write(ReportProbe.around(frames.map { ($0.0, "\($0.0).html", $0.2) }), to: "around.html")
    let output = try Self.shown("around.html", in: folder)
    let begin = try #require(output.range(of: ">BEGIN"), "the browser gave no answer")
    let end = try #require(output.range(of: "END<"))
    let data = try #require(Data(base64Encoded: String(output[begin.upperBound..<end.lowerBound])))
    let answers = try JSONDecoder().decode([Answer].self, from: data)
    #expect(Set(answers.map(\.frame)) == ["wide", "narrow", "dark"])
    for answer in answers { #expect(answer.faults == [], "\(answer.frame), \(answer.width) wide") }
  }

  @Test("Under its own policy the page's script runs", .enabled(if: browser != nil, "no chromium here"))
  func policy() throws {
    let folder = try Self.folder()
    let output = try Self.shown("out/portfolio.html", in: folder)
    #expect(output.contains("<div class=\"controls\" id=\"controls\">"), "it shows the controls")
    #expect(!output.contains("pwned=\"1\""))
  }

  /// What a person does, and what is then to be seen.
  private static let act = """
    const rows=()=>document.getElementById('accounts').rows.length;
    const type=(id,value,event)=>{const at=document.getElementById(id);at.value=value;at.dispatchEvent(new Event(event))};
    if(rows()!=7)say('not seven rows: '+rows());
    if(innerWidth>1000)for(const row of document.getElementById('accounts').rows)for(const cell of row.cells)
      if(Math.abs(cell.getBoundingClientRect().bottom-row.getBoundingClientRect().bottom)>1)say('a cell ends before its row: '+cell.className);
    type('search','QUIET','input');
    if(rows()!=1)say('search finds '+rows());
    type('search','nothing like it','input');
    if(rows()!=0||!document.getElementById('shown').textContent.includes('No account'))say('search finds something');
    type('search','','input');
    type('order','account','change');
    const place=name=>[...document.getElementById('accounts').rows].findIndex(row=>row.cells[0].textContent.includes(name));
    if(place('shop-2')!=5||place('shop-10')!=6)say('not sorted by name: '+place('shop-2')+', '+place('shop-10'));
    type('order','','change');
    if(rows()!=7)say('not all rows again');
    type('search','IDLE','input');
    if(rows()!=0||!document.getElementById('shown').textContent.includes('Without an order in any window: idle-7.'))say('search does not find an idle account');
    type('search','','input');
    """

  /// A copy that may run the probe.
  private static func probed(_ page: String, _ frame: String, _ texts: String) throws -> String {
    let policy = try #require(
      page.range(of: "<meta http-equiv=\"Content-Security-Policy\"[^>]*>", options: .regularExpression))
    let head = try #require(page.range(of: "<head>\n"))
    let body = try #require(page.range(of: "</body>", options: .backwards))
    let foot = ReportProbe.foot(frame: frame, texts: texts, own: ["data", "program", "search"], act: act)
    return page[..<head.upperBound] + ReportProbe.head + page[head.upperBound..<policy.lowerBound]
      + page[policy.upperBound..<body.lowerBound] + foot + page[body.lowerBound...]
  }
}
