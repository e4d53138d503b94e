"""Reviewing: decisions, comments and corrections, kept in journals beside the article."""
