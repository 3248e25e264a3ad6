"""The bases of both clients, without methods that send anything: these are generated."""
