#!/usr/bin/env bash
# The verbs of ./run for whoever works on the program; ./run calls this at the top of the project, with the tools of
# .venv first on the path.
#
#   ./run test [ARGS…]     runs the test suite; ARGS go to pytest, --long adds the long fault and property tests
#   ./run lint             lint, format, types and architecture
#   ./run translate        brings the catalogues in resources/locale up to date with the source
#   ./run bench [ARGS…]    runs the benchmarks in tests/bench
#   ./run pictures [--all FOLDER]  takes the README's pictures; or every page in every size, look, language and place
#   ./run package          builds the wheel and the source archive in dist
#   ./run lock [ARGS…]     renews both lock files; --upgrade also takes newer versions
set -euo pipefail

# All steps run, so that one look shows all there is to mend.
lint() {
    local step
    local -a failed=()
    for step in "ruff check" "ruff format --check" mypy "lint-imports --no-logo" "pytest -q -n 0 tests/test_architecture.py"; do
        printf '\n== %s\n' "$step"
        # shellcheck disable=SC2086 # the words of a step are its arguments
        $step || failed+=("$step")
    done
    ((${#failed[@]} == 0)) || { printf '\nFAILED: %s' "${failed[@]}" && echo && return 1; } >&2
}

# Without locations, dates and wrapping, a change of the catalogues shows nothing but changed messages.
translate() {
    local language
    template=$(mktemp --suffix .pot) # not local: the trap needs it after all
    trap 'rm -f -- "$template"' EXIT
    mkdir -p resources/locale
    pybabel -q extract --no-location --no-wrap --sort-output --project Delta --header-comment "# Translations of Delta." \
        --output-file "$template" delta_app
    for language in nl en; do
        pybabel -q update --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
            --locale "$language" --input-file "$template" --output-file "resources/locale/$language.po"
        printf '%s: %s messages without translation\n' "$language" "$(untranslated "resources/locale/$language.po")"
    done
}

untranslated() {
    python - "$1" <<'END'
import sys
from babel.messages.pofile import read_po

with open(sys.argv[1], "rb") as stream:
    print(sum(1 for message in read_po(stream) if message.id and not (message.string and all(message.string))))
END
}

bench() {
    local benchmark
    for benchmark in tests/bench/bench_*.py; do
        python "$benchmark" "$@"
    done
}

# packaging/dev.lock holds what only developers need, in the versions that requirements.lock agrees with.
lock() {
    local -a compile=(uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links "$@")
    command -v uv >/dev/null || pip install --quiet uv
    "${compile[@]}" --group build --output-file requirements.lock pyproject.toml
    "${compile[@]}" --group dev --output-file packaging/dev.lock --constraints requirements.lock
}

verb=$1
shift
case $verb in
test) exec pytest "$@" ;;
lint) lint ;;
translate) translate ;;
bench) bench "$@" ;;
pictures) exec python -m tests.pictures "$@" ;;
package) exec hatchling build "$@" ;;
lock) lock "$@" ;;
esac
