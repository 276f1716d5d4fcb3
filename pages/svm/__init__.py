"""A network against an SVM."""
