"""The trust boundary. ``inside/`` runs beside student code; everything else here is the grader's side of the wire."""
