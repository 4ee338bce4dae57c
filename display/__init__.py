"""The display: the hall board that shows and speaks the calls."""
