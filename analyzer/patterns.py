"""Regular expressions that are compiled when they are first used; they live on the ground floor, in corpus/patterns.py."""

from __future__ import annotations

from corpus.patterns import Pattern

__all__ = ["Pattern"]
