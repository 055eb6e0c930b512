import AccountHealth
import Testing

@Suite struct DayTests {
  @Test("Civil dates and day numbers agree for four centuries and back")
  func roundTrip() {
    for number in stride(from: -150_000, through: 150_000, by: 1) {
      let day = Day(number: number)
      let (year, month, date) = day.civil
      #expect(Day(year: year, month: month, day: date) == day)
    }
  }

  @Test(
    "Known dates", arguments: [("1970-01-01", 0, 3), ("2026-11-23", 20_780, 0), ("2000-02-29", 11_016, 1)])
  func known(text: String, number: Int, weekday: Int) {
    let day = Day(iso: text)
    #expect(day == Day(number: number))
    #expect(day?.weekday == weekday)
    #expect(day?.description == text)
  }

  @Test(
    "Days that do not exist",
    arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "31/31/2026", "", "2026-00-10"])
  func refused(text: String) { #expect(Day(iso: text) == nil) }
}
