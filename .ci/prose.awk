# Keeps the prose of Markdown and of Swift comments: `awk -f .ci/prose.awk FILES` prints every fault with its place and
# fails if there is one. Run it with LC_ALL=C, so that it sees bytes and counts characters of UTF-8 itself.

FNR == 1 { fenced = 0; markdown = FILENAME ~ /\.md$/ }

# Code fences are exempt, in articles and in documentation comments.
/^[ \t]*```/ && markdown || /^[ \t]*\/\/\/? ?```/ { fenced = !fenced; next }
fenced { next }

# Tables, headings, indented code and images have no width; the target of a link does not count.
markdown && !/^[ \t]*(\||#|    |!\[)/ {
  line = $0
  gsub(/\]\([^)]*\)/, "]", line)
  if (width(line) > 110) fault("found " width(line) " characters, expected at most 110. Wrap the line.")
}
!markdown && /^[ \t]*\/\// && width($0) > 110 {
  fault("found a comment of " width($0) " characters, expected at most 110. Wrap it.")
}

{ prose = markdown ? $0 : comment($0) }
prose ~ /^\/+ Of / { fault("found a comment that begins with 'Of'. Begin with the subject.") }
prose ~ / in place of / { fault("found 'in place of'. Write 'instead of'.") }
prose ~ /(^|[ (])(row|line|sentence|object|chart) an? (account|metric|rate|action|order|day|file|number)( |,|\.|$)/ {
  fault("found 'a row an account'. Write 'one row per account'.")
}
prose ~ /(DESIGN|AMAZON|MODEL|ACTIONS|FILES)\.md/ { fault("found a file that is not in the repository. Cite none.") }

END { exit faults > 0 }

function fault(text) { print FILENAME ":" FNR ": " text; faults++ }

# The number of characters: the bytes without those that continue a character.
function width(line) { gsub(/[\200-\277]/, "", line); return length(line) }

# The comment of a line of Swift from its slashes on; empty if it has none.
function comment(line) { return match(line, /(^|[ \t])\/\//) ? substr(line, line ~ /^\/\// ? 1 : RSTART + 1) : "" }
