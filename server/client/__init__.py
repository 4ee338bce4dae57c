"""How kiosks and boards find their hall's server and stay linked to it; free of Qt."""
