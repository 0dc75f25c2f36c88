"""Scenes whose right answer is in a textbook, measured on the solver through its public interface.

Each scene is a function that gives `Finding`s; `frontrow bench cloth` prints them all. Scenes use the settings that
garments get, on fabrics of the library or parameters drawn at random from the library's range.
"""
