# Keeps the prose of Markdown and of Swift comments: `awk -f .ci/prose.awk FILES` prints every fault with its place and
# fails if there is one. It counts characters, not bytes, so it needs LC_ALL=C, in which a byte is a character.

FNR == 1 { code = 0; markdown = FILENAME ~ /\.md$/ }

# Code fences are exempt, in articles and in documentation comments.
/^[ \t]*(\/\/+)?[ \t]*```/ { code = !code; next }
code { next }

markdown && !/^[ \t]*(\||#|    |!\[|- <doc:)/ {
  prose = $0
  gsub(/\]\([^)]*\)/, "]", prose)
  gsub(/https?:[^ ]*/, "", prose)
  if (width(prose) > 110) fault("this line has " width(prose) " characters; wrap prose at 110")
}

# The prose of a line of Swift is its comment; `// MARK` and code behind `://` are none.
{ prose = markdown ? $0 : comment($0) }
!markdown && /^[ \t]*\/\// && width($0) > 110 { fault("this comment has " width($0) " characters; wrap it at 110") }
!markdown && !match(prose, /[A-Za-z]/) { next }

!markdown && prose ~ /^\/+ Of / { fault("a comment begins with 'Of'; begin with the subject") }
prose ~ / in place of / { fault("'in place of'; say 'instead of'") }
prose ~ /(^|[ \/(])[A-Z]* ?(row|sentence|line|object) an? (account|metric|action|rate|order|day|line)/ {
  fault("'a row an account'; say 'one row per account'")
}
prose ~ /(DESIGN|AMAZON|MODEL|ACTIONS|FILES)\.md/ { fault("a file that is not in the repository is cited") }

END { exit faults > 0 }

function fault(text) { print FILENAME ":" FNR ": " text; faults++ }

# The number of characters of UTF-8: its bytes without those that continue a character.
function width(line) { gsub(/[\200-\277]/, "", line); return length(line) }

# The comment of a line of Swift, with its slashes; empty if there is none.
function comment(line) { return match(line, /(^|[ \t])\/\/.*/) ? substr(line, RSTART + (line ~ /^\/\// ? 0 : 1)) : "" }
