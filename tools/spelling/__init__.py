"""The steps that build the tables of `mandate_lint.spelling`; see tools/build_spelling.py."""
