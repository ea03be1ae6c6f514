# Sourced by what packages Kotlin's documentation: its front page, and which guides have to be on it.
# shellcheck shell=bash

# module_page MODULE: prints the guides as Dokka takes them. It takes headings from the second level on, and gives code in a table a name that is
# another one each time.
module_page() {
  local guide
  echo "# Module $1"
  for guide in docs/guide/kotlin/*.md docs/guide/from-bpcontactcenter.md; do
    echo
    awk '/^```/ { code = !code } !code && /^#/ { $0 = "#" $0 } !code && /^\|/ { gsub(/`/, "") } !/^<!-- .* -->$/' "$guide"
  done
}
