# Index of tasks: `just --list`. Each is a script that runs without just, too.

_default:
    @just --list

# A customer and an agent talk through the SDK, over TLS
demo *arguments:
    scripts/demo {{arguments}}

# All tests, or the parts that are named: lint rust bindings swift kotlin jvm android consumers browser scenarios fuzz supply docs size
test *parts:
    scripts/test {{parts}}

# Format Rust
format:
    cargo fmt --all

# Install what tests need: rust kotlin swift supply browser docs, or everything
setup *parts:
    scripts/setup {{parts}}

# Write the Swift and Kotlin sources that UniFFI makes of the core
bindings:
    scripts/generate-bindings

# Simulator with an agent console
simulator *arguments:
    cargo run -p contact-center-simulator -- {{arguments}}

# Terminal client: connect, replay, demo
client *arguments:
    cargo run -p contact-center-cli -- {{arguments}}

# Run the session engine over seeds of the simulation (--seeds N, --first-seed N)
simulate *arguments:
    scripts/simulate {{arguments}}

# Fuzz what reads bytes from outside (--seconds N, TARGET…)
fuzz *arguments:
    scripts/fuzz {{arguments}}

# Measure, beside rivals in the same run
bench *parts:
    scripts/bench {{parts}}

# Build the docs site, or the documentation of Swift: site swift
docs part="site":
    scripts/build-docs {{part}}

# Draw the README's picture from a run of the demo
picture:
    scripts/draw-conversation
