/// How an answer is shown: a table for people, or rows for programs. `ndjson` has the rows of `csv`, one JSON
/// object per line.
public enum AnswerFormat: String, Sendable, CaseIterable { case table, csv, json, ndjson }
