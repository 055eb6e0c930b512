import ArgumentParser

/// `ndjson`: the rows of csv, one JSON object per line.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case table, csv, json, ndjson }
