"""Texts to labels: learnt from a table, measured on what was held out, kept in a file that holds no code."""

from frontrow.language.classify.classifier import Classifier, Prediction
from frontrow.language.classify.load import load

__all__ = ["Classifier", "Prediction", "load"]
