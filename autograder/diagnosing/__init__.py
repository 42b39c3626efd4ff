"""Which known mistake a submission shows, by what its functions do."""
