"""Courses: weeks with exercises, and how far a person has come in one."""
