"""The demo: every program of Kezek on one PC, as real processes on real sockets."""
