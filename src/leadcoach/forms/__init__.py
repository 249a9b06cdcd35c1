"""Exercises as pages and mails that anybody can fill in without leadcoach."""
