# Sourced, after common.sh, by scripts that have programs talk to the simulator. It is the one of the debug build, or the one in the
# directory that CONTACT_CENTER_LIBRARY_DIR names.
# shellcheck shell=bash

# start_simulator FOLDER [argument …]: leaves its addresses in base_url and control_url and its certificate in ca_file;
# what it needs is put into the folder.
simulator_pid=""
start_simulator() {
  local program=${CONTACT_CENTER_LIBRARY_DIR:-$CARGO_TARGET_DIR/debug}/contact-center-simulator line
  ca_file=$1/ca.pem
  rm -f "$1/stdin" "$1/stdout"
  mkfifo "$1/stdin" "$1/stdout"
  "$program" --json --ca-file "$ca_file" --until-stdin-closes --pace-ms 20 "${@:2}" <"$1/stdin" >"$1/stdout" &
  simulator_pid=$!
  exec 7>"$1/stdin" 8<"$1/stdout"
  read -r line <&8
  # shellcheck disable=SC2034  # for the caller
  base_url=$(sed -E 's/.*"base_url":"([^"]*)".*/\1/' <<<"$line")
  # shellcheck disable=SC2034  # for the caller
  control_url=$(sed -E 's/.*"control_url":"([^"]*)".*/\1/' <<<"$line")
}

stop_simulator() {
  [ -n "$simulator_pid" ] || return 0
  exec 7>&- 8<&-
  wait "$simulator_pid" || true
  simulator_pid=""
}
