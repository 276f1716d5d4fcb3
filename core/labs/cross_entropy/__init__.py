"""The two costs on handwriting."""
