"""How good the checks are: fair to every right answer, strict to every wrong one, and all of them needed."""
