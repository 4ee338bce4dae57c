"""Why a device may believe a server and the server a device: authority, certificates, pairing."""
