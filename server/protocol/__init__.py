"""The words every program of Kezek shares: nouns, commands, events, frames, failures.

Standard library and msgspec only; what is here is described, word by word, in docs/protocol.md.
"""
