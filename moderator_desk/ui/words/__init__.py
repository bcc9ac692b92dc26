"""The words for people: every code of the desk in plain English. Nothing of Qt here."""
